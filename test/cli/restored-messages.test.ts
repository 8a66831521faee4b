import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
} from '../../src/delivery/schema.ts';
import type { Store } from '../../src/store/store.ts';
import { addCall, calledAt, deskbell, openDatabase, stoppedDesk } from './library.ts';

type Place = Pick<Posting, 'id' | 'content'> & Partial<Posting>;

const cardOf = (...ids: readonly string[]): Posting['content'] => {
  const faces = ids.map((id) => ({ record: { kind: 'help', id }, view: 'asked' as const }));
  const [first] = faces;
  return faces.length === 1 && first !== undefined ? first : { list: faces };
};

async function addPosting(store: Store, posting: Place): Promise<void> {
  const address = { id: 'D1', private: true };
  const whole = { platform: 'slack' as const, address, message: posting.id, at: calledAt, ...posting };
  await store.transact((tx) => tx.put(postingCollection, whole));
}

async function addRow(store: Store, id: string, about: string, state: 'pending' | 'sent'): Promise<void> {
  const record = { kind: 'help', id: about };
  const target = { platform: 'slack' as const, content: { record, view: 'asked' as const }, state };
  const row: Omit<OutboxRow, 'revision'> = { id, at: calledAt, lane: 'ask', targets: [target] };
  await store.transact((tx) => tx.put(outboxCollection, row));
}

/** H-0001 and H-0002 stay, H-0009 is lost; H-0001 has gone on. */
async function restored(harm: (whole: string) => string = (whole) => whole): Promise<Store> {
  const { folder, database, settings } = await stoppedDesk();
  const copy = join(folder, 'copy');
  const before = await openDatabase(database);
  for (const number of ['H-0001', 'H-0002']) await addCall(before, number);
  await addPosting(before, { id: 'in both', content: cardOf('H-0001'), drawn: 1 });
  await addPosting(before, { id: 'of a report', content: cardOf('report'), drawn: 1 });
  for (const about of ['H-0001', 'report']) await addRow(before, `row of ${about}`, about, 'pending');
  for (const about of ['H-0002', 'report']) await addRow(before, `old row of ${about}`, about, 'pending');
  await before.close();
  expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
  const after = await openDatabase(database);
  await addCall(after, 'H-0001', { urgency: 'emergency' });
  await addCall(after, 'H-0009');
  for (const [id, about, message] of [
    ['in both', 'H-0001', 'moved'],
    ['of a report', 'report', 'moved'],
  ] as const) {
    await addPosting(after, { id, content: cardOf(about), drawn: 2, message });
  }
  await addPosting(after, { id: 'of a lost one', content: cardOf('H-0009'), drawn: 1 });
  await addPosting(after, { id: 'a list', content: cardOf('H-0001', 'H-0009'), drawn: 3 });
  await addPosting(after, {
    id: 'words',
    content: {
      card: { summary: 'Omar is coming', parts: [] } as never,
      record: { kind: 'help', id: 'H-0002' },
    },
  });
  for (const about of ['H-0001', 'report']) await addRow(after, `row of ${about}`, about, 'sent');
  await addRow(after, 'new row', 'H-0002', 'pending');
  await after.transact(async (tx) => {
    for (const about of ['H-0002', 'report']) await tx.delete(outboxCollection, `old row of ${about}`);
  });
  await after.close();
  for (const name of (await readdir(database)).filter((one) => one.startsWith('snapshot-'))) {
    const path = join(database, name);
    await writeFile(path, harm(await readFile(path, 'utf8')));
  }
  expect(await deskbell(['restore', copy], settings)).toMatchObject({ exitCode: 0, errors: '' });
  return openDatabase(database);
}

it('After a restore the cards of calls that both have are looked for where they are', async () => {
  const postings = await (await restored()).all(postingCollection);
  expect(postings.map(({ id, message, drawn }) => [id, message, drawn])).toEqual([
    // Drawn anew, because of the lost one in it.
    ['a list', 'a list', undefined],
    ['in both', 'moved', 2],
    ['of a report', 'of a report', 1],
    ['words', 'words', undefined],
  ]);
});

it.each([
  ['whole', [], (whole: string) => whole],
  // It may be among what cannot be read.
  ['damaged', ['old row of H-0002 pending'], (whole: string) => whole.slice(0, -20)],
] as const)(
  'After a restore over a %s database their messages are as far as they were',
  async (_state, old, harm) => {
    const rows = await (await restored(harm)).all(outboxCollection);
    expect(rows.map(({ id, targets }) => `${id} ${targets[0]?.state}`)).toEqual([
      'new row pending',
      ...old,
      'old row of report pending',
      'row of H-0001 sent',
      'row of report pending',
    ]);
  },
);
