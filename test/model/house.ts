import { cpSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type Running, start } from '../../src/start.ts';
import type { Log } from '../../src/wiring/log.ts';
import { createDrivenClock, type DrivenClock } from '../support/clock.ts';
import { createBrowserPerson } from '../support/desk/browser-person.ts';
import { branches, staff, sundayEvening, writeLibrary } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { linkStaff, startLibraryTeams } from '../support/desk/teams-library.ts';
import { makeSmallDisk, type SmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, startSlackStandIn } from '../support/slack/index.ts';
import { type SmtpStandIn, startSmtpStandIn } from '../support/smtp.ts';
import type { TeamsStandIn } from '../support/teams/index.ts';
import { type Gate, startGate } from './gate.ts';
import { createJournalReader, type JournalReader } from './journal-reader.ts';

/** What stays over many sequences: the platforms, the network, a small disk, and a database in which everybody is known. */
export interface Street {
  readonly slack: SlackStandIn;
  readonly teams: TeamsStandIn;
  readonly mail: SmtpStandIn;
  readonly gate: Gate;
  readonly disk: SmallDisk;
  readonly data: string;
  readonly template: string;
  stop(): Promise<void>;
}

/** One desk over all its lives: the real program on a real disk, with a clock that the model drives. */
export interface House {
  readonly street: Street;
  readonly clock: DrivenClock;
  readonly journal: JournalReader;
  /** Every line that the program logged. */
  readonly logged: readonly string[];
  /** How often it was killed. */
  readonly crashes: number;
  /** Somebody at the page of this life. */
  atPage(id: string): Person;
  /** What happens once the program is cut off, before it starts again on what was on the disk at that moment. */
  crash(meanwhile: () => void): Promise<void>;
  restart(meanwhile: () => void): Promise<void>;
  /** Waits until nobody does anything any more. Real time, at most two seconds. */
  quiet(): Promise<void>;
  /** Lets time pass, a slice at a time, with what falls due in it. */
  pass(ms: number, sliceMs: number, each: (sliceMs: number) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Left out of a copy: they belong to the process that made them. */
const ofProcess = /^(?:lock|control)/;
const quietPolls = 2;
const pollMs = 3;
const longestQuietMs = 2000;

/** Only inside a test, which clears the disk away. */
export async function openStreet(): Promise<Street> {
  const disk = makeSmallDisk(48 * 1024);
  const data = join(disk.directory, 'data');
  const template = join(disk.directory, 'template');
  await mkdir(data);
  await writeLibrary(data);
  const members = staff.map((member) => member.slack);
  const slack = await startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email, zone: 'America/Toronto' })),
    channels: branches.flatMap(({ channels }) =>
      channels.slack === undefined ? [] : [{ id: channels.slack, members }],
    ),
  });
  const teams = await startLibraryTeams(data);
  const mail = await startSmtpStandIn({ tls: false });
  const gate = await startGate();
  const street = { slack, teams, mail, gate, disk, data, template };
  const running = await start(configOf(street, template), createDrivenClock(sundayEvening), capture([]));
  await linkStaff(teams, running.address, template);
  const reader = createJournalReader(template);
  const known = new Set<string>();
  await eventually('everybody is known on Slack', () => {
    for (const { collection, id } of reader.read()) if (collection === 'identities') known.add(id);
    return members.every((member) => [...known].some((id) => id.includes(member)));
  });
  await running.stop();
  return {
    ...street,
    async stop() {
      await gate.stop();
      await slack.stop();
      await teams.stop();
      await mail.stop();
    },
  };
}

function configOf(
  { slack, teams, mail, data }: Pick<Street, 'slack' | 'teams' | 'mail' | 'data'>,
  database: string,
): Config {
  return readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: data,
    DESKBELL_DB: database,
    DESKBELL_BROWSER: '1',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    SMTP_URL: mail.url,
    SMTP_FROM: 'desk@example.org',
    ...teams.settings,
  });
}

/** Keeps what is logged instead of writing it. */
function capture(lines: string[]): Log {
  const write = (...said: unknown[]) => void lines.push(said.map((one) => JSON.stringify(one)).join(' '));
  return {
    trace: write,
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
  } as unknown as Log;
}

