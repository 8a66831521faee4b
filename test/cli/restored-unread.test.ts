import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpCollection } from '../../src/desk/help/schema.ts';
import { nextCount } from '../../src/desk/numbers/index.ts';
import type { Store } from '../../src/store/store.ts';
import {
  addCall,
  addQuestion,
  addReport,
  calledAt,
  damage,
  deskbell,
  openDatabase,
  setCounter,
  stoppedDesk,
  stoppedInTheMiddle,
  temporaryFolder,
} from './library.ts';

/** A backup with two open calls, and the database that went on from it, each save since a line of its journal. */
async function withBackup(work: (store: Store) => Promise<void>) {
  const copy = join(await temporaryFolder(), 'copy');
  const database = await stoppedInTheMiddle(async (store) => {
    await setCounter(store, 'help', 2);
    for (const number of ['H-0001', 'H-0002']) await addCall(store, number);
    await store.backup(copy);
    await work(store);
  });
  return { copy, database };
}

async function restored(copy: string, database: string) {
  const { exitCode, output, errors } = await deskbell(['restore', copy], { DESKBELL_DB: database });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  const store = await openDatabase(database);
  return { output, store, next: (counter: string) => store.transact((tx) => nextCount(tx, counter)) };
}

describe('deskbell restore over a database of which a part cannot be read', () => {
  it('says so, vouches for no call, and leaves out numbers that may have been given out', async () => {
    const { copy, database } = await withBackup(async (store) => {
      await addCall(store, 'H-0001', { urgency: 'emergency' });
      await setCounter(store, 'help', 3);
      await addCall(store, 'H-0003');
      await addCall(store, 'H-0001', { ended: { how: 'done', by: 'staff:maria', at: calledAt } });
      await setCounter(store, 'help', 4);
      await addCall(store, 'H-0004', { zone: 'lost' });
      await setCounter(store, 'escalation', 1);
      await addQuestion(store, 'E-0001');
      await addReport(store, 'a', 'CEN-2026-00001');
    });
    for (const words of [
      '"how":"done"',
      '"value":4',
      '"zone":"lost"',
      '"escalation","revision"',
      '"E-0001"',
      '"CEN-2026-00001"',
    ]) {
      damage(database, words);
    }
    const { output, store, next } = await restored(copy, database);
    expect(output).toMatch(
      /A part of the database before cannot be read:\njournal-\d+\.jsonl, line \d+ \(at byte \d+\), cannot be read\./,
    );
    expect(output).toMatch(/\nLost: whatever was saved after commit \d+\.\n/);
    expect(output).toContain(
      '\nCalls for help, questions and reports since the backup may be missing below, and open ones may have gone on or be over. ' +
        'Ask your colleagues, and once the desk runs end what is over.\n',
    );
    expect(output).toContain('1 open call for help is not in the backup: H-0003. ');
    expect(output).toContain(
      'Open in both, and gone on since: H-0001. That stays as it was when it could last be read, and goes on from there ' +
        'once the desk starts.\n',
    );
    expect(output).not.toContain('nobody is asked again');
    expect(output).toMatch(
      /leave out the next \d+ numbers of each kind, because they may have been given out\.\n/,
    );
    const [first] = (await store.all(helpCollection)).filter(({ number }) => number === 'H-0001');
    expect(first).toMatchObject({ urgency: 'emergency' });
    expect(await next('help')).toBeGreaterThan(4);
    expect(await next('escalation')).toBeGreaterThan(1);
  });

  it.each([
    [
      'is gone',
      (database: string) => rmSync(database, { recursive: true }),
      /^There was no database in .*db before\.\n/m,
    ],
    [
      'cannot be read at all',
      (database: string) => {
        for (const name of readdirSync(database)) writeFileSync(join(database, name), 'no database\n');
      },
      /^A part of the database before cannot be read:\n/m,
    ],
  ] as const)('says so where it %s, and leaves out numbers', async (_state, harm, said) => {
    const { folder, database } = await stoppedDesk();
    const copy = join(folder, 'copy');
    const before = await openDatabase(database);
    await setCounter(before, 'help', 40);
    await before.close();
    await deskbell(['backup', copy], { DESKBELL_DB: database });
    harm(database);
    const { output, next } = await restored(copy, database);
    expect(output).toMatch(said);
    expect(output).toContain('leave out the next 1000 numbers of each kind');
    expect(await next('help')).toBe(1041);
  });

  it('gives no number again of which the counter cannot be read any more', async () => {
    const { copy, database } = await withBackup(async (store) => {
      await setCounter(store, 'help', 3);
      await addCall(store, 'H-0003');
    });
    damage(database, '"value":3');
    expect(await (await restored(copy, database)).next('help')).toBe(5);
  });

  it('says nothing of it where all can be read', async () => {
    const { copy, database } = await withBackup(async (store) => {
      await setCounter(store, 'help', 3);
      await addCall(store, 'H-0001', { urgency: 'emergency' });
    });
    const { output, next } = await restored(copy, database);
    expect(output).toContain('H-0001. That stays as it was last, and nobody is asked again.\n');
    expect(output).not.toMatch(/cannot be read|leave out/);
    expect(await next('help')).toBe(4);
  });
});
