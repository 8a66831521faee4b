import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonStore, openJsonStore } from '../../../src/store/json/index.ts';
import { counters, notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';
import { eventually } from '../../support/eventually.ts';
import { isNoteThere, PATIENCE_MS, startChild } from './child-process.ts';

const open = (directory: string) =>
  openJsonStore({ directory, organisation: 'Test Library', collections: [notes, counters] });

/** Holds what is stored against what was confirmed: each writer is where it said, or one step further. */
async function expectConfirmed(store: JsonStore, confirmed: ReadonlyMap<string, number>): Promise<void> {
  for (const [writer, count] of confirmed) {
    const stored = (await store.get(counters, writer))?.count ?? 0;
    expect([count, count + 1], `${writer} was confirmed`).toContain(stored);
    const rank = isNoteThere(stored) ? stored : undefined;
    expect((await store.get(notes, writer))?.rank, `${writer} is whole`).toBe(rank);
    expect((await store.get(notes, `${writer}-twin`))?.rank, `the twin of ${writer} is whole`).toBe(rank);
  }
}

describe('A process that is killed', () => {
  it('loses nothing that it had confirmed, at whatever moment of saving or of a snapshot it happens', async () => {
    const directory = temporaryDirectory();
    const confirmed = new Map<string, number>();
    const snapshots = new Set<string>();
    const rounds = 16;
    for (let round = 0; round < rounds; round += 1) {
      const child = startChild({ directory, writers: 12, snapshotAfterBytes: 8_000 });
      expect(await child.ready()).toBe('open');
      for (const [writer, count] of confirmed) expect([count, count + 1]).toContain(child.found.get(writer));
      // From right after the start to deep into a dozen snapshots, in uneven steps.
      const target = 1 + ((round * 389) % 1500);
      await eventually('enough saves', () => child.counts.confirmed >= target, PATIENCE_MS);
      await child.kill();
      for (const [writer, count] of child.confirmed) confirmed.set(writer, count);
      for (const name of readdirSync(directory)) if (name.startsWith('snapshot')) snapshots.add(name);
    }
    const store = await open(directory);
    await expectConfirmed(store, confirmed);
    await store.close();
    expect(confirmed.size).toBe(12);
    expect(snapshots.size).toBeGreaterThan(rounds);
  }, 120_000);

  it('may have been killed at any byte of its last line: what was confirmed before is there', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    for (const id of ['a', 'b'])
      await store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: 'ünïcode' }));
    const journal = join(directory, 'journal-000000000000.jsonl');
    const confirmedSize = statSync(journal).size;
    await store.transact((tx) => tx.put(notes, { id: 'c', branch: 'CEN', words: 'ünïcode' }));
    const size = statSync(journal).size;

    for (let cut = confirmedSize; cut <= size; cut += 1) {
      const copy = temporaryDirectory();
      copyFolder(directory, copy);
      rmSync(join(copy, 'lock'));
      truncateSync(join(copy, 'journal-000000000000.jsonl'), cut);
      const reopened = await open(copy);
      expect((await reopened.all(notes)).map(({ id }) => id)).toStrictEqual(
        cut === size ? ['a', 'b', 'c'] : ['a', 'b'],
      );
      await reopened.transact((tx) => tx.put(notes, { id: 'd', branch: 'CEN', words: '' }));
      await reopened.close();
      const again = await open(copy);
      expect(await again.get(notes, 'd')).toBeDefined();
      await again.close();
      rmSync(copy, { recursive: true });
    }
    await store.close();
  });

  it('may leave blocks of its last line empty: the line does not count', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await store.transact((tx) => tx.put(notes, { id: 'a', branch: 'CEN', words: '' }));
    const copy = temporaryDirectory();
    copyFolder(directory, copy);
    rmSync(join(copy, 'lock'));
    const journal = join(copy, 'journal-000000000000.jsonl');
    writeFileSync(journal, Buffer.concat([readFileSync(journal), Buffer.alloc(300), Buffer.from(']]}\n')]));
    const reopened = await open(copy);
    expect(await reopened.all(notes)).toHaveLength(1);
    await reopened.close();
    await store.close();
  });
});

describe('A snapshot that is cut off', () => {
  /** The files before and after one, with records on both sides of it. */
  async function aroundSnapshot() {
    const [before, after] = [temporaryDirectory(), temporaryDirectory()];
    const directory = temporaryDirectory();
    const store = await open(directory);
    const put = (id: string) => store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: '' }));
    await put('a');
    await store.snapshot();
    await put('b');
    copyFolder(directory, before);
    await store.snapshot();
    await put('c');
    copyFolder(directory, after);
    await store.close();
    return { before, after };
  }

  const steps: Readonly<Record<string, (before: string, after: string) => void>> = {
    'while the new journal gets its name': (before) => {
      writeFileSync(join(before, 'journal-000000000002.jsonl.tmp'), '{"c":');
    },
    'when only the new journal is there': (before, after) => {
      cpSync(join(after, 'journal-000000000002.jsonl'), join(before, 'journal-000000000002.jsonl'));
    },
    'while it is being written': (before, after) => {
      cpSync(join(after, 'journal-000000000002.jsonl'), join(before, 'journal-000000000002.jsonl'));
      const written = readFileSync(join(after, 'snapshot-000000000002.json'));
      writeFileSync(join(before, 'snapshot-000000000002.json.tmp'), written.subarray(0, written.length / 2));
    },
    'before anything older was removed': (before, after) => {
      cpSync(after, before, { recursive: true });
    },
    'between the removal of older snapshots and of their journals': (before, after) => {
      cpSync(after, before, { recursive: true });
      rmSync(join(before, 'snapshot-000000000000.json'));
    },
    'when it turns out unreadable': (before, after) => {
      cpSync(after, before, { recursive: true });
      truncateSync(join(before, 'snapshot-000000000002.json'), 100);
    },
    'when it turns out empty': (before, after) => {
      cpSync(after, before, { recursive: true });
      truncateSync(join(before, 'snapshot-000000000002.json'), 0);
    },
  };

  it.each(Object.keys(steps))('loses nothing %s', async (name) => {
    const { before, after } = await aroundSnapshot();
    (steps[name] as (typeof steps)[string])(before, after);
    const withC = readdirSync(before).includes('journal-000000000002.jsonl');
    rmSync(join(before, 'lock'), { force: true });
    for (let time = 0; time < 2; time += 1) {
      const store = await open(before);
      expect((await store.all(notes)).map(({ id }) => id)).toStrictEqual(
        withC ? ['a', 'b', 'c'] : ['a', 'b'],
      );
      await store.close();
    }
    expect(readdirSync(before).filter((file) => file.endsWith('.tmp'))).toStrictEqual([]);
  });
});
