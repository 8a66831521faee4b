import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { createSlackPerson } from '../support/desk/slack-person.ts';
import { limitFileSize, temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { type SlackStandIn, startSlackStandIn } from '../support/slack/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

/** What people type about other people; a log that holds any of it has told. */
const told = ['Abernathy', '21345-998', 'pepper-spray', 'blueberry'] as const;
const note = `mrs ${told[0]} card ${told[1]} has ${told[2]}`;

async function start(settings: Readonly<Record<string, string>>): Promise<Program> {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const desk = startProgram(program.main, {
    LOG_LEVEL: 'trace',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    ...settings,
  });
  onTestFinished(() => desk.kill());
  return desk;
}

function isJsonObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

function expectSilence(desk: Program, words: readonly string[]): void {
  const said = desk.stdout() + desk.stderr();
  for (const word of words) expect(said.toLowerCase()).not.toContain(word.toLowerCase());
}

it('are one JSON object a line, but for the one line that says where the desk is', async () => {
  const desk = await start({});
  const address = await desk.address();
  await sendAct(address, {
    id: randomUUID(),
    as: 'priya',
    what: { type: 'command', typed: '/assist now teen area' },
  });
  expect(await desk.stop()).toEqual({ code: 0, signal: null });
  const lines = desk.stdout().trimEnd().split('\n');
  expect(lines.filter((line) => !isJsonObject(line))).toEqual([`Deskbell is ready: ${address}`]);
  expect(lines.length).toBeGreaterThan(1);
  expect(desk.stderr()).toBe('');
});

it('hold none of the words that were typed at the page, whatever goes wrong', async () => {
  const desk = await start({});
  const address = await desk.address();
  const act = (as: string, what: PageAct['what']) => sendAct(address, { id: randomUUID(), as, what });
  const types = (as: string, typed: string) => act(as, { type: 'command', typed });

  expect((await types('priya', `/assist now teen area ${note}`)).reply).toContain('is saved');
  await types('priya', `/assist emergency ${told[3]}`);
  await types('priya', `/assist now ${note.repeat(20)}`);
  await types('omar', `/${told[3]} ${note}`);
  await types('omar', `/onshift ${told[3]}`);
  await act('omar', {
    type: 'submitted',
    data: { form: told[3], instance: randomUUID(), 'text.note': note },
  });
  await act('omar', { type: 'pressed', data: { button: told[3], record: told[1] } });
  for (const body of [`{"broken ${note}`, JSON.stringify({ id: note, as: told[3] })]) {
    const headers = { 'content-type': 'application/json', origin: address };
    expect((await fetch(`${address}/desk/act`, { method: 'POST', headers, body })).status).toBe(400);
  }
  // Nothing can be saved any more: this is said in the log, without what it was.
  limitFileSize(desk.pid, 1);
  expect((await types('lee', `/assist now cen ${note}`)).reply).toContain('could not be saved');
  limitFileSize(desk.pid, undefined);
  await desk.stop();
  expect(desk.stdout()).toContain('could not be saved');
  expectSilence(desk, told);
});

const secrets = {
  botToken: 'xoxb-very-secret-1',
  signingSecret: 'signing-secret-2',
  appToken: 'xapp-secret-3',
};

async function startLibrarySlack(): Promise<SlackStandIn> {
  const slack = await startSlackStandIn({
    ...secrets,
    users: staff.map((member) => ({
      id: member.slack,
      name: member.name,
      email: member.email,
      zone: 'America/Toronto',
    })),
    channels: [{ id: 'C0CENTRAL', members: staff.map((member) => member.slack) }],
  });
  onTestFinished(() => slack.stop());
  return slack;
}

it.each(['http', 'socket'] as const)(
  'hold no token and no word that was typed in Slack by %s, also while Slack fails',
  async (transport) => {
    const slack = await startLibrarySlack();
    const desk = await start({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(transport === 'http'
        ? { SLACK_SIGNING_SECRET: slack.signingSecret }
        : { SLACK_APP_TOKEN: slack.appToken }),
    });
    const address = await desk.address();
    const priya = createSlackPerson(
      slack,
      () => (transport === 'http' ? { deskUrl: address } : 'socket'),
      'U0PRIYA',
      'Priya Nair',
    );
    expect(await priya.types(`/assist now teen area ${note}`)).toContain('is saved');
    await eventually('Maria is asked', () =>
      slack.messages(slack.directOf('U0MARIA')).some((message) => JSON.stringify(message).includes(told[0])),
    );
    await priya.types(`/desk ${told[3]} ${note}`);
    slack.fail('chat.postMessage', { error: 'invalid_blocks', times: 2 });
    slack.fail('chat.update', { status: 500, times: 2 });
    slack.fail('views.open', { error: 'expired_trigger_id', times: 1 });
    await priya.types(`/assist emergency ${told[3]}`);
    slack.fail('*', { reset: true, times: 4 });
    await priya.types(`/assist now ${note}`);
    await fetch(`${address}/slack/events`, { method: 'POST', body: `text=${told[3]}&token=${note}` });
    // Before Slack is well again: what is still owed would then go out without one.
    await eventually('a failure is in the log', () => desk.stdout().includes('"level":40'));
    slack.heal();
    await desk.stop();
    expectSilence(desk, [...told, ...Object.values(secrets), 'very-secret']);
  },
);
