import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allSaved } from '../support/desk/all-saved.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';
import { sendAct } from '../support/process/page-client.ts';

const noteField = 'What those who come should know';
const rest = 'at the door and he has a knife';
/** 200 characters end in the middle of the rest's first word. */
const long = `${'a man is shouting '.repeat(11)}${rest}`;
const cut = 'Only the first 200 characters of your words were sent.';

describe.each(allPlaces)('a note that is too long, %s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('is cut in the form too: the call goes out, and its caller alone sees what was not sent and how to add it', async () => {
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    await priya.types('/assist');
    await priya.submits({ Where: 'Central Library, teen area', [noteField]: long });
    const heard = await hears(priya, 'H-0001 is saved and goes to');
    expect(heard).toContain(
      `${cut} To add the rest, send Deskbell “${typedAt(people, 'assist CEN')}” and these words:\n${rest}`,
    );
    const card = await reads(maria, 'H-0001: Come now · Central Library, teen area');
    expect(card).toContain('a man is shouting a…');
    expect(card).not.toContain('knife');
    expect(await allSaved(desk)).toContain('a man is shouting a…');
    expect(await allSaved(desk)).not.toContain('knife');

    expect(await priya.types(`/assist CEN ${rest}`)).toContain('your words were added to it');
    await reads(maria, rest);
  });

  it('is cut in the form of an emergency, as long as every platform lets it be', async () => {
    const priya = desk.person('priya');
    await priya.types('/assist');
    await priya.submits({ 'How soon': 'Emergency', [noteField]: 'ж'.repeat(3000) });
    expect(await hears(priya, cut)).toContain('H-0001 is saved and goes to');
    await reads(desk.person('sam'), `${'ж'.repeat(199)}…`);
  });

  it('names the building of the call, where more words of the caller would go elsewhere', async () => {
    const priya = desk.person('priya');
    expect(await priya.types(`/assist now nth-a front desk ${long}`)).toContain(
      `send Deskbell “${typedAt(people, 'assist NTH-A')}” and`,
    );
    expect(await priya.types(`/assist nth-a ${rest}`)).toContain('your words were added to it');
    const robin = desk.person('robin');
    const unsent = await robin.types(`/assist now ${long}`);
    expect(unsent).toContain(`send Deskbell “${typedAt(people, 'assist')}” and these words:\n${rest}`);
    expect(await robin.types(`/assist ${rest}`)).toContain('Your words were added to H-0002');
  });
});

describe('what was cut from a note', () => {
  it('is kept nowhere: the answer to a repeated delivery tells of the cut alone', async () => {
    const desk = await startDesk();
    try {
      const act = {
        id: randomUUID(),
        as: 'priya',
        what: { type: 'command', typed: `/assist now ${long}` },
      } as const;
      expect((await sendAct(desk.address, act)).reply).toContain('knife');
      const again = await sendAct(desk.address, act);
      expect(again.reply).toContain('H-0001 is saved and goes to');
      expect(again.reply).toContain(cut);
      expect(again.reply).not.toContain('knife');
      expect(await allSaved(desk)).not.toContain('knife');
    } finally {
      await desk.stop();
    }
  });
});
