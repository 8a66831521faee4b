import { expect, it } from 'vitest';
import { createDrawing } from '../../src/delivery/drawing.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { calls, kind, read } from './rig.ts';

it('What changes while a list is being drawn is not counted as drawn', async () => {
  const store = await openJsonStore({
    directory: temporaryDirectory(),
    organisation: 'Test Library',
    collections: [calls],
  });
  await store.transact(async (tx) => {
    for (const id of ['H-1', 'H-2'])
      await tx.put(calls, { id, state: 'open', over: false, unreached: [], delayed: [] });
  });
  let reads = 0;
  const changing: Store = {
    ...store,
    async get(collection, id) {
      const found = await store.get(collection, id);
      if (++reads === 1) await store.transact((tx) => change(tx));
      return found;
    },
  };
  const change: Parameters<Store['transact']>[0] = async (tx) => {
    const call = await tx.get(calls, 'H-1');
    if (call !== undefined) await tx.put(calls, { ...call, state: 'Omar is coming' });
  };
  const drawing = createDrawing({ store: changing, kindByName: new Map([['call', kind]]) });
  const content = {
    list: ['H-1', 'H-2'].map((id) => ({ record: { kind: 'call', id }, view: 'asked' as const })),
  };
  const drawn = await drawing.posted(content, 'maria');
  expect(read(drawn?.card.summary ?? { own: '' })).toContain('H-1 open');
  // So the redraw for the change still has something to draw.
  expect(drawn?.revision).toBeLessThan(await drawing.revision(content));
  await store.close();
});

it('A call of a list that somebody may no longer see still counts in the revision of the list', async () => {
  const store = await openJsonStore({
    directory: temporaryDirectory(),
    organisation: 'Test Library',
    collections: [calls],
  });
  await store.transact(async (tx) => {
    for (const id of ['H-1', 'H-2'])
      await tx.put(calls, { id, state: 'open', over: false, unreached: [], delayed: [] });
  });
  const secret = {
    ...kind,
    draw: (...[call, ...rest]: Parameters<typeof kind.draw>) =>
      call.id === 'H-1' ? undefined : kind.draw(call, ...rest),
  };
  const drawing = createDrawing({ store, kindByName: new Map([['call', secret]]) });
  const content = {
    list: ['H-1', 'H-2'].map((id) => ({ record: { kind: 'call', id }, view: 'asked' as const })),
  };
  expect((await drawing.posted(content, 'maria'))?.revision).toBe(await drawing.revision(content));
  await store.close();
});
