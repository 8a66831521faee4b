import { afterAll, beforeAll, expect, it } from 'vitest';
import { staff } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { eventually } from '../support/eventually.ts';
import { type ChatDesk, startChatDesk } from '../support/process/chat-desk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { recordedIn } from '../support/process/walked-promises.ts';
import type { Failure } from '../support/slack/index.ts';

const minute = 60_000;

let program: CompiledProgram;
let desk: ChatDesk;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

/** Slack fails in one way for so many minutes; every five minutes somebody asks the desk something. */
async function slackFails(
  failure: Failure,
  forMinutes: number,
  during: (minutes: number) => Promise<void> = async () => {},
): Promise<void> {
  desk.slack.heal();
  desk.slack.fail('*', failure);
  for (let minutes = 0; minutes < forMinutes; minutes += 1) {
    await desk.program.pass(minute);
    if (minutes % 5 === 4) expect(await desk.inSlack('sam').types('/onshift cen')).toContain('Maria Santos');
    await during(minutes);
  }
}

it('an outage skips no step without a word: in an hour of 429, 500, nothing and resets everybody is told by a later route, callers are answered, and nobody is flooded', {
  timeout: 120_000,
}, async () => {
  desk = await startChatDesk(program.main);
  const [priya, robin, nora, maria] = ['priya', 'robin', 'nora', 'maria'].map(desk.inSlack) as [
    Person,
    Person,
    Person,
    Person,
  ];
  expect(await priya.types('/assist now cen')).toContain('H-0001 is saved and goes to');
  await reads(maria, '[I’m coming]');
  await reads(priya, 'Nobody has answered yet');

  // A call that was made before goes on: each step is asked by the later route.
  await slackFails({ retryAfter: 30 }, 20, async (minutes) => {
    if (minutes === 1) await desk.isMailed('lee', 'H-0001');
    // One that is made now is saved, said to be, and goes out by e-mail.
    if (minutes === 4)
      expect(await robin.types('/assist now nth-a')).toContain('H-0002 is saved and goes to Nora Lind');
  });
  await desk.isMailed('nora', 'H-0002');
  await desk.isMailed('robin', 'Nobody has confirmed call H-0002');
  await slackFails({ status: 500 }, 20, async (minutes) => {
    // A card from before the outage still answers.
    if (minutes === 2) {
      await desk.pressesInSlack('maria', 'I’m coming');
      await eventually('the claim is saved', async () => {
        const { calls } = await desk.content();
        return calls.find(({ number }) => number === 'H-0001')?.responders.length === 1;
      });
    }
  });
  await desk.isMailed('priya', 'Maria Santos is coming to you');
  await slackFails({ hang: true }, 3);
  await slackFails({ reset: true }, 17);
  const tried = desk.slack.calls('chat.postMessage').length;

  desk.slack.heal();
  for (let waited = 0; waited < 5; waited += 1) await desk.program.pass(minute);
  const { outbox } = await eventually(
    'everything owed has an end',
    async () => {
      await desk.program.pass(10_000);
      const found = await desk.content();
      const isOver = found.outbox.every(({ targets }) =>
        targets.every(({ state }) => /sent|expired/.test(state)),
      );
      return isOver ? found : undefined;
    },
    30_000,
  );

  // Nobody is flooded: a message comes once by Slack, or twice and says so, and at most once by e-mail.
  const { posted } = await recordedIn(desk.database, desk.slack);
  for (const texts of posted.values()) {
    expect(texts.length).toBeLessThanOrEqual(2);
    for (const again of texts.slice(1)) expect(again).toContain('Sent again');
  }
  expect(posted.size).toBeLessThanOrEqual(outbox.flatMap(({ targets }) => targets).length);
  for (const { id } of staff) {
    const mails = desk.smtp.to(`${id}@example.org`);
    for (const { subject } of mails) {
      const [, again, ...more] = mails.filter((one) => one.subject === subject);
      expect(again?.text ?? '').toMatch(/^$|may have reached you before/);
      expect(more).toEqual([]);
    }
  }
  // Each message is tried about once a minute at most.
  expect(tried / outbox.flatMap(({ targets }) => targets).length).toBeLessThan(130);

  // What came late said so.
  const taken = desk.slack.calls('chat.postMessage').filter(({ outcome }) => outcome === 'ok');
  expect(JSON.stringify(taken.map(({ args }) => args))).toMatch(/message is \d+ minutes late/);
  await reads(nora, '[I’m coming]');
  await nora.presses('I’m coming', 'H-0002');
  await reads(robin, 'Nora Lind is coming to you (H-0002)');
});
