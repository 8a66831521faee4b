import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createBackground } from '../../src/delivery/background.ts';
import { createLedger } from '../../src/delivery/ledger.ts';
import { createRows, type RowChange } from '../../src/delivery/rows.ts';
import { type OutboxRow, outboxCollection } from '../../src/delivery/schema.ts';
import { DeskError } from '../../src/errors.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Store } from '../../src/store/store.ts';
import { createDrivenClock } from '../support/clock.ts';
import { temporaryDirectory } from '../support/disk.ts';

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
  await pass(40);
  expect(await names()).toBe('ABCDE');
});
