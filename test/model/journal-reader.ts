import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineToGroup } from '../../src/store/json/journal-line.ts';
import type { Stored } from '../../src/store/store.ts';

/** One change of one record, in the order of the commits. */
export interface Committed {
  readonly collection: string;
  readonly id: string;
  readonly before: Stored | undefined;
  readonly after: Stored | undefined;
}

/**
 * Follows the journal of a database on the disk, so that every version of every record is seen, also those that lasted
 * a moment, and nothing is believed that a crash would take away.
 */
export interface JournalReader {
  /** What has been committed since the last look. @throws Error when a part of the journal has gone unread. */
  read(): readonly Committed[];
  /** Goes on in a copy of the directory. */
  move(directory: string): void;
  /** Grows with everything that is written. */
  size(): number;
}

export function createJournalReader(start: string): JournalReader {
  const records = new Map<string, Stored>();
  const offsets = new Map<string, number>();
  let directory = start;
  let sequence: number | undefined;

  const journals = () =>
    readdirSync(directory)
      .filter((name) => /^journal-\d+\.jsonl$/.test(name))
      .sort();

  function take(line: Buffer): readonly Committed[] {
    const group = lineToGroup(line);
    // A head, or what a refused write left behind: neither is a commit.
    if (group === undefined) return [];
    const last = group.n + group.k - 1;
    if (sequence !== undefined && last <= sequence) return [];
    if (sequence !== undefined && group.n !== sequence + 1) {
      throw new Error(`The journal goes on at ${group.n} after ${sequence}.`);
    }
    sequence = last;
    return group.transactions.flatMap((changes) =>
      changes.map(([collection, put]) => {
        const id = typeof put === 'string' ? put : put.id;
        const key = `${collection}:${id}`;
        const before = records.get(key);
        const after = typeof put === 'string' ? undefined : put;
        if (after === undefined) records.delete(key);
        else records.set(key, after);
        return { collection, id, before, after };
      }),
    );
  }

  return {
    read() {
      return journals().flatMap((name) => {
        const content = readFileSync(join(directory, name));
        const found: Committed[] = [];
        let from = offsets.get(name) ?? 0;
        for (;;) {
          const end = content.indexOf(10, from);
          if (end === -1) break;
          found.push(...take(content.subarray(from, end)));
          from = end + 1;
        }
        offsets.set(name, from);
        return found;
      });
    },
    move: (to) => {
      directory = to;
    },
    size: () => journals().reduce((sum, name) => sum + statSync(join(directory, name)).size, 0),
  };
}
