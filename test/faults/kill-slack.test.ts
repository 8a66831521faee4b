import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { createRandom } from '../support/process/load.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { type DatabaseContent, readDatabase } from '../support/process/read-database.ts';
import { type SlackStandIn, slackUser, startSlackStandIn } from '../support/slack/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const kills = 12;
const caller = (index: number) => `U0CALLER${index}`;

/** What went out, by the marker that each message carries, in order. */
function sentByMarker(slack: SlackStandIn): ReadonlyMap<string, readonly string[]> {
  const sent = new Map<string, string[]>();
  for (const { args } of slack.calls('chat.postMessage')) {
    const { metadata, text } = args as {
      metadata?: { event_payload?: { marker?: string } };
      text?: string;
    };
    const marker = metadata?.event_payload?.marker;
    if (marker !== undefined) sent.set(marker, [...(sent.get(marker) ?? []), text ?? '']);
  }
  return sent;
}

it('sends nothing to Slack twice, however often it is killed', {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const outsiders = Array.from({ length: kills }, (_, index) => ({
    id: caller(index),
    name: `Caller ${index}`,
  }));
  const slack = await startSlackStandIn({
    users: [...staff.map(({ slack: id, name, email }) => ({ id, name, email })), ...outsiders],
    channels: [{ id: 'C0CENTRAL', members: staff.map((member) => member.slack) }],
  });
  onTestFinished(() => slack.stop());
  const database = join(directory, 'db');
  const start = (): Program => {
    const started = startProgram(program.main, {
      DESKBELL_DATA: directory,
      DESKBELL_DB: database,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    onTestFinished(() => started.kill());
    return started;
  };
  async function whenAllIsSent(): Promise<DatabaseContent | undefined> {
    const found = await readDatabase(database);
    const sent = found.outbox.every((row) => row.targets.every(({ state }) => state === 'sent'));
    return sent ? found : undefined;
  }
  const random = createRandom(7);
  /** Messages that were recorded as sent before a kill. */
  const recorded = new Set<string>();
  let left = 0;

  for (let kill = 0; kill < kills; kill += 1) {
    const life = start();
    const deskUrl = await life.address();
    const call = slackUser(slack, { deskUrl }, caller(kill)).types('/assist', 'now cen please');
    await Promise.race([Promise.allSettled([call]), pause(400)]);
    await pause(random() * 150);
    await life.kill();
    await Promise.allSettled([call]);
    const { outbox } = await readDatabase(database);
    for (const row of outbox) {
      for (const [index, { state, list }] of row.targets.entries()) {
        const marker = list ?? `${row.id}.${index}`;
        if (state === 'sent') recorded.add(marker);
        if (state === 'sending' || state === 'pending') left += 1;
      }
    }
  }

  const last = start();
  await last.address();
  // Slack takes a message a second for each person.
  const { outbox } = await eventually('everything owed has gone out', whenAllIsSent, 50_000);
  const sent = sentByMarker(slack);
  // Whether what was in doubt had arrived could be found out.
  for (const texts of sent.values()) expect(texts).toEqual([expect.not.stringContaining('Sent again')]);
  // Where many waited for the same person, they are in one list.
  const owed = outbox.flatMap((row) =>
    row.targets.map((target, index) => target.list ?? `${row.id}.${index}`),
  );
  expect([...sent.keys()].sort()).toEqual([...new Set(owed)].sort());
  // The kills must have come in the middle of something.
  expect(recorded.size).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(0);
});
