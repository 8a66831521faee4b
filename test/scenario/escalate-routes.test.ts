import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';

const seconds = 1000;
const room = createRoutesRoom();
const gone = (...ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, { slack: `U0GONE${id.toUpperCase()}` }]));

describe('a question to a supervisor whom Slack does not reach', () => {
  it('goes out by e-mail without its words, and the asker sees by which route', async () => {
    await room.start(gone('lee'), { alsoAt: [] });
    await room.desk.person('priya').types('/escalate may we waive the fine of Mr Abernathy');
    const { subject, raw } = await room.mailTo('lee');
    expect(subject).toBe('Decision wanted: Priya Nair at Central Library asks you (E-0001).');
    expect(raw).not.toContain('Abernathy');
    const card = await reads(room.desk.person('priya'), 'Lee Wong, by e-mail, as Slack did not deliver');
    expect(card).not.toContain('Could not be reached');
    expect(card).toContain('Nobody has answered yet');
  });

  it('goes out after two minutes while Slack is down, and not to somebody who has answered elsewhere', async () => {
    await room.start();
    room.slack.fail('*', { status: 500 });
    await room.priya.types('/escalate may we close early');
    await room.triedInSlack(1);
    const lee = room.desk.person('lee', 'page');
    await reads(lee, '[Acknowledge]');
    room.desk.clock.skip(60 * seconds);
    await lee.presses('Acknowledge');
    await reads(room.priya, 'Lee Wong has acknowledged E-0001.');
    room.desk.clock.skip(61 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('lee')).toEqual([]);
  });
});

describe('a question to a supervisor whom no route reaches', () => {
  it('goes to the next person at once, and its asker is told of both', async () => {
    await room.start(gone('lee'), { alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/escalate may we close early');
    await reads(room.desk.person('dana'), '[Yes]');
    await reads(priya, 'Could not be reached: Lee Wong');
    await reads(priya, 'Now also asked: Dana Whitfield.');
  });

  it('is never silent: where nobody else is left, its asker is told at once', async () => {
    await room.start(gone('lee', 'dana'), { alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/escalate may we close early');
    await reads(priya, 'Nobody has answered E-0001');
    await reads(priya, 'Could not be reached: Lee Wong and Dana Whitfield');
  });
});
