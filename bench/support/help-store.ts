import { postingCollection } from '../../src/delivery/schema.ts';
import { type HelpRequest, helpCollection } from '../../src/desk/help/index.ts';
import type { JsonStore } from '../../src/store/json/index.ts';
import type { Draft } from '../../src/store/store.ts';
import { openStore } from '../../src/wiring/stores.ts';

const at = '2026-11-22T18:40:00.000Z';
const recordsPerTransaction = 1000;

/** Opens a database as the program does. */
export function openHelpStore(directory: string): Promise<JsonStore> {
  return openStore({ databaseDirectory: directory }, 'Bench Library', {
    info: () => {},
    error: console.error,
  });
}

/** Makes a database of so many finished calls for help, as a snapshot without a journal. */
export async function fillHelpStore(store: JsonStore, count: number): Promise<void> {
  for (let from = 0; from < count; from += recordsPerTransaction) {
    await store.transact(async (tx) => {
      const to = Math.min(count, from + recordsPerTransaction);
      for (let index = from; index < to; index += 1) await tx.put(helpCollection, helpCall(index));
    });
  }
  await store.snapshot();
}

/** Every call for help in a database, which is closed again. */
export async function readCalls(directory: string): Promise<readonly HelpRequest[]> {
  const store = await openHelpStore(directory);
  const calls = await store.all(helpCollection);
  await store.close();
  return calls;
}

let changes = 0;

/** Commits one change of a record that is there, so that the database keeps its size. */
export async function changeOne(store: JsonStore, records: number): Promise<void> {
  changes += 1;
  // A prime, so that every record has its turn.
  const call = helpCall((changes * 7919) % records, `note ${changes}`);
  await store.transact((tx) => tx.put(helpCollection, call));
}

/** Commits one change of a posting, among so many. */
export async function changePosting(store: JsonStore, records: number): Promise<void> {
  changes += 1;
  const index = changes % records;
  await store.transact((tx) =>
    tx.put(postingCollection, {
      id: `posting-${index}`,
      platform: 'slack',
      address: { id: `D0${index}`, private: true },
      message: `D0${index}/1763836800.000100`,
      at,
      content: { record: { kind: 'help', id: `call-${index}` }, view: 'asked', onlyWhileOpen: true },
      viewer: `staff:person-${index % 200}`,
      drawn: changes,
    }),
  );
}

/** A finished call for help as the program writes one: three people asked, one came; about 1.4 KB. */
export function helpCall(index: number, note = 'a man is shouting'): Draft<HelpRequest> {
  const caller = `slack:T0BENCH:U${index % 5000}`;
  const people = [1, 2, 3].map((one) => `staff:person-${(index + one) % 200}`);
  return {
    id: `call-${String(index).padStart(7, '0')}`,
    number: `H-${index}`,
    caller,
    createdAt: at,
    branch: `B${index % 50}`,
    zone: 'reading room',
    urgency: 'now',
    notes: [{ by: caller, at, text: note, urgency: 'now' }],
    steps: [
      { afterMs: 0, ask: ['onShift', 'security'] },
      { afterMs: 60_000, ask: ['supervisor', 'neighbourPic'] },
      { afterMs: 180_000, ask: ['director'] },
    ],
    lastAfterMs: 300_000,
    staleAfterMs: 3_600_000,
    nextStep: 1,
    asked: people.map((person) => ({ person, step: 0, why: 'onShift', at })),
    responders: [{ person: people[0] as string, at, onSceneAt: at }],
    declined: [],
    unreached: [],
    ended: { how: 'done', by: people[0] as string, at },
    timeline: [
      { at, what: 'called', by: caller },
      { at, what: 'asked', people },
      { at, what: 'coming', by: people[0] as string },
      { at, what: 'onScene', by: people[0] as string },
      { at, what: 'done', by: people[0] as string },
    ],
  };
}

/** An open call of which one person has been asked; the second step is due at `dueAt` and asks everybody on shift. */
export function openCall(
  index: number,
  { branch, caller, dueAt, asked }: Readonly<Record<'branch' | 'caller' | 'dueAt' | 'asked', string>>,
): Draft<HelpRequest> {
  const { ended: _, ...call } = helpCall(index);
  const createdAt = new Date(Date.parse(dueAt) - 60_000).toISOString();
  const people = [`staff:${asked}`];
  return {
    ...call,
    caller,
    createdAt,
    branch,
    notes: [],
    steps: [
      { afterMs: 0, ask: [{ person: asked }] },
      { afterMs: 60_000, ask: ['onShift'] },
    ],
    lastAfterMs: 7_200_000,
    nextStep: 1,
    asked: people.map((person) => ({ person, step: 0, why: 'named', at: createdAt })),
    responders: [],
    due: { what: 'step', at: dueAt },
    timeline: [
      { at: createdAt, what: 'called', by: caller },
      { at: createdAt, what: 'asked', people },
    ],
  };
}
