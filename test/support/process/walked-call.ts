import { readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { staff } from '../desk/library.ts';
import { peopleKnown } from '../desk/people-known.ts';
import { type SlackStandIn, slackUser, startSlackStandIn } from '../slack/index.ts';
import { mintResponseUrl } from '../slack/response-address.ts';
import type { Json } from '../slack/state.ts';
import { writeLibraryNow } from './library-now.ts';
import { type Program, startProgram } from './program.ts';
import { readDatabase } from './read-database.ts';
import { brokenByKill, type Recorded, recordedIn } from './walked-promises.ts';

/** What became of one call for help during which the program was killed at one moment. */
export interface WalkedCall {
  /** What happened in each moment until the call was over or the program was killed, in order. */
  readonly moments: readonly string[];
  /** Whether it was killed; the call was over before that moment came when it was not. */
  readonly killed: boolean;
  /** A sentence for each promise that was broken. */
  readonly broken: readonly string[];
}

/** Plays one and the same call again and again. */
export interface CallWalk {
  /** Plays it and kills the program at the moment with this number, from 1; see `stop-at.mjs`. Never at all at `never`. */
  walk(moment: number): Promise<WalkedCall>;
  remove(): Promise<void>;
}

/** More moments than any call has. */
export const never = 1_000_000;
const stepSeconds = 1;
const preload = new URL('stop-at.mjs', import.meta.url).href;
const patienceMs = 30_000;
const walksAtOnce = 6;
const slackId = (id: string) => `U0${id.toUpperCase()}`;
const [priya, maria, lee] = ['priya', 'maria', 'lee'].map(slackId) as [string, string, string];

/**
 * Prepares a library with one person on shift, her supervisor and a caller, all in Slack, in which a start has nothing
 * of its own left to write.
 *
 * @param main of `compileProgram`.
 */
export async function prepareCallWalk(main: string): Promise<CallWalk> {
  const library = await mkdtemp(join(tmpdir(), 'deskbell-walk-'));
  await writeLibraryNow(library, {
    onShift: ['priya', 'maria'],
    steps: { afterSeconds: [0, stepSeconds], lastAfterSeconds: 2 * stepSeconds },
  });
  const slack = await startWorkspace();
  const first = startProgram(main, settingsOf(library, slack));
  await first.address();
  await peopleKnown(
    join(library, 'db'),
    staff.map((member) => member.slack),
  );
  await first.stop();
  await slack.stop();
  return {
    walk: (moment) => walk(main, library, moment),
    remove: () => rm(library, { recursive: true, force: true }),
  };
}

/**
 * Walks at each of these moments, several walks at once: most of a call is waiting.
 *
 * @returns how many times the program was killed, and a line for every promise that was broken.
 */
export async function walkAll(
  { walk }: CallWalk,
  moments: Iterable<number>,
): Promise<{ readonly kills: number; readonly broken: readonly string[] }> {
  const waiting = moments[Symbol.iterator]();
  const broken: string[] = [];
  let kills = 0;
  async function walkOn(): Promise<void> {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const call = await walk(next.value);
      if (call.killed) kills += 1;
      broken.push(
        ...call.broken.map((problem) => `Killed at ${next.value}, ${call.moments.at(-1)}: ${problem}`),
      );
    }
  }
  await Promise.all(Array.from({ length: walksAtOnce }, walkOn));
  return { kills, broken };
}

