import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, readConfig } from '../../../src/config.ts';
import { type Running, start } from '../../../src/start.ts';
import { createDrivenClock, type DrivenClock } from '../clock.ts';
import { readDatabase } from '../process/read-database.ts';
import { type Reach, type SlackStandIn, startSlackStandIn } from '../slack/index.ts';
import { entraId, type TeamsStandIn } from '../teams/index.ts';
import { createBrowserPerson } from './browser-person.ts';
import { exchangeKey } from './exchange-key.ts';
import { branches, staff, sundayEvening, writeLibrary } from './library.ts';
import { peopleKnown } from './people-known.ts';
import type { Person } from './person.ts';
import { createSlackPerson } from './slack-person.ts';
import { linkStaff, startLibraryTeams } from './teams-library.ts';
import { createTeamsPerson } from './teams-person.ts';
import { undeclaredIn } from './undeclared.ts';

/** The real program on a real disk and port, in a small library, with a clock that the test drives. */
export interface TestDesk {
  readonly address: string;
  readonly clock: DrivenClock;
  readonly directory: string;
  /** Where its database lies. */
  readonly database: string;
  /** The Slack workspace, when people are in it. */
  readonly slack: SlackStandIn | undefined;
  /** The Teams tenant, when people are in it. */
  readonly teams: TeamsStandIn | undefined;
  /** Somebody of the library's staff; where all people are, unless told. */
  person(id: string, place?: PlaceOfPeople): Person;
  /**
   * Stops the program and starts it again on the same database and clock.
   *
   * @param meanwhile what somebody does to the files in between.
   */
  restart(meanwhile?: (databaseDirectory: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Where people are: at the built-in page, or in Slack by signed HTTP or by Socket Mode. */
export const places = ['page', 'slack over http', 'slack by socket'] as const;
/** With Teams as well, for the conversations that can be played there. */
export const allPlaces = [...places, 'teams'] as const;
export type PlaceOfPeople = (typeof allPlaces)[number];

/** Longer than most tests take. */
const portPatienceMs = 20_000;

export interface StartOptions {
  /** The page unless told. */
  readonly people?: PlaceOfPeople;
  /** Where people are besides. */
  readonly alsoAt?: readonly PlaceOfPeople[];
  /** UTC ISO text; a Sunday evening unless told. */
  readonly at?: string;
  /** Settings over those of a browser desk. */
  readonly env?: Readonly<Record<string, string>>;
  /** Changes the library's files before the start. */
  readonly prepare?: (dataDirectory: string) => Promise<void>;
}

export async function startDesk(options: StartOptions = {}): Promise<TestDesk> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  const clock = createDrivenClock(options.at ?? sundayEvening);
  await writeLibrary(directory);
  await options.prepare?.(directory);
  const place = options.people ?? 'page';
  const used = [place, ...(options.alsoAt ?? [])];
  const slackPlace = used.find((one) => one.startsWith('slack'));
  const slack = slackPlace === undefined ? undefined : await startLibrarySlack();
  const teams = used.includes('teams') ? await startLibraryTeams(directory) : undefined;
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    ...(used.includes('page') ? { DESKBELL_BROWSER: '1' } : {}),
    ...(slack === undefined || slackPlace === undefined ? {} : slackSettings(slack, slackPlace)),
    ...teams?.settings,
    ...options.env,
  });
  const people = new Map<string, Person>();
  let running: Running = await start(config, clock);
  if (teams !== undefined) await linkStaff(teams, running.address, config.databaseDirectory);
  // A list of members that is still being read would be one call more, or make somebody known in the midst of a test.
  if (slack !== undefined)
    await peopleKnown(
      config.databaseDirectory,
      staff.map((member) => member.slack),
    );
  // With a chat platform beside it, the page wants the key that the start printed.
  const cookie = used.length > 1 && running.page !== undefined ? await exchangeKey(running.page) : undefined;

  function createPerson(
    id: string,
    { name, slack: user }: (typeof staff)[number],
    where: PlaceOfPeople,
  ): Person {
    if (where === 'teams' && teams !== undefined) {
      return createTeamsPerson(teams, () => running.address, entraId(id), name);
    }
    if (where === 'page' || slack === undefined) {
      return createBrowserPerson(() => running.address, id, name, cookie);
    }
    const reach = (): Reach =>
      where === 'slack by socket'
        ? 'socket'
        : { deskUrl: running.address, now: () => Date.parse(clock.now()) };
    return createSlackPerson(slack, reach, user, name);
  }

  return {
    slack,
    teams,
    get address() {
      return running.address;
    },
    clock,
    directory,
    database: config.databaseDirectory,
    person(id, where = place) {
      const member = staff.find((one) => one.id === id);
      if (member === undefined) throw new Error(`Nobody in the library is called ${id}.`);
      const known = people.get(`${where} ${id}`) ?? createPerson(id, member, where);
      people.set(`${where} ${id}`, known);
      return known;
    },
    async restart(meanwhile) {
      const port = Number(new URL(running.address).port);
      await running.stop();
      await meanwhile?.(config.databaseDirectory);
      running = await startAgain({ ...config, port }, clock);
    },
    async stop() {
      await running.stop();
      await slack?.stop();
      await teams?.stop();
      const undeclared = undeclaredIn((await readDatabase(config.databaseDirectory)).outbox);
      if (undeclared.length > 0) throw new Error(`No notice is declared for: ${undeclared.join('; ')}`);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Starts on a port that was free a moment ago: the system may have given it to another test, until that one ends. */
async function startAgain(config: Config, clock: DrivenClock): Promise<Running> {
  const until = performance.now() + portPatienceMs;
  for (;;) {
    try {
      return await start(config, clock);
    } catch (thrown) {
      const isTaken = thrown instanceof Error && thrown.message.includes('is in use by another program');
      if (!isTaken || performance.now() > until) throw thrown;
      await pause(50);
    }
  }
}

/** A workspace with the library's staff and the channels of its branches. */
function startLibrarySlack(): Promise<SlackStandIn> {
  const members = staff.map((member) => member.slack);
  return startSlackStandIn({
    users: staff.map(({ slack, name, email }) => ({ id: slack, name, email, zone: 'America/Toronto' })),
    channels: branches.flatMap(({ channels }) =>
      channels.slack === undefined ? [] : [{ id: channels.slack, members }],
    ),
  });
}

function slackSettings(slack: SlackStandIn, place: PlaceOfPeople): Readonly<Record<string, string>> {
  const reach: Record<string, string> =
    place === 'slack by socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret };
  return { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl, ...reach };
}
