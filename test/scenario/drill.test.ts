import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
const marked = 'This is a drill. Nobody is to come';

describe.each(allPlaces)('%s: a drill', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('walks the branch’s own steps, marked everywhere, and ends by itself with a summary', async () => {
    const lee = desk.person('lee');
    const begun = await lee.types('/desk drill cen');
    expect(begun).toContain('Drill D-0001 has begun at Central Library');
    expect(begun).toContain('Maria Santos');
    const asked = await reads(desk.person('maria'), '[I’m coming]');
    expect(asked).toContain('Drill: D-0001: Come now');
    expect(asked).toContain(marked);
    expect(asked.indexOf(marked)).toBeLessThan(asked.indexOf('[I’m coming]'));
    await eventually('the channel has it, marked', async () =>
      /Drill.*D-0001/s.test(await desk.person('maria').seesInChannel('CEN')),
    );
    await allRecorded(desk);
    desk.clock.skip(minute);
    // The step of supervisors leaves out whoever leads it; the neighbour is asked.
    await reads(desk.person('nora'), marked);
    await allRecorded(desk);
    desk.clock.skip(2 * minute);
    await reads(desk.person('dana'), marked);
    await allRecorded(desk);
    desk.clock.skip(2 * minute);
    const summary = await reads(lee, 'What came of D-0001');
    expect(summary).toMatch(/6 asked, 0 answered, 6 did not, 0 could not be reached/);
    expect(summary).toMatch(/Dana Whitfield[:\s]+Asked (18:4|6:4)\d/);
    // The card that Lee has followed it on.
    await reads(lee, 'The drill is over');
    await reads(desk.person('dana'), 'has ended');
    expect(await desk.person('maria').sees()).not.toContain('[Write this up]');
  });

  it('rests when somebody answers, says after how long, and waits for the others until its end', async () => {
    const lee = desk.person('lee');
    const begunMs = desk.clock.elapsedMs();
    await lee.types('/desk drill cen now');
    for (const id of ['maria', 'omar', 'sam']) await reads(desk.person(id), '[I’m coming]');
    desk.clock.skip(30_000);
    const pressed = await desk.person('maria').presses('I’m coming');
    expect(pressed).toContain(marked);
    expect(await desk.person('omar').presses('Done')).toContain('you were reached by drill D-0001');
    const heard = await desk.person('sam').presses('Can’t come');
    expect(heard).toContain('nothing left for you to do');
    const latest = Math.ceil((desk.clock.elapsedMs() - begunMs) / 1000);
    await desk.restart();
    desk.clock.skip(4 * minute + 31_000);
    const summary = await reads(lee, 'What came of D-0001');
    expect(summary).toMatch(/4 asked, 3 answered, 1 did not/);
    for (const answer of [/Maria Santos[:\s]+Asked .*“I’m coming”/, /Sam Reid[:\s]+Asked .*“Can’t come”/]) {
      const [, seconds] = new RegExp(`${answer.source} after (\\d+) seconds`).exec(summary) ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(30);
      expect(Number(seconds)).toBeLessThanOrEqual(latest);
    }
    // Nobody more was asked, and nobody whether they have arrived.
    expect(await desk.person('dana').rings()).toBe(0);
    expect(await desk.person('maria').sees()).not.toContain('Are you at');
  });

  it('that the desk slept through rings nobody any more, and says so', async () => {
    await desk.person('lee').types('/desk drill cen');
    await reads(desk.person('maria'), '[I’m coming]');
    desk.clock.jumpWall(3 * minute);
    await desk.restart();
    const summary = await reads(desk.person('lee'), 'What came of D-0001');
    expect(summary).toContain('because the desk was not running');
    expect(await desk.person('dana').rings()).toBe(0);
  });

  it('is in no list, takes no number of a real call, and ends when its leader says so', async () => {
    const lee = desk.person('lee');
    await lee.types('/desk drill cen');
    await reads(desk.person('maria'), '[I’m coming]');
    expect(await lee.types('/desk today')).toContain('Nothing is waiting');
    await desk.person('maria').opensHome();
    expect(await desk.person('maria').seesHome()).not.toContain('D-0001');
    expect(await lee.types('/desk drill end')).toContain('D-0001');
    await reads(lee, 'What came of D-0001');
    expect(await lee.types('/desk drill end')).toContain('No drill of yours');
    await desk.person('priya').types('/assist cen');
    await reads(desk.person('maria'), 'H-0001');
    expect(await lee.types('/desk drill cen')).toContain('the real call H-0001 is open');
  });

  it('never takes in a real call, and gives way to one at once', async () => {
    const lee = desk.person('lee');
    await lee.types('/desk drill cen');
    await reads(desk.person('maria'), 'D-0001');
    const reply = await lee.types('/assist now cen');
    expect(reply).toContain('H-0001');
    expect(reply).not.toContain('drill');
    const seen = await reads(desk.person('maria'), 'H-0001: Come now');
    expect(seen.slice(seen.indexOf('H-0001: Come now'))).toContain('[I’m coming]');
    const told = await reads(desk.person('maria'), 'because a real call came in');
    expect(told).toContain('do not take that one for a drill');
    await reads(lee, 'What came of D-0001');
    expect(await lee.types('/desk today')).toContain('H-0001');
  });

  it('is begun only by those who answer for the branch', async () => {
    const maria = await desk.person('maria').types('/desk drill cen');
    expect(maria).toContain(`If you need help for real, type “${typedAt(people, 'assist')}”`);
    expect(await desk.person('lee').types('/desk drill nth-a')).toContain(
      'You can start drills at Central Library',
    );
    expect(await desk.person('dana').types('/desk drill northside')).toContain('Say one branch');
    expect(await desk.person('dana').types('/desk drill nth-a assist')).toContain('D-0001 has begun');
    expect(await desk.person('dana').types('/desk drill nth-a')).toContain('D-0001, begun by Dana Whitfield');
    expect(await desk.person('maria').types('/desk')).not.toContain('[Start a drill]');
    expect(await desk.person('lee').types('/desk')).toContain('[Start a drill]');
  });
});