export async function openHouse(street: Street): Promise<House> {
  const { slack, teams, mail, gate, disk, data, template } = street;
  disk.free();
  await writeLibrary(data);
  forget(street);
  let life = 0;
  const directoryOf = (which: number) => join(disk.directory, `db-${which}`);
  rmSync(directoryOf(life), { recursive: true, force: true });
  cpSync(template, directoryOf(life), { recursive: true });
  const clock = createDrivenClock(sundayEvening);
  const journal = createJournalReader(directoryOf(life));
  const logged: string[] = [];
  let crashes = 0;
  let cookie = '';
  let dies: () => void = () => {};
  let running: Running = await boot();

  async function boot(): Promise<Running> {
    let lives = true;
    dies = () => {
      lives = false;
    };
    // What a program that was killed would have done later does not happen.
    const ownClock: Clock = {
      ...clock,
      after: (ms, task) => clock.after(ms, () => (lives ? task() : undefined)),
    };
    const next = await start(configOf(street, directoryOf(life)), ownClock, capture(logged));
    gate.connect(next.address);
    cookie = await keyOf(next.page ?? '');
    return next;
  }

  async function crash(meanwhile: () => void): Promise<void> {
    // In one go, as a kill is: nothing comes in, nothing goes out, and what is on the disk now is all that stays.
    gate.cut();
    for (const standIn of [slack, teams]) {
      standIn.heal();
      standIn.fail('*', { reset: true });
    }
    mail.fail(451);
    disk.free();
    const left = directoryOf(life);
    life += 1;
    cpSync(left, directoryOf(life), {
      recursive: true,
      filter: (path) => !ofProcess.test(basename(path)),
    });
    journal.move(directoryOf(life));
    crashes += 1;
    await running.stop();
    dies();
    rmSync(left, { recursive: true, force: true });
    for (const standIn of [slack, teams, mail]) standIn.heal();
    meanwhile();
    running = await boot();
  }

  async function quiet(): Promise<void> {
    const until = performance.now() + longestQuietMs;
    let last = '';
    let same = 0;
    while (same < quietPolls && performance.now() < until) {
      await turn();
      await pause(pollMs);
      const now = `${slack.state.calls.length} ${teams.state.calls.length} ${mail.offered} ${mail.mails.length} ${gate.underWay()} ${journal.size()}`;
      same = now === last && gate.underWay() === 0 ? same + 1 : 0;
      last = now;
    }
  }

  return {
    street,
    clock,
    journal,
    logged,
    get crashes() {
      return crashes;
    },
    atPage: (id) => {
      const name = staff.find((one) => one.id === id)?.name ?? id;
      // Whoever sees no button leaves it to the next one.
      return createBrowserPerson(() => gate.address, id, name, cookie, 0);
    },
    crash,
    async restart(meanwhile) {
      gate.cut();
      await running.stop();
      dies();
      meanwhile();
      running = await boot();
    },
    quiet,
    async pass(ms, sliceMs, each) {
      for (let left = ms; left > 0; left -= sliceMs) {
        const slice = Math.min(left, sliceMs);
        clock.skip(slice);
        await quiet();
        await each(slice);
      }
    },
    async stop() {
      for (const standIn of [slack, teams, mail]) standIn.heal();
      disk.free();
      gate.cut();
      await running.stop();
      rmSync(directoryOf(life), { recursive: true, force: true });
    },
  };
}

/** Nobody on the platforms remembers the sequence before. */
function forget({ slack, teams, mail }: Street): void {
  for (const standIn of [slack, teams]) {
    standIn.heal();
    standIn.state.messages.length = 0;
    standIn.state.calls.length = 0;
  }
  mail.heal();
  slack.state.views.clear();
  slack.state.homes.clear();
  for (const { slack: id, name, email } of staff) slack.addUser({ id, name, email, zone: 'America/Toronto' });
  teams.state.screens.clear();
}

/** The cookie that the printed address of the page is exchanged for. */
async function keyOf(page: string): Promise<string> {
  const response = await fetch(page, { redirect: 'manual' });
  await response.arrayBuffer();
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}
