import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';

const minute = 60_000;
const noteField = 'What those who come should know';

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  describe('the words of a call', () => {
    it('take the longest zone in any case, and everything else as a note', async () => {
      await desk.person('priya').types('/assist NOW Teen Area DESK someone fell in the Reading Room');
      const card = await reads(desk.person('maria'), 'H-0001');
      expect(card).toContain('Come now · Central Library, teen area desk');
      expect(card).toContain('someone fell in the Reading Room');
    });

    it('take a branch code before the zone, and ask the people of that branch', async () => {
      expect(await desk.person('priya').types('/assist now nth-a front desk')).toContain('Nora Lind');
      await reads(desk.person('nora'), 'Northside Library (Ashton), front desk');
      expect(await desk.person('maria').sees()).toBe('');
    });

    it('never read a place from the middle of a note', async () => {
      await desk.person('priya').types('/assist please send someone to NTH-A');
      const card = await reads(desk.person('maria'), 'H-0001');
      expect(card).toContain('When you can · Central Library\n');
      expect(card).toContain('please send someone to NTH-A');
    });

    it('are the same through /desk, without a slash, and with odd spaces', async () => {
      expect(await desk.person('priya').types('/desk   assist now')).toContain('H-0001');
      await reads(desk.person('priya'), '[Cancel]');
      await desk.person('priya').presses('Cancel');
      expect(await desk.person('priya').types('assist now')).toContain('H-0002');
    });

    it('are sent at once when there are too many, up to where they fit, and the caller is told so', async () => {
      const priya = desk.person('priya');
      const reply = await priya.types(`/assist now teen area ${'x'.repeat(201)}`);
      expect(reply).toContain('H-0001 is saved and goes to');
      expect(reply).toContain(
        `Only the first 200 characters of your words were sent. To add the rest, send Deskbell “${typedAt(people, 'assist CEN')}”`,
      );
      const card = await reads(desk.person('maria'), 'H-0001: Come now · Central Library, teen area');
      expect(card).toContain(`${'x'.repeat(199)}…`);
      expect(card).not.toContain('x'.repeat(200));
      const added = await priya.types(`/assist ${'y'.repeat(400)}`);
      expect(added).toContain('your words were added to it');
      expect(added).toContain('Only the first 200 characters');
      await reads(desk.person('maria'), `${'y'.repeat(199)}…`);
    });

    it('are all sent when they just fit', async () => {
      const reply = await desk.person('priya').types(`/assist now ${'🦉'.repeat(200)}`);
      expect(reply).toContain('H-0001');
      expect(reply).not.toContain('Only the first');
      await reads(desk.person('maria'), '🦉'.repeat(200));
    });

    it('come after what to dial in an emergency, however many there are', async () => {
      const priya = desk.person('priya');
      const reply = await priya.types(`/assist emergency ${'ж'.repeat(30_000)}`);
      expect(reply.startsWith('Dial 9-911 from any desk phone')).toBe(true);
      await hears(priya, 'Only the first 200 characters of your words were sent');
      await reads(desk.person('sam'), `${'ж'.repeat(199)}…`);
    });

    it('are no note when nobody can see them', async () => {
      await desk.person('priya').types('/assist now teen area \u200b\u2060\u00a0\u3164');
      const card = await reads(desk.person('maria'), 'H-0001: Come now · Central Library, teen area');
      expect(card).not.toContain('Note');
    });

    it('are shown as typed: markup, mentions, right to left', async () => {
      const odd = '<!channel> *bold* _x_ <b>&amp; مرحبا `code` [a](b)';
      await desk.person('priya').types(`/assist ${odd}`);
      expect(await reads(desk.person('maria'), 'H-0001')).toContain(odd);
    });
  });

  describe('the form of a call', () => {
    it('opens with the caller’s building and sends what was chosen', async () => {
      const priya = desk.person('priya');
      await priya.types('/assist');
      expect(priya.seesForm()).toContain('How soon');
      await priya.submits({ Where: 'Central Library, teen area', [noteField]: 'with a note' });
      await hears(priya, 'H-0001');
      expect(await reads(desk.person('maria'), 'with a note')).toContain(
        'Come now · Central Library, teen area',
      );
    });
  });

  describe('an emergency', () => {
    it('shows what to dial before anything else, and never says that it was dialled', async () => {
      const reply = await desk.person('priya').types('/assist emergency teen area');
      expect(reply.startsWith('Dial 9-911 from any desk phone')).toBe(true);
      const heard = await hears(desk.person('priya'), 'H-0001');
      expect(heard.indexOf('H-0001')).toBeGreaterThan(heard.indexOf('Dial 9-911'));
      await reads(desk.person('sam'), 'Emergency · Central Library, teen area');
    });
  });

  describe('a call from nobody knows where', () => {
    it('is sent to nobody until the building is chosen, and then at once, with the zone that was typed', async () => {
      const robin = desk.person('robin');
      const reply = await robin.types('/assist now teen area a man is shouting');
      for (const words of [
        'Not sent to anyone yet',
        'Dial 911',
        '[Central Library]',
        '[Northside Library (Brook)]',
      ]) {
        expect(reply).toContain(words);
      }
      expect(await desk.person('maria').sees()).toBe('');
      await reads(robin, '[Northside Library (Ashton)]');
      expect(await robin.presses('Central Library')).toContain('Maria Santos');
      expect(await reads(desk.person('maria'), 'H-0001')).toContain('Central Library, teen area');
      // Where the question is gone with its answer, there is nothing left to press.
      const other = 'Northside Library (Ashton)';
      if ((await robin.hears()).includes(`[${other}]`))
        expect(await robin.pressesInReply(other)).toContain('already went out');
    });

    it('is sent when it is typed again with the building', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now someone fell');
      expect(await robin.types('/assist now CEN reading room')).toContain('H-0001 is saved and goes to');
      expect(await reads(desk.person('maria'), 'someone fell')).toContain(
        'H-0001: Come now · Central Library, reading room',
      );
      desk.clock.skip(70_000);
      await reads(desk.person('lee'), 'H-0001');
    });

    it('is at the zone that was typed last, also in later words', async () => {
      const robin = desk.person('robin');
      await robin.types('/assist now teen area a man is shouting');
      await robin.types('/assist reading room he moved');
      await allRecorded(desk);
      await robin.presses('Central Library');
      const card = await reads(desk.person('maria'), 'H-0001');
      expect(card).toContain('Central Library, reading room');
      expect(card).toMatch(/Note:?\s+a man is shouting/);
      expect(card).toMatch(/Note:?\s+he moved/);
    });

    it('reaches the fallback person after a minute all the same', async () => {
      const robin = desk.person('robin');
      const beforeMs = desk.clock.elapsedMs();
      await robin.types('/assist now help');
      await reads(robin, 'Not sent to anyone yet');
      // Five seconds short of the minute, however long the answer took.
      desk.clock.skip(beforeMs + 55_000 - desk.clock.elapsedMs());
      expect(await desk.person('dana').sees()).toBe('');
      desk.clock.skip(minute);
      await reads(desk.person('dana'), 'Building unknown');
      await reads(robin, 'Dana Whitfield');
    });
  });
});

// Slack itself refuses an empty required field; the others leave it to the desk.
describe.each(['page', 'teams'] as const)('a form, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('comes back with each problem by its field and everything kept', async () => {
    const priya = desk.person('priya');
    await priya.types('/assist');
    await priya.submits({ 'How soon': '', Where: 'Central Library, teen area', [noteField]: 'kept words' });
    const again = priya.seesForm();
    expect(again).toContain('Choose how soon somebody should come.');
    expect(again).toContain('<note: kept words>');
    expect(again).toContain('<place: CEN/teen area>');
    expect(await priya.submits({ 'How soon': 'Come now' })).toContain('H-0001');
    expect(await reads(desk.person('maria'), 'kept words')).toContain('Central Library, teen area');
  });
});