describe('a drill, by the routes after the chat', () => {
  const room = createRoutesRoom();

  it('says in the subject of an e-mail that it is one, and in the summary which route reached whom', async () => {
    await room.start();
    room.slack.fail('*', { error: 'channel_not_found' });
    const lee = room.desk.person('lee', 'page');
    await lee.types('/desk drill cen');
    const { subject } = await room.mailTo('maria');
    expect(subject).toMatch(/^Drill, nobody is to come: Come now: Lee Wong asks for help/);
    await eventually('it is on the card', async () => /Maria Santos.*, by e-mail/.test(await lee.sees()));
    await lee.types('/desk drill end');
    expect(await reads(lee, 'What came of D-0001')).toMatch(/Maria Santos.*, by e-mail, as Slack/);
  });
});

it('a drill’s card says on each platform what to type there for a real call', async () => {
  const desk = await startDesk({ people: 'slack over http', alsoAt: ['teams'] });
  try {
    await desk.person('lee').types('/desk drill cen');
    const real = 'If you need help for real, send Deskbell';
    for (const place of ['slack over http', 'teams'] as const) {
      const maria = desk.person('maria', place);
      await reads(maria, `${real} “${typedAt(place, 'assist')}”`);
      await eventually('the channel has it too', async () =>
        (await maria.seesInChannel('CEN')).includes(`${real} “${typedAt(place, 'assist')}”`),
      );
    }
    // Its end draws both anew.
    await desk.person('lee').types('/desk drill end');
    for (const place of ['slack over http', 'teams'] as const) {
      const seen = await reads(desk.person('maria', place), 'The drill was ended by whoever began it');
      expect(seen).toContain(`${real} “${typedAt(place, 'assist')}”`);
    }
  } finally {
    await desk.stop();
  }
});
