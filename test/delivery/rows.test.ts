import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createBackground } from '../../src/delivery/background.ts';
import { createLedger } from '../../src/delivery/ledger.ts';
import { createRows, type RowChange } from '../../src/delivery/rows.ts';
import { type OutboxRow, outboxCollection } from '../../src/delivery/schema.ts';
import { DeskError } from '../../src/errors.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Store, Transaction } from '../../src/store/store.ts';
import { createDrivenClock } from '../support/clock.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

/** One row, over a real store that a test lets refuse. */
async function start() {
  const clock = createDrivenClock('2026-11-22T23:40:00.000Z', { standsStill: true });
  const log = { info() {}, warn() {}, error() {} };
  const opened = await openJsonStore({
    directory: temporaryDirectory(),
    organisation: 'Test Library',
    collections: [outboxCollection],
  });
  const state = { refuses: false, fails: false };
  const store: Store = {
    ...opened,
    transact: (fn) =>
      opened.transact(async (tx) => {
        const result = await fn(tx);
        if (state.refuses) throw new DeskError('NOT_SAVED', 'no room');
        return result;
      }),
  };
  const background = createBackground(log, clock);
  const rows = createRows({ ledger: createLedger({ store, log, background }), background });
  const row = { id: 'row', at: clock.now(), lane: 'ask', targets: [] } satisfies Partial<OutboxRow>;
  await opened.transact(async (tx) => void (await tx.put(outboxCollection, row)));
  onTestFinished(async () => {
    await background.stop();
    await opened.close();
  });

  async function pass(seconds: number): Promise<void> {
    for (let waited = 0; waited < seconds; waited += 5) {
      clock.skip(5000);
      for (let turns = 0; turns < 20; turns++) await turn();
    }
  }

  return {
    rows,
    state,
    pass,
    /** Something that happened: it stands at the end of the row from then on. */
    happened(name: string, how: Partial<RowChange> = {}) {
      const edit = (one: OutboxRow): OutboxRow => ({ ...one, targets: [...one.targets, target(name)] });
      return rows.make(async () => [{ id: 'row', edit, ...how }]);
    },
    /** Writes something beside the row, which is there with `isThere`. */
    writes: (id: string) => async (tx: Transaction) => void (await tx.put(outboxCollection, { ...row, id })),
    isThere: async (id: string) => (await opened.get(outboxCollection, id)) !== undefined,
    async told() {
      if (state.fails) throw new Error('a rule of one record');
    },
    names: async () =>
      (await opened.get(outboxCollection, 'row'))?.targets.map(({ reason }) => reason).join(''),
  };
}

const target = (reason: string) =>
  ({
    platform: 'slack',
    content: { record: { kind: 'call', id: 'H-1' }, view: 'asked' },
    state: 'sent',
    reason,
  }) as const;

it('What happened while the disk refused and a record’s rule failed is written down, in order and once', async () => {
  const { happened, told, state, pass, names } = await start();
  state.refuses = true;
  expect((await happened('A', { told })).written).toBe('refused');
  state.fails = true;
  const written: string[] = [];
  for (const name of 'BCDE') {
    void happened(name).then((made) => written.push(name + made.written));
    await turn();
  }
  await pass(40);
  expect(written).toEqual(['Brefused', 'Crefused', 'Drefused', 'Erefused']);
  Object.assign(state, { refuses: false, fails: false });
  await eventually('all is written', async () => {
    await pass(5);
    return (await names())?.includes('E');
  });
  expect(await names()).toBe('ABCDE');
});

it.each<[string, readonly ('edit' | 'told' | 'kept')[], string]>([
  ['what its record is told', ['told'], 'ABC'],
  ['what is written with it', ['kept'], 'ABC'],
  ['both', ['told', 'kept'], 'ABC'],
  ['it itself', ['edit'], 'AC'],
])(
  'Of what a full disk has left owed for one row, one that keeps failing takes nothing of the others with it: %s',
  async (_, failing, all) => {
    const { happened, writes, isThere, told, state, pass, names } = await start();
    const ended: string[] = [];
    const how = (name: string): Partial<RowChange> => ({
      told: writes(`told ${name}`),
      kept: writes(`kept ${name}`),
      ended: () => ended.push(name),
    });
    const edit = (one: OutboxRow): OutboxRow =>
      state.fails ? ({ id: 'row' } as OutboxRow) : { ...one, targets: [...one.targets, target('B')] };
    state.refuses = true;
    await happened('A', how('A'));
    await happened('B', {
      ...how('B'),
      ...(failing.includes('edit') ? { edit } : {}),
      ...(failing.includes('told') ? { told } : {}),
      ...(failing.includes('kept') ? { kept: told } : {}),
    });
    await happened('C', how('C'));
    Object.assign(state, { refuses: false, fails: true });
    await eventually('each is written or given up', async () => {
      await pass(5);
      return ended.length === 3;
    });
    expect(await names()).toBe(all);
    const written = ['told A', 'kept A', 'told C', 'kept C'];
    for (const id of written) expect(await isThere(id), id).toBe(true);
    expect(await isThere('kept B')).toBe(failing.join() === 'told');
    expect(ended).toEqual(['A', 'B', 'C']);
  },
);
