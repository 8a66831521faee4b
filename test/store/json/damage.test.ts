import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJsonStore, repairStore } from '../../../src/store/json/index.ts';
import { notes } from '../../contract/notes.ts';
import { copyFolder, temporaryDirectory } from '../../support/disk.ts';

const open = (directory: string, log?: (line: string) => void) =>
  openJsonStore({ directory, organisation: 'Test Library', collections: [notes], ...(log && { log }) });

const FIRST_JOURNAL = 'journal-000000000000.jsonl';
const SNAPSHOT = 'snapshot-000000000003.json';
const JOURNAL = 'journal-000000000003.jsonl';

/** Files as a killed process leaves them: a, b, c in the snapshot (or the journals before it), d, e, f behind it. */
async function makeDatabase(): Promise<string> {
  const [directory, copy] = [temporaryDirectory(), temporaryDirectory()];
  const store = await open(directory);
  const put = (id: string) =>
    store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: `words of ${id}` }));
  for (const id of ['a', 'b', 'c']) await put(id);
  await store.snapshot();
  for (const id of ['d', 'e', 'f']) await put(id);
  copyFolder(directory, copy);
  await store.close();
  rmSync(join(copy, 'lock'));
  return copy;
}

/** Leaves only the newest generation, as it is after the next snapshot. */
function withoutOlder(directory: string): void {
  rmSync(join(directory, 'snapshot-000000000000.json'));
  rmSync(join(directory, FIRST_JOURNAL));
}

function replaceIn(path: string, find: string, by: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(find);
  writeFileSync(path, text.replace(find, by));
}

function contentOf(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => name !== 'lock');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

async function idsIn(directory: string): Promise<readonly string[]> {
  const store = await open(directory);
  const ids = (await store.all(notes)).map(({ id }) => id);
  await store.close();
  return ids;
}

const damages: Readonly<
  Record<string, { harm: (directory: string) => void; sentence: RegExp; saved: string }>
> = {
  'a changed byte in the middle of the journal': {
    harm: (directory) => replaceIn(join(directory, JOURNAL), 'words of e', 'wOrds of e'),
    sentence: /journal-000000000003\.jsonl, line 3 \(at byte \d+\), is damaged/,
    saved: 'abcdf',
  },
  'a changed byte in its last line, which is complete and so was confirmed': {
    harm: (directory) => replaceIn(join(directory, JOURNAL), 'words of f', 'wOrds of f'),
    sentence: /journal-000000000003\.jsonl, line 4/,
    saved: 'abcde',
  },
  'a line that is gone': {
    harm: (directory) => replaceIn(join(directory, JOURNAL), '{"n":5', '\n{"n":5'),
    sentence: /journal-000000000003\.jsonl, line 3/,
    saved: 'abcdef',
  },
  'a damaged head of the journal': {
    harm: (directory) => replaceIn(join(directory, JOURNAL), '"version":1', '"version":7'),
    sentence: /journal-000000000003\.jsonl, line 1/,
    saved: 'abcdef',
  },
  'a journal that is missing': {
    harm: (directory) => rmSync(join(directory, JOURNAL)),
    sentence: /journal-000000000003\.jsonl is missing/,
    saved: 'abc',
  },
  'a journal that is empty': {
    harm: (directory) => writeFileSync(join(directory, JOURNAL), ''),
    sentence: /journal-000000000003\.jsonl is empty/,
    saved: 'abc',
  },
  'a snapshot that is missing, with journals beside it': {
    harm: (directory) => rmSync(join(directory, SNAPSHOT)),
    sentence: /no snapshot/,
    saved: 'def',
  },
  'a snapshot that is empty': {
    harm: (directory) => writeFileSync(join(directory, SNAPSHOT), ''),
    sentence: /snapshot-000000000003\.json is damaged/,
    saved: 'def',
  },
  'a changed byte in the snapshot': {
    harm: (directory) => replaceIn(join(directory, SNAPSHOT), '{"id":"b"', '{"id":#b"'),
    sentence: /snapshot-000000000003\.json is damaged at line 6/,
    saved: 'acdef',
  },
  'half a snapshot': {
    harm: (directory) => {
      const path = join(directory, SNAPSHOT);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.slice(0, text.indexOf('{"id":"c"') + 4));
    },
    sentence: /snapshot-000000000003\.json is damaged/,
    saved: 'abdef',
  },
};

