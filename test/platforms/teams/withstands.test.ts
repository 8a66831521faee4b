import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { linkStaff, startLibraryTeams } from '../../support/desk/teams-library.ts';
import { limitFileSize, temporaryDirectory } from '../../support/disk.ts';
import { eventually } from '../../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../../support/process/compile.ts';
import { writeLibraryNow } from '../../support/process/library-now.ts';
import { type Program, startProgram } from '../../support/process/program.ts';
import { readDatabase } from '../../support/process/read-database.ts';
import {
  entraId,
  personalOf,
  type TeamsStandIn,
  type TeamsUser,
  type TokenOptions,
  teamsUser,
} from '../../support/teams/index.ts';

/** What people type about other people; a log that holds any of it has told. */
const told = ['Abernathy', '21345-998', 'pepper-spray'] as const;
const note = `mrs ${told[0]} card ${told[1]} has ${told[2]}`;
/** The stand-in's, unless told. */
const password = 'stand-in-password';
const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);

let compiled: CompiledProgram;
beforeAll(async () => {
  compiled = await compileProgram();
});
afterAll(() => compiled.remove());

let teams: TeamsStandIn;
let desk: Program;
let address: string;
let database: string;
beforeEach(async () => {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  database = join(directory, 'db');
  desk = startProgram(compiled.main, {
    LOG_LEVEL: 'trace',
    DESKBELL_DATA: directory,
    DESKBELL_DB: database,
    NODE_EXTRA_CA_CERTS: teams.certificateFile,
    ...teams.settings,
  });
  onTestFinished(() => desk.kill());
  address = await desk.address();
  await linkStaff(teams, address, database);
});

const user = (id: string): TeamsUser => teamsUser(teams, { deskUrl: address }, entraId(id));
const call = (id: string, words: string) => teams.activities.message(entraId(id), words);
const summaries = (id: string) => teams.posted(personalOf(entraId(id))).map(({ summary }) => summary);

function post(body: string, token: string | undefined): Promise<Response> {
  const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { 'content-type': 'application/json', ...bearer };
  return fetch(`${address}/api/messages`, { method: 'POST', body, headers });
}

describe('forged tokens', () => {
  const forgeries: readonly TokenOptions[] = [
    { signature: 'tampered' },
    { claims: { exp: now() - hour } },
    { claims: { nbf: now() + hour } },
    { key: 'unendorsed' },
    { key: 'unknown' },
    { signature: 'none' },
    { claims: { aud: 'somebody else' } },
  ];

  it('leave nothing but our own lines in the log, without the token', async () => {
    const refused = () =>
      desk.stdout().split('A request that claims to come from Teams was refused.').length - 1;
    for (const [index, forgery] of forgeries.entries()) {
      const token = teams.token(forgery);
      expect((await teams.deliver(address, call('priya', 'assist now'), { token })).status).toBe(401);
      await eventually('it is in the log', () => refused() === index + 1);
      expect(desk.stdout()).not.toContain(token.slice(-40));
    }
    await desk.stop();
    expect(desk.stderr()).toBe('');
    const lines = desk
      .stdout()
      .split('\n')
      .filter((line) => line !== '');
    const others = lines.filter((line) => !isLogLine(line));
    // Besides, there is only the sentence of the start.
    expect(others).toEqual([`Deskbell is ready: ${address}`]);
  });

  it('in any number, among garbage and bodies that are too large, hold up no call and leave no trace', {
    timeout: 60_000,
  }, async () => {
    const body = JSON.stringify(call('priya', 'assist now cen FLOOD'));
    const large = `{"type":"message","text":"${'x'.repeat(2_000_000)}"}`;
    const statuses = new Set<number>();
    const flood = Array.from({ length: 12 }, async (_, lane) => {
      for (let index = lane; index < 600; index += 12) {
        const forged = teams.token(forgeries[index % forgeries.length]);
        const [what, token] =
          index % 10 === 0 ? [large, teams.token()] : index % 10 === 1 ? ['{', undefined] : [body, forged];
        // The connection may be closed on whoever sends too much.
        const answer = await post(what, token).catch(() => undefined);
        if (answer !== undefined) statuses.add(answer.status);
      }
    });
    const before = performance.now();
    await user('priya').says('assist now cen real');
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(summaries('priya').join()).toContain('H-0001');
    await Promise.all(flood);
    expect(statuses).toEqual(new Set([400, 401, 413]));
    await eventually('Maria is asked', () => summaries('maria').some((one) => one.includes('H-0001')));
    await desk.stop();
    expect(desk.stderr()).toBe('');
    const { calls } = await readDatabase(database);
    expect(calls.map(({ number }) => number)).toEqual(['H-0001']);
    expect(JSON.stringify(calls)).not.toContain('FLOOD');
  });
});

it('the log holds no secret and no word that was typed, also while Teams fails', async () => {
  await user('priya').says(`assist now teen area ${note}`);
  await user('priya').says(`${told[2]} ${note}`);
  await user('omar').says(`incident ${note}`);
  teams.fail('sendToConversation', { status: 400, code: 'BadSyntax', times: 2 });
  teams.fail('updateActivity', { status: 500, times: 2 });
  await user('priya').says(`assist emergency ${note}`);
  await post(`{"broken": "${note}`, teams.token());
  await post(JSON.stringify({ ...call('priya', note), from: { id: note } }), teams.token());
  await eventually('a failure is in the log', () => desk.stdout().includes('"level":40'));
  teams.heal();
  await desk.stop();
  const said = (desk.stdout() + desk.stderr()).toLowerCase();
  for (const word of [...told, password, 'stand-in.', 'bearer '])
    expect(said).not.toContain(word.toLowerCase());
});

it('a full disk: the caller is told, the call goes out once from memory, and the desk saves again when it can', async () => {
  await user('priya').says('onshift');
  limitFileSize(desk.pid, 1);
  await user('priya').says('assist now cen blocked door');
  expect(summaries('priya').at(-1)).toContain('could not be saved');
  const asked = await eventually('Maria is asked', () => teams.posted(personalOf(entraId('maria')))[0]);
  expect(asked.summary).toContain('Priya Nair asks for help at Central Library');
  expect(JSON.stringify(asked)).toContain('could not be recorded');
  expect(JSON.stringify(asked)).not.toContain('Action.');
  limitFileSize(desk.pid, undefined);
  await eventually('it saves again', async () => {
    await user('priya').says('assist now cen again');
    return summaries('priya').at(-1)?.includes('H-0001');
  });
  await desk.stop();
  const { calls } = await readDatabase(database);
  expect(calls).toHaveLength(1);
  expect(desk.stderr()).toBe('');
});

function isLogLine(line: string): boolean {
  try {
    return typeof (JSON.parse(line) as { readonly level?: unknown }).level === 'number';
  } catch {
    return false;
  }
}
