import { describe, expect, it } from 'vitest';
import { report } from '../desk/incidents/write-report.ts';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';

const seconds = 1000;
const room = createRoutesRoom();
const gone = (...ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, { slack: `U0GONE${id.toUpperCase()}` }]));
const number = 'CEN-2026-00001';

/** Lee has asked Priya, who wrote a report, which door it was, while Slack is down. */
async function asked() {
  await room.start();
  const lee = room.desk.person('lee', 'page');
  await report(room.priya, 'page', 'Mr Abernathy shouted.', number);
  await reads(lee, number);
  await lee.presses('Ask for more');
  room.slack.fail('*', { status: 500 });
  const tried = room.slack.calls('chat.postMessage').length;
  await lee.submits({ 'What you want to know': 'Which door?' });
  await room.triedInSlack(tried + 1);
  return lee;
}

describe('a question to the author of a report', () => {
  it('goes out by e-mail without its words while Slack is down, and its reviewers see by which route', async () => {
    const lee = await asked();
    room.desk.clock.skip(121 * seconds);
    const { subject, raw } = await room.mailTo('priya', 'question');
    expect(subject).toBe(`Lee Wong has a question about your report ${number}.`);
    expect(raw).not.toMatch(/Abernathy|Which door/);
    await reads(lee, 'Priya Nair, by e-mail, as Slack did not deliver');
  });

  it('is not sent by e-mail to an author who has answered elsewhere', async () => {
    const lee = await asked();
    await reads(room.priya, '[Answer]');
    room.desk.clock.skip(60 * seconds);
    await room.priya.presses('Answer');
    await room.priya.submits({ 'Your answer': 'The west door.' });
    await reads(lee, 'Priya Nair has answered');
    room.desk.clock.skip(61 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('priya')).toEqual([]);
  });
});

describe('a report to reviewers whom Slack does not reach', () => {
  it('goes out by e-mail without its words, and its author sees by which route', async () => {
    await room.start(gone('lee'), { alsoAt: [] });
    const priya = room.desk.person('priya');
    await report(priya, 'slack over http', 'Mr Abernathy shouted.', number);
    const { subject, raw } = await room.mailTo('lee');
    expect(subject).toContain(`Report ${number}, Central Library`);
    expect(raw).not.toContain('Abernathy');
    await reads(priya, 'Lee Wong, by e-mail, as Slack did not deliver');
  });

  it('goes to those above them where no route reaches any of them', async () => {
    await room.start(gone('lee'), { alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await report(priya, 'slack over http', 'A man shouted.', number);
    await reads(room.desk.person('dana'), '[Review]');
    await reads(priya, 'Could not be reached: Lee Wong');
  });

  it('is never silent: where nobody above them is reached either, its author is told', async () => {
    await room.start(gone('lee', 'dana'), { alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await report(priya, 'slack over http', 'A man shouted.', number);
    await reads(priya, `None of those who review reports could be reached about ${number}`);
  });
});