describe('A damaged database', () => {
  it.each(Object.keys(damages))('stops the start and is left as it is: %s', async (name) => {
    const { harm, sentence } = damages[name] as (typeof damages)[string];
    const directory = await makeDatabase();
    withoutOlder(directory);
    harm(directory);
    const before = contentOf(directory);
    const opening = open(directory);
    await expect(opening).rejects.toMatchObject({ code: 'STORE_BROKEN' });
    await expect(opening).rejects.toThrow(sentence);
    await expect(opening).rejects.toThrow(/node dist\/cli\/main\.js repair/);
    expect(contentOf(directory)).toStrictEqual(before);
    expect(existsSync(join(directory, 'lock'))).toBe(false);
  });

  it.each(Object.keys(damages))('is salvaged into a new one that opens: %s', async (name) => {
    const { harm, saved } = damages[name] as (typeof damages)[string];
    const [directory, target] = [await makeDatabase(), join(temporaryDirectory(), 'new')];
    withoutOlder(directory);
    harm(directory);
    const before = contentOf(directory);
    const report = await repairStore(directory, target);
    expect(await idsIn(target)).toStrictEqual([...saved]);
    expect(report.records).toBe(saved.length);
    expect(report.losses.length).toBeGreaterThan(0);
    expect(contentOf(directory)).toStrictEqual(before);
  });

  it('falls back to the snapshot before a damaged one and loses nothing, for good', async () => {
    const directory = await makeDatabase();
    replaceIn(join(directory, SNAPSHOT), 'words of b', 'wOrds of b');
    const lines: string[] = [];
    const store = await open(directory, (line) => lines.push(line));
    expect(lines.join()).toContain(SNAPSHOT);
    expect(await store.all(notes)).toHaveLength(6);
    await store.close();
    expect(existsSync(join(directory, `damaged-${SNAPSHOT}`))).toBe(true);
    expect(await idsIn(directory)).toStrictEqual([...'abcdef']);
  });

  it('is not opened with the journal of another database', async () => {
    const [directory, other] = [await makeDatabase(), await makeDatabase()];
    withoutOlder(directory);
    renameSync(join(other, JOURNAL), join(directory, JOURNAL));
    await expect(open(directory)).rejects.toThrow(/another database/);
  });
});

