import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { report } from '../desk/incidents/write-report.ts';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';

const seconds = 1000;
const room = createRoutesRoom();
const number = 'CEN-2026-00001';

/** Lee has asked Priya, who wrote a report, which door it was, while the chat is down. */
async function asked(people: (typeof chats)[number][0]) {
  await room.start({}, { people, alsoAt: ['page'] });
  const lee = room.desk.person('lee', 'page');
  await report(room.priya, 'page', 'Mr Abernathy shouted.', number);
  await reads(lee, number);
  await lee.presses('Ask for more');
  room.failChat();
  const tried = room.triesInChat();
  await lee.submits({ 'What you want to know': 'Which door?' });
  await room.triedInChat(tried + 1);
  await eventually('the page has brought it', async () => {
    const { outbox } = await readDatabase(join(room.desk.directory, 'db'));
    const onPage = outbox.flatMap(({ targets }) => targets).filter(({ platform }) => platform === 'browser');
    return onPage.every(({ state }) => state === 'sent');
  });
  return lee;
}

describe.each(chats)('%s: a question to the author of a report', (people, chat) => {
  it('goes out by e-mail without its words while the chat is down, and its reviewers see by which route', async () => {
    const lee = await asked(people);
    room.desk.clock.skip(121 * seconds);
    const { subject, raw } = await room.mailTo('priya', 'question');
    expect(subject).toBe(`Lee Wong has a question about your report ${number}.`);
    expect(raw).not.toMatch(/Abernathy|Which door/);
    await reads(lee, `Priya Nair, by e-mail, as ${chat} did not deliver`);
  });

  it('is not sent by e-mail to an author who has answered elsewhere', async () => {
    const lee = await asked(people);
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

describe.each(chats)('a report to reviewers whom %s does not reach', (people, chat) => {
  it('goes out by e-mail without its words, and its author sees by which route', async () => {
    await room.startWithout(['lee'], { people, alsoAt: [] });
    const priya = room.desk.person('priya');
    await report(priya, people, 'Mr Abernathy shouted.', number);
    const { subject, raw } = await room.mailTo('lee');
    expect(subject).toContain(`Report ${number}, Central Library`);
    expect(raw).not.toContain('Abernathy');
    await reads(priya, `Lee Wong, by e-mail, as ${chat} did not deliver`);
  });

  it('goes to those above them where no route reaches any of them', async () => {
    await room.startWithout(['lee'], { people, alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await report(priya, people, 'A man shouted.', number);
    await reads(room.desk.person('dana'), '[Review]');
    await reads(priya, /Could not be reached(?:: |\n)Lee Wong/);
  });

  it('is never silent: where nobody above them is reached either, its author is told', async () => {
    await room.startWithout(['lee', 'dana'], { people, alsoAt: [] });
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await report(priya, people, 'A man shouted.', number);
    await reads(priya, `None of those who review reports could be reached about ${number}`);
  });
});
