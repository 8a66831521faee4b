import { expect, it } from 'vitest';
import { auditOf, writeAudit } from '../../../src/desk/audit/index.ts';
import { openIncidentLibrary } from '../incidents/incident-library.ts';

const record = { kind: 'incident', id: 'one' };
const entry = { actor: 'staff:lee', action: 'read', record, fields: ['narrative'] } as const;

it('gives everything about one record, oldest first', async () => {
  const { store } = await openIncidentLibrary();
  await store.transact(async (tx) => {
    await writeAudit(tx, {
      ...entry,
      fields: [],
      at: '2026-11-22T12:00:00.000Z',
      action: 'deny',
      reason: 'notAllowed',
    });
    await writeAudit(tx, { ...entry, fields: ['narrative'], at: '2026-11-22T11:00:00.000Z' });
    await writeAudit(tx, {
      ...entry,
      fields: [],
      at: '2026-11-22T11:00:00.000Z',
      record: { ...record, id: 'two' },
    });
  });
  const found = await auditOf(store, record);
  expect(found.map(({ at, action, reason }) => [at, action, reason])).toEqual([
    ['2026-11-22T11:00:00.000Z', 'read', undefined],
    ['2026-11-22T12:00:00.000Z', 'deny', 'notAllowed'],
  ]);
});

it('is saved with the change that it is about, or neither is', async () => {
  const { store } = await openIncidentLibrary();
  const attempt = store.transact(async (tx) => {
    await writeAudit(tx, { ...entry, fields: [], at: '2026-11-22T12:00:00.000Z' });
    throw new Error('refused');
  });
  await expect(attempt).rejects.toThrow('refused');
  expect(await auditOf(store, record)).toEqual([]);
});
