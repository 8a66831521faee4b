import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { helpCollection } from '../../src/desk/help/schema.ts';
import { nextCount } from '../../src/desk/numbers/index.ts';
import {
  addCall,
  addStaff,
  calledAt,
  deskbell,
  openDatabase,
  rewriteFiles,
  setCounter,
  stoppedDesk,
} from './library.ts';

describe('deskbell restore', () => {
  it.each([
    ['whole', [4, 3, 8], (whole: string) => whole],
    // Nobody can tell what stood behind the end.
    ['damaged', [1004, 1003, 1008], (whole: string) => whole.slice(0, -20)],
  ] as const)(
    'over a %s database gives no number again that people may have read',
    async (_state, numbers, harm) => {
      const { folder, database, settings } = await stoppedDesk();
      const copy = join(folder, 'copy');
      const before = await openDatabase(database);
      await setCounter(before, 'incident:CEN:2026', 7);
      await setCounter(before, 'help', 1);
      await before.close();
      expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
      const after = await openDatabase(database);
      await setCounter(after, 'help', 3);
      await setCounter(after, 'escalation', 2);
      await setCounter(after, 'incident:CEN:2026', 6);
      await addStaff(after, 'zoe');
      await after.close();
      await rewriteFiles(database, /^snapshot-/, harm);
      expect(await deskbell(['restore', copy], settings)).toMatchObject({ exitCode: 0, errors: '' });
      const next = ['help', 'escalation', 'incident:CEN:2026'] as const;
      const restored = await openDatabase(database);
      const given = await restored.transact(async (tx) => {
        const counts: number[] = [];
        for (const one of next) counts.push(await nextCount(tx, one));
        return counts;
      });
      expect(given).toEqual(numbers);
    },
  );

  it('keeps the numbers where the backup is older than the first of them', async () => {
    const { folder, database, settings } = await stoppedDesk();
    const copy = join(folder, 'copy');
    expect(await deskbell(['backup', copy], settings)).toMatchObject({ exitCode: 0 });
    const after = await openDatabase(database);
    await setCounter(after, 'help', 3);
    await addCall(after, 'H-0003', { ended: { how: 'done', by: 'staff:maria', at: calledAt } });
    await after.close();
    expect(await deskbell(['restore', copy], settings)).toMatchObject({ exitCode: 0, errors: '' });
    const restored = await openDatabase(database);
    expect(await restored.transact((tx) => nextCount(tx, 'help'))).toBe(4);
    expect(await restored.all(helpCollection)).toEqual([]);
  });
});
