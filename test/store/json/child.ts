/**
 * A process of its own for tests that kill one: opens the store and writes to it without end, telling on stdout what
 * was confirmed. Each of `writers` goes on counting where the database says it was; every step changes three records
 * in one transaction: the count, a note that is deleted at every tenth step, and its twin.
 *
 * Prints `found <writer> <count>` for what is there and `open`, then `ok <writer> <count>` after each confirmation, `refused <writer>` and `failed <code> <message>`.
 */
import { writeSync } from 'node:fs';
import { openJsonStore } from '../../../src/store/json/index.ts';
import { counters, notes } from '../../contract/notes.ts';
import { type ChildOptions, isNoteThere } from './child-process.ts';

const { directory, writers, snapshotAfterBytes } = JSON.parse(process.argv[2] as string) as ChildOptions;

// Without somebody who listens, the signal for "file too large" would end the process instead of failing the write.
process.on('SIGXFSZ', () => {});

/** Told before it goes on: what Node itself still held back for a slow reader would be lost with the process. */
function tell(line: string): void {
  for (;;) {
    try {
      writeSync(1, `${line}\n`);
      return;
    } catch (error) {
      // The reader is busy and the pipe full: nothing of a line this short was taken.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

try {
  const store = await openJsonStore({
    directory,
    organisation: 'Test Library',
    collections: [notes, counters],
    snapshotAfterBytes,
  });
  for (const { id, count } of await store.all(counters)) tell(`found ${id} ${count}`);
  tell('open');
  const step = async (writer: string) => {
    const count = await store.transact(async (tx) => {
      const next = ((await tx.get(counters, writer))?.count ?? 0) + 1;
      await tx.put(counters, { id: writer, count: next });
      for (const id of [writer, `${writer}-twin`]) {
        if (isNoteThere(next)) await tx.put(notes, { id, branch: 'CEN', rank: next, words: 'x'.repeat(300) });
        else await tx.delete(notes, id);
      }
      return next;
    });
    tell(`ok ${writer} ${count}`);
  };
  const write = async (writer: string) => {
    for (;;) {
      await step(writer).catch(async () => {
        tell(`refused ${writer}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => write(`w${number}`)));
  // With no writer it just holds the database.
  setInterval(() => {}, 60_000);
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  tell(`failed ${code} ${message}`);
}
