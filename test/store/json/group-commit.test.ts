import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JsonStore, openJsonStore } from '../../../src/store/json/index.ts';
import { notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';

const open = (directory: string) =>
  openJsonStore({ directory, organisation: 'Test Library', collections: [notes] });
const put = (store: JsonStore, id: string) =>
  store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: '' }));
const linesIn = (directory: string) =>
  readFileSync(join(directory, 'journal-000000000000.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as { n: number; k: number; t: unknown[] });

describe('Transactions that run at once', () => {
  it('share lines of the journal, at most sixteen in each, in the order in which they were asked for', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await Promise.all(Array.from({ length: 100 }, (_, n) => put(store, `n${100 + n}`)));
    const lines = linesIn(directory);
    expect(lines.map(({ k }) => k)).toStrictEqual([16, 16, 16, 16, 16, 16, 4]);
    const ids = lines.flatMap(({ t }) => t as [[string, { id: string }]][]).map(([[, { id }]]) => id);
    expect(ids).toStrictEqual(Array.from({ length: 100 }, (_, n) => `n${100 + n}`));
    await store.close();
  });

  it('are on disk before anybody has an answer that rests on them', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const saved = () => linesIn(directory).reduce((sum, { k }) => sum + k, 0);
    const seen: [answer: string, saved: number][] = [];
    const note = (answer: string) => () => seen.push([answer, saved()]);
    await Promise.all([
      put(store, 'a').then(note('saved')),
      store.get(notes, 'a').then(note('read')),
      store.transact((tx) => tx.get(notes, 'a')).then(note('read in a transaction')),
      store
        .transact((tx) => tx.get(notes, 'a').then(() => Promise.reject(new Error('no'))))
        .catch(note('threw')),
    ]);
    expect(seen.map(([, count]) => count)).toStrictEqual([1, 1, 1, 1]);
    await store.close();
  });
});

describe.runIf(process.platform === 'linux')('A journal file that fails for good', () => {
  it('is left behind for a new one, and what it had confirmed counts', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await put(store, 'a');
    spoilDescriptor(join(directory, 'journal-000000000000.jsonl'));
    await expect(put(store, 'b')).rejects.toMatchObject({ code: 'NOT_SAVED' });
    await put(store, 'c');
    expect(readdirSync(directory)).toContain('journal-000000000001.jsonl');

    const copy = temporaryDirectory();
    copyFolder(directory, copy);
    rmSync(join(copy, 'lock'));
    const reopened = await open(copy);
    expect((await reopened.all(notes)).map(({ id }) => id)).toStrictEqual(['a', 'c']);
    await reopened.close();
    await store.close();
  });

  it('may still hold what was refused: it does not come back', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    await put(store, 'a');
    await store.snapshot();
    await put(store, 'c');
    const copy = temporaryDirectory();
    copyFolder(directory, copy);
    await store.close();
    rmSync(join(copy, 'lock'));
    // As after a sync that failed, a cut that failed and a new journal: the refused line lies behind the old one's end.
    rmSync(join(copy, 'snapshot-000000000001.json'));
    const [old, next] = ['journal-000000000000.jsonl', 'journal-000000000001.jsonl'].map((name) =>
      join(copy, name),
    );
    const refused = readFileSync(next as string, 'utf8')
      .split('\n')[1]
      ?.replaceAll('"c"', '"b"') as string;
    writeFileSync(old as string, `${readFileSync(old as string, 'utf8')}${refused}\n`);
    const reopened = await open(copy);
    expect((await reopened.all(notes)).map(({ id }) => id)).toStrictEqual(['a', 'c']);
    await reopened.close();
  });
});

/** Lets every write to a file that this process has open fail, and every cut of it, by taking the file away from under it. */
function spoilDescriptor(path: string): void {
  const fd = readdirSync('/proc/self/fd')
    .map(Number)
    .find((candidate) => linkOf(candidate) === path) as number;
  closeSync(fd);
  // Something that cannot be written takes its number, so that no other file gets it.
  const others: number[] = [];
  for (let taken = openSync('/dev/null', 'r'); taken !== fd; taken = openSync('/dev/null', 'r'))
    others.push(taken);
  for (const other of others) closeSync(other);
}

function linkOf(fd: number): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
