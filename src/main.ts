// The executable: nobody imports it, so that it need not find out whether it is the one that was started.

import { createClock } from './clock.ts';
import { readConfig } from './config.ts';
import { messageOf, toDeskError } from './errors.ts';
import { type Running, start } from './start.ts';
import { createLog, type Log } from './wiring/log.ts';

const parentLookMs = 500;
/** Read before the start, during which it can go. */
const parentAtFirst = process.ppid;
/** Longer than it takes to see that the parent is gone. */
const sameWordMs = 1000;

/** The program: starts, says where, and stops cleanly when asked to. */
async function run(): Promise<void> {
  // Whoever reads what is said may be gone, and the disk that it goes to full: no call ends for that.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    // Before the start, during which people are let in already.
    guardProcess(log);
    const running = await start(config, createClock(), log);
    const stop = createStop(running, log);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
    if (process.env.npm_lifecycle_event === 'start') whenParentIsGone(stop);
    // The one line for people among the log's.
    process.stdout.write(`Deskbell is ready: ${running.page ?? running.address}\n`);
  } catch (thrown) {
    const error = toDeskError(thrown);
    process.stderr.write(`Deskbell did not start.\n${error.message}\n`);
    process.exit(1);
  }
}

/** What nobody has seen to stands in the log, in one line. Where it cannot be known what still holds, the program ends. */
function guardProcess(log: Log): void {
  process.on('unhandledRejection', (thrown) => {
    log.error({ stack: stackOf(thrown) }, 'something failed that nobody waited for');
  });
  process.on('uncaughtException', (thrown) => {
    log.fatal({ stack: stackOf(thrown) }, 'the desk ends because something failed that it cannot go on from');
    process.exit(1);
  });
}

/** Nothing else of it: what an error holds besides may be somebody's words or a token. */
function stackOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.stack : undefined) ?? messageOf(thrown);
}

/**
 * Ends the program cleanly. A terminal and npm both pass a signal on: what follows at once is the same word. Later it is
 * somebody who does not want to wait; everything that was confirmed is on the disk.
 */
function createStop(running: Running, log: Log): () => void {
  let askedAtMs: number | undefined;
  return () => {
    if (askedAtMs === undefined) {
      askedAtMs = performance.now();
      void endCleanly(running, log);
    } else if (performance.now() - askedAtMs > sameWordMs) process.exit(1);
  };
}

async function endCleanly(running: Running, log: Log): Promise<void> {
  try {
    await running.stop();
    process.exit(0);
  } catch (thrown) {
    log.error(
      { reason: toDeskError(thrown).message },
      'the desk did not stop cleanly; nothing saved is lost',
    );
    process.exit(1);
  }
}

/**
 * Between npm and this process is a shell that ends at a signal without passing it on: the desk would run on, holding
 * its port and its database, with nobody who knows of it.
 */
function whenParentIsGone(task: () => void): void {
  const looking = setInterval(() => {
    if (process.ppid === parentAtFirst) return;
    clearInterval(looking);
    task();
  }, parentLookMs);
  looking.unref();
}

void run();
