import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/config.ts';
import { type Running, start } from '../../../src/main.ts';
import { createDrivenClock, type DrivenClock } from '../clock.ts';
import { type Reach, type SlackStandIn, startSlackStandIn } from '../slack/index.ts';
import { createBrowserPerson } from './browser-person.ts';
import { branches, staff, sundayEvening, writeLibrary } from './library.ts';
import type { Person } from './person.ts';
import { createSlackPerson } from './slack-person.ts';

/** The real program on a real disk and port, in a small library, with a clock that the test drives. */
export interface TestDesk {
  readonly address: string;
  readonly clock: DrivenClock;
  readonly directory: string;
  /** The Slack workspace, when people are in it. */
  readonly slack: SlackStandIn | undefined;
  /** Somebody of the library's staff. */
  person(id: string): Person;
  /** Stops the program and starts it again on the same database and clock. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where people are: at the built-in page, or in Slack by signed HTTP or by Socket Mode. */
export const places = ['page', 'slack over http', 'slack by socket'] as const;
export type PlaceOfPeople = (typeof places)[number];

export interface StartOptions {
  /** The page unless told. */
  readonly people?: PlaceOfPeople;
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
  const slack = place === 'page' ? undefined : await startLibrarySlack();
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    ...(slack === undefined ? {} : slackSettings(slack, place)),
    ...options.env,
  });
  const people = new Map<string, Person>();
  let running: Running = await start(config, clock);

  function createPerson(id: string, { name, slack: user }: (typeof staff)[number]): Person {
    if (slack === undefined) return createBrowserPerson(() => running.address, id, name);
    const reach = (): Reach =>
      place === 'slack by socket'
        ? 'socket'
        : { deskUrl: running.address, now: () => Date.parse(clock.now()) };
    return createSlackPerson(slack, reach, user, name);
  }

  return {
    slack,
    get address() {
      return running.address;
    },
    clock,
    directory,
    person(id) {
      const member = staff.find((one) => one.id === id);
      if (member === undefined) throw new Error(`Nobody in the library is called ${id}.`);
      const known = people.get(id) ?? createPerson(id, member);
      people.set(id, known);
      return known;
    },
    async restart() {
      const port = Number(new URL(running.address).port);
      await running.stop();
      running = await start({ ...config, port }, clock);
    },
    async stop() {
      await running.stop();
      await slack?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
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
