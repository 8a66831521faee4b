import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createBrowserPerson } from '../support/desk/browser-person.ts';
import { exchangeKey } from '../support/desk/exchange-key.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { startLibraryTeams } from '../support/desk/teams-library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { type DrivenProgram, startDrivenProgram } from '../support/process/driven-program.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type Failure, startSlackStandIn } from '../support/slack/index.ts';

const minute = 60_000;
/** Five seconds, ten times. */
const patienceMs = 50_000;

let program: CompiledProgram;
let directory: string;
let own: Readonly<Record<string, string>>;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  directory = temporaryDirectory();
  await writeLibraryNow(directory);
  own = { DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db'), DESKBELL_BROWSER: '1' };
});

function startAt(ms: number, settings: Readonly<Record<string, string>> = {}): DrivenProgram {
  const started = startDrivenProgram(program.main, new Date(ms).toISOString(), { ...own, ...settings });
  onTestFinished(() => started.kill());
  return started;
}

/** A call is made; the power is cut before its second step, and back ten minutes later. */
async function callCutShort(): Promise<number> {
  const before = startAt(Date.now());
  const address = await before.address();
  const at = (id: string) => createBrowserPerson(() => address, id, id);
  await at('priya').types('/assist now teen area');
  await reads(at('maria'), '[I’m coming]');
  await before.kill();
  return before.now() + 10 * minute;
}

type Settings = Readonly<Record<string, string>>;

async function slackIs(failure: Failure, by: 'http' | 'socket', method: string): Promise<Settings> {
  const slack = await startSlackStandIn();
  onTestFinished(() => slack.stop());
  slack.fail(method, failure);
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(by === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }),
  };
}

async function teamsIsSilent(): Promise<Settings> {
  const teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  teams.fail('token', { hang: true });
  return { ...teams.settings, NODE_EXTRA_CA_CERTS: teams.certificateFile };
}

it.each([
  ['Slack takes connections and answers nothing', 'slack', () => slackIs({ hang: true }, 'http', '*')],
  [
    'Slack opens no connection for Socket Mode',
    'slack',
    () => slackIs({ hang: true }, 'socket', 'apps.connections.open'),
  ],
  ['Microsoft answers nothing when it is asked for a token', 'teams', teamsIsSilent],
] as const)(
  'what fell due while the desk was down is handled at the start although %s, and /readyz says who is away',
  {
    timeout: 2 * patienceMs,
  },
  async (_name, part, away) => {
    const due = await callCutShort();
    const started = startAt(due, await away());
    const printed = await started.address();
    const [address, cookie] = [new URL(printed).origin, await exchangeKey(printed)];
    const [priya, lee] = ['priya', 'lee'].map((id) => createBrowserPerson(() => address, id, id, cookie)) as [
      Person,
      Person,
    ];
    await reads(lee, '[I’m coming]');
    await reads(priya, 'Now also asked');
    expect(Date.now() - started.startedAt).toBeLessThan(patienceMs);
    // Nothing has even waited until the platform was given up for the first time.
    expect(started.stdout()).not.toContain('trying again');
    const readyz = await fetch(`${address}/readyz`);
    expect(readyz.status).toBe(503);
    expect(await readyz.text()).toMatch(new RegExp(`^${part}: not ready\\. `, 'm'));
  },
);

it('a token that is refused stops the start with its sentence', async () => {
  const settings = await slackIs({ error: 'invalid_auth' }, 'http', 'auth.test');
  const started = startAt(Date.now(), settings);
  const { code } = await started.exited;
  expect(code).not.toBe(0);
  expect(started.stderr()).toMatch(/SLACK_BOT_TOKEN was refused by Slack \(invalid_auth\)/);
});