describe('Repair', () => {
  it.each([
    ['is empty', (path: string) => writeFileSync(path, ''), 3],
    ['ends with what cannot be read', (path: string) => replaceIn(path, 'words of f', 'wOrds of f'), 5],
  ])('says what is lost when the newest journal %s', async (_how, harm, known) => {
    const directory = await makeDatabase();
    harm(join(directory, JOURNAL));
    const { losses } = await repairStore(directory, temporaryDirectory());
    expect(losses.join(' ')).toContain(`Lost: whatever was saved after commit ${known}.`);
  });

  it('says what is lost in the middle of a journal and between two', async () => {
    const directory = await makeDatabase();
    replaceIn(join(directory, JOURNAL), 'words of e', 'wOrds of e');
    withoutOlder(directory);
    rmSync(join(directory, SNAPSHOT));
    const { losses } = await repairStore(directory, temporaryDirectory());
    expect(losses).toContain(`Lost: commits 1 to 3, before ${JOURNAL}.`);
    expect(losses).toContain(`Lost: commit 5, in ${JOURNAL}.`);
  });

  it.each([
    ['b', `commit 2, in ${FIRST_JOURNAL}`],
    ['c', `commit 3, before ${JOURNAL}`],
  ])('does not call lost what a damaged snapshot may hold: %s', async (id, what) => {
    const [directory, target] = [await makeDatabase(), temporaryDirectory()];
    replaceIn(join(directory, SNAPSHOT), 'words of a', 'wOrds of a');
    replaceIn(join(directory, FIRST_JOURNAL), `words of ${id}`, `wOrds of ${id}`);
    const { records, losses } = await repairStore(directory, target);
    expect(records).toBe(6);
    expect(losses.join(' ')).not.toContain('Lost');
    expect(losses).toContain(`May be lost: ${what}. Only what can be read of it in ${SNAPSHOT} is there.`);
  });

  it.each<[string, (at: (name: string) => string) => void, number]>([
    ['in the middle of a journal', (at) => replaceIn(at(JOURNAL), 'words of e', 'wOrds of e'), 1],
    ['at its end', (at) => replaceIn(at(JOURNAL), 'words of f', 'wOrds of f'), 3],
    ['with the newest journal', (at) => rmSync(at(JOURNAL)), Number.POSITIVE_INFINITY],
    ['with what was in it', (at) => writeFileSync(at(JOURNAL), ''), Number.POSITIVE_INFINITY],
    [
      'before a snapshot that is whole, of which only what follows it counts',
      (at) => {
        replaceIn(at(FIRST_JOURNAL), 'words of b', 'wOrds of b');
        replaceIn(at(JOURNAL), 'words of e', 'wOrds of e');
      },
      1,
    ],
    [
      'with a journal and a snapshot',
      (at) => {
        rmSync(at(FIRST_JOURNAL));
        rmSync(at(SNAPSHOT));
      },
      3,
    ],
    [
      'with a line of the only snapshot',
      (at) => {
        withoutOlder(at('.'));
        replaceIn(at(SNAPSHOT), '{"id":"b"', '{"id":#b"');
      },
      1,
    ],
    [
      'with the end of the only snapshot',
      (at) => {
        withoutOlder(at('.'));
        writeFileSync(at(SNAPSHOT), readFileSync(at(SNAPSHOT), 'utf8').slice(0, -20));
      },
      Number.POSITIVE_INFINITY,
    ],
    ['nowhere', () => {}, 0],
  ])('tells how many commits may be lost %s', async (_where, harm, most) => {
    const directory = await makeDatabase();
    harm((name) => join(directory, name));
    const { losses } = await repairStore(directory, temporaryDirectory(), (content, lost) => ({
      content,
      lines: [`${lost} at the most`],
    }));
    expect(losses.at(-1)).toBe(`${most} at the most`);
  });

  it('has nothing to report of a sound database, and nothing of an unfinished last line', async () => {
    const [directory, target] = [await makeDatabase(), temporaryDirectory()];
    const journal = join(directory, JOURNAL);
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"n":7,"k":1,"c":`);
    expect(await repairStore(directory, target)).toStrictEqual({ records: 6, losses: [] });
  });

  it('writes only into an empty directory', async () => {
    const [directory, target] = [await makeDatabase(), temporaryDirectory()];
    writeFileSync(join(target, 'mine.txt'), 'mine');
    await expect(repairStore(directory, target)).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    expect(readdirSync(target)).toStrictEqual(['mine.txt']);
  });

  it('does not touch a database that a desk is using', async () => {
    const [directory, target] = [temporaryDirectory(), temporaryDirectory()];
    const store = await open(directory);
    await expect(repairStore(directory, target)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await store.close();
  });

  it('says so when there is nothing to save', async () => {
    const [directory, target] = [temporaryDirectory(), temporaryDirectory()];
    await expect(repairStore(directory, target)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    writeFileSync(join(directory, 'holiday.jpg'), '');
    await expect(repairStore(directory, target)).rejects.toThrow(/Nothing in/);
  });
});
