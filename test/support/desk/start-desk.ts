import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/config.ts';
import { type Running, start } from '../../../src/main.ts';
import { createDrivenClock, type DrivenClock } from '../clock.ts';
import { createBrowserPerson } from './browser-person.ts';
import { staff, sundayEvening, writeLibrary } from './library.ts';
import type { Person } from './person.ts';

/** The real program on a real disk and port, in a small library, with a clock that the test drives. */
export interface TestDesk {
  readonly address: string;
  readonly clock: DrivenClock;
  readonly directory: string;
  /** Somebody at the built-in page. */
  person(id: string): Person;
  /** Stops the program and starts it again on the same database and clock. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
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
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    ...options.env,
  });
  const people = new Map<string, Person>();
  let running: Running = await start(config, clock);

  return {
    get address() {
      return running.address;
    },
    clock,
    directory,
    person(id) {
      const member = staff.find((one) => one.id === id);
      if (member === undefined) throw new Error(`Nobody in the library is called ${id}.`);
      const known = people.get(id) ?? createBrowserPerson(() => running.address, id, member.name);
      people.set(id, known);
      return known;
    },
    async restart() {
      await running.stop();
      running = await start(config, clock);
    },
    async stop() {
      await running.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