async function walk(main: string, library: string, moment: number): Promise<WalkedCall> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-walk-'));
  await cp(library, directory, { recursive: true });
  const slack = await startWorkspace();
  const moments = join(directory, 'moments');
  writeFileSync(moments, '');
  const killed = startProgram(main, {
    ...settingsOf(directory, slack),
    NODE_OPTIONS: `--import ${preload}`,
    STOP_AT_MOMENT: String(moment),
    MOMENTS_FILE: moments,
  });
  const play = playCall(killed, slack, directory, () => startProgram(main, settingsOf(directory, slack)));
  try {
    const { atKill, reply, restartedAt } = await play.whole();
    const passed = read(moments);
    await play.stop();
    const end = await recordedIn(join(directory, 'db'), slack);
    const broken = brokenByKill(end, atKill, { reply, restartedAt });
    return { moments: passed, killed: atKill !== undefined, broken: [...broken, ...play.errors()] };
  } catch (thrown) {
    return { moments: read(moments), killed: true, broken: [String(thrown), ...play.errors()] };
  } finally {
    await play.end();
    await slack.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

const read = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

/** What people do and see during the call. Whoever got no answer does the same once more after the restart. */
function playCall(killed: Program, slack: SlackStandIn, directory: string, startAgain: () => Program) {
  const database = join(directory, 'db');
  let gone = false;
  let restarted: Program | undefined;
  let restartedAt: number | undefined;
  let atKill: Recorded | undefined;
  let deskUrl = '';
  void killed.exited.then(() => {
    gone = true;
  });
  const client = (user: string) => slackUser(slack, { deskUrl }, user);
  const says = (user: string, words: string) =>
    client(user)
      .sees()
      .some(({ lines }) => lines.join('\n').includes(words));
  const presses = (user: string, label: string) => async () => {
    const hasButton = client(user)
      .sees()
      .some(({ buttons }) => buttons.some((one) => one.label === label));
    if (hasButton) await client(user).presses(label);
  };

  async function until(what: string, look: () => boolean | Promise<boolean>, act = async () => {}) {
    const deadline = performance.now() + patienceMs;
    let acted = false;
    while (!(await look())) {
      if (performance.now() > deadline) throw new Error(`In vain: ${what}.`);
      if (gone && restarted === undefined) {
        atKill = await recordedIn(database, slack);
        restarted = startAgain();
        deskUrl = await restarted.address();
        restartedAt = Date.now();
        acted = false;
      }
      if (!acted) {
        acted = true;
        await act().catch(() => {});
      }
      await pause(20);
    }
  }

  async function isAllSent(): Promise<boolean> {
    const { outbox } = await readDatabase(database);
    return outbox.every((row) => row.targets.every(({ state }) => /sent|failed|expired/.test(state)));
  }

  return {
    async whole() {
      deskUrl = await killed.address();
      const delivery = callForHelp(slack);
      let reply = '';
      await until(
        'the caller is answered',
        () => reply !== '',
        async () => {
          reply = JSON.stringify(await client(priya).sends(delivery));
        },
      );
      await until('Maria is asked', () => says(maria, 'I’m coming'));
      await until('Lee is asked as well', () => says(lee, 'I’m coming'));
      await until('the caller hears that nobody has confirmed', () =>
        says(priya, 'Nobody has confirmed call'),
      );
      await until(
        'the caller hears who is coming',
        () => says(priya, 'Maria Santos is coming to you'),
        presses(maria, 'I’m coming'),
      );
      await until(
        'the caller’s card says that she is there',
        () => says(priya, 'Maria Santos is there'),
        presses(maria, 'On scene'),
      );
      await until('Lee is not needed any more', () => says(lee, 'No longer needed'), presses(maria, 'Done'));
      await until('the caller’s card says that it is over', () => says(priya, 'Done (Maria Santos'));
      await until('all is sent', isAllSent);
      return { reply, atKill, restartedAt };
    },
    stop: () => (restarted ?? killed).stop(),
    errors: () => [killed, restarted].flatMap((life) => (life?.stderr() ? [life.stderr()] : [])),
    async end() {
      await killed.kill();
      await restarted?.kill();
    },
  };
}

/** The slash command as Slack sends it; sent twice it is the same delivery. */
function callForHelp(slack: SlackStandIn): Json {
  const channel = slack.directOf(priya);
  return {
    command: '/assist',
    text: 'now cen',
    user_id: priya,
    user_name: 'priya',
    team_id: slack.state.team,
    channel_id: channel,
    channel_name: 'directmessage',
    trigger_id: slack.state.nextId('trigger.'),
    response_url: mintResponseUrl(slack.state, slack.apiUrl, { user: priya, channel }),
  };
}

function startWorkspace(): Promise<SlackStandIn> {
  return startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email })),
    channels: [{ id: 'C0CENTRAL', members: staff.map((member) => member.slack) }],
  });
}

function settingsOf(directory: string, slack: SlackStandIn): Readonly<Record<string, string>> {
  return {
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
}
