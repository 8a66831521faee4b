import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyCollection, Commit, Range, Store } from '../../src/store/store.ts';
import { behavesLikeMap } from './map-model.ts';
import { counters, type Note, notes } from './notes.ts';

/** A store to be tried, empty at first. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens it again on what it saved. */
  reopen(): Promise<Store>;
}

/** What every store has to do. Run it once per store. */
export function storeContract(
  name: string,
  makeStore: (collections: readonly AnyCollection[]) => Promise<StoreUnderTest>,
): void {
  describe(`${name} keeps the promises of a store`, () => {
    let made: StoreUnderTest;
    let store: Store;

    beforeEach(async () => {
      made = await makeStore([notes, counters]);
      store = made.store;
    });

    afterEach(async () => {
      await store.close();
    });

    const put = (id: string, more: Partial<Note> = {}) =>
      store.transact((tx) => tx.put(notes, { id, branch: 'CEN', words: 'hello', ...more }));
    const idsOf = (records: readonly Note[]) => records.map(({ id }) => id);
    const range = async (index: string, bounds: Range) => idsOf(await store.range(notes, index, bounds));

    it('belongs to one organisation, for good', async () => {
      expect(store.organisation).toBeUndefined();
      await store.belongTo('Ours');
      await expect(store.belongTo('Theirs')).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
      store = await made.reopen();
      expect(store.organisation).toBe('Ours');
      await store.belongTo('Ours');
      await expect(store.belongTo('Theirs')).rejects.toMatchObject({ code: 'BAD_SETTINGS' });
    });

    describe('records', () => {
      it('gives back what was put, with a revision that each put raises by one', async () => {
        expect(await put('a', { words: 'one' })).toStrictEqual({
          id: 'a',
          revision: 1,
          branch: 'CEN',
          words: 'one',
        });
        expect((await put('a', { words: 'two' })).revision).toBe(2);
        expect(await store.get(notes, 'a')).toStrictEqual({
          id: 'a',
          revision: 2,
          branch: 'CEN',
          words: 'two',
        });
        expect(await store.get(notes, 'b')).toBeUndefined();
      });

      it('keeps any text as it is', async () => {
        const words = 'line\nbreak "quotes" \\ \u0000 \u2028 عربى 👩‍🏫 <!channel> \ud800';
        await put('t', { words });
        expect((await store.get(notes, 't'))?.words).toBe(words);
        store = await made.reopen();
        expect((await store.get(notes, 't'))?.words).toBe(words);
      });

      it('does not notice when the caller changes what it has put', async () => {
        const tags = ['quiet'];
        await put('a', { tags });
        tags.push('loud');
        expect((await store.get(notes, 'a'))?.tags).toStrictEqual(['quiet']);
      });

      it('forgets what was deleted, and bears the deletion of what is not there', async () => {
        await put('a');
        await store.transact(async (tx) => {
          await tx.delete(notes, 'a');
          await tx.delete(notes, 'never');
        });
        expect(await store.get(notes, 'a')).toBeUndefined();
        expect(await store.find(notes, 'branch', 'CEN')).toStrictEqual([]);
      });

      it('keeps collections apart', async () => {
        await put('a');
        expect(await store.get(counters, 'a')).toBeUndefined();
        expect(await store.all(counters)).toStrictEqual([]);
      });

      it('refuses a record that its schema refuses, and names neither its words nor its values', async () => {
        const words = `secret ${'x'.repeat(10_000)}`;
        const refused = put('a', { words });
        await expect(refused).rejects.toMatchObject({ name: 'DeskError' });
        await expect(refused).rejects.toThrow(/words/);
        await expect(refused).rejects.not.toThrow(/secret/);
        expect(await store.all(notes)).toStrictEqual([]);
      });
    });

    describe('look-ups', () => {
      beforeEach(async () => {
        await put('c', { rank: 2 });
        await put('a', { rank: 2, branch: 'NOR' });
        await put('b', { rank: 10, tags: ['x', 'y', 'x'] });
        await put('d', { rank: -1, tags: ['y'] });
        await put('e');
      });

      it('finds by key, in order of id', async () => {
        expect(idsOf(await store.find(notes, 'branch', 'CEN'))).toStrictEqual(['b', 'c', 'd', 'e']);
        expect(idsOf(await store.find(notes, 'rank', 2))).toStrictEqual(['a', 'c']);
        expect(await store.find(notes, 'branch', 'SOU')).toStrictEqual([]);
      });

      it('finds a record by each of its keys, once', async () => {
        expect(idsOf(await store.find(notes, 'tags', 'x'))).toStrictEqual(['b']);
        expect(idsOf(await store.find(notes, 'tags', 'y'))).toStrictEqual(['b', 'd']);
        expect(await range('tags', { from: 'x', to: 'y' })).toStrictEqual(['b', 'd']);
      });

      it('gives ranges in order of key and then id, with both bounds inside', async () => {
        expect(await range('rank', {})).toStrictEqual(['d', 'a', 'c', 'b']);
        expect(await range('rank', { from: -1, to: 2 })).toStrictEqual(['d', 'a', 'c']);
        expect(await range('rank', { from: 3 })).toStrictEqual(['b']);
        expect(await range('rank', { to: -2 })).toStrictEqual([]);
      });

      it('gives ranges backwards and cut short', async () => {
        expect(await range('rank', { descending: true })).toStrictEqual(['b', 'c', 'a', 'd']);
        expect(await range('rank', { descending: true, to: 2, limit: 2 })).toStrictEqual(['c', 'a']);
        expect(await range('rank', { limit: 0 })).toStrictEqual([]);
      });

      it('gives all in order of id', async () => {
        expect(idsOf(await store.all(notes))).toStrictEqual(['a', 'b', 'c', 'd', 'e']);
      });

      it('follows a record that changes its key or loses it', async () => {
        await put('c', { rank: 99 });
        await put('a');
        expect(await range('rank', {})).toStrictEqual(['d', 'b', 'c']);
        expect(await store.find(notes, 'rank', 2)).toStrictEqual([]);
      });

      it('refuses an index that was not declared', async () => {
        await expect(store.find(notes, 'colour', 'red')).rejects.toThrow(/colour/);
      });
    });

    describe('transactions', () => {
      it('see what they have put and deleted themselves', async () => {
        await put('a');
        await store.transact(async (tx) => {
          await tx.put(notes, { id: 'b', branch: 'CEN', words: '' });
          await tx.delete(notes, 'a');
          expect(idsOf(await tx.find(notes, 'branch', 'CEN'))).toStrictEqual(['b']);
          expect(await tx.get(notes, 'a')).toBeUndefined();
          expect((await tx.put(notes, { id: 'b', branch: 'NOR', words: '' })).revision).toBe(2);
        });
        expect(idsOf(await store.all(notes))).toStrictEqual(['b']);
      });

      it('change nothing when they throw, and throw the same error on', async () => {
        await put('a', { rank: 1 });
        const error = new Error('changed my mind');
        const thrown = store.transact(async (tx) => {
          await tx.put(notes, { id: 'a', branch: 'NOR', words: '', rank: 5 });
          await tx.put(notes, { id: 'b', branch: 'NOR', words: '' });
          await tx.delete(notes, 'a');
          throw error;
        });
        await expect(thrown).rejects.toBe(error);
        expect(await store.all(notes)).toMatchObject([{ id: 'a', revision: 1, branch: 'CEN' }]);
        expect(await range('rank', {})).toStrictEqual(['a']);
        expect(await store.find(notes, 'branch', 'NOR')).toStrictEqual([]);
      });

      it('never lose an update, however many run at once', async () => {
        const raise = () =>
          store.transact(async (tx) => {
            const before = await tx.get(counters, 'n');
            await tx.put(counters, { id: 'n', count: (before?.count ?? 0) + 1 });
          });
        await Promise.all(Array.from({ length: 100 }, raise));
        expect(await store.get(counters, 'n')).toMatchObject({ count: 100, revision: 100 });
      });

      it('are not seen half way by a reader outside', async () => {
        const seen: Promise<readonly Note[]>[] = [];
        await store.transact(async (tx) => {
          await tx.put(notes, { id: 'a', branch: 'CEN', words: '' });
          seen.push(store.all(notes));
          await tx.put(notes, { id: 'b', branch: 'CEN', words: '' });
        });
        expect([0, 2]).toContain((await (seen[0] as (typeof seen)[0])).length);
      });

      it('cannot be used after their end', async () => {
        const tx = await store.transact(async (running) => running);
        await expect(tx.put(notes, { id: 'a', branch: 'CEN', words: '' })).rejects.toThrow(/after its end/);
        await expect(tx.get(notes, 'a')).rejects.toThrow(/after its end/);
      });
    });

    describe('changes', () => {
      it('are told per commit, in order, before the caller has its answer', async () => {
        const heard: Commit[] = [];
        store.changes((commit) => heard.push(commit));
        await put('a', { words: 'one' });
        expect(heard).toHaveLength(1);
        await Promise.all([put('a', { words: 'two' }), put('b'), put('c')]);
        expect(heard.flatMap(({ changes }) => changes.map(({ id }) => id))).toStrictEqual([
          'a',
          'a',
          'b',
          'c',
        ]);
        const sequences = heard.map(({ sequence }) => sequence);
        expect(sequences).toStrictEqual([...sequences].sort((x, y) => x - y));
        expect(new Set(sequences).size).toBe(4);
        expect(heard[1]?.changes).toMatchObject([
          { collection: 'notes', before: { words: 'one' }, after: { words: 'two', revision: 2 } },
        ]);
      });

      it('name each record once, as it was before and after', async () => {
        await put('old');
        const heard: Commit[] = [];
        store.changes((commit) => heard.push(commit));
        await store.transact(async (tx) => {
          await tx.put(notes, { id: 'new', branch: 'CEN', words: '1' });
          await tx.put(notes, { id: 'new', branch: 'CEN', words: '2' });
          await tx.delete(notes, 'old');
          await tx.put(notes, { id: 'brief', branch: 'CEN', words: '' });
          await tx.delete(notes, 'brief');
        });
        expect(heard).toHaveLength(1);
        expect(heard[0]?.changes).toHaveLength(2);
        expect(heard[0]?.changes).toMatchObject([
          { id: 'new', before: undefined, after: { words: '2' } },
          { id: 'old', before: { revision: 1 }, after: undefined },
        ]);
      });

      it('are not told of what only read or failed, nor to a listener that has stopped', async () => {
        const heard: Commit[] = [];
        const stop = store.changes((commit) => heard.push(commit));
        await store.transact((tx) => tx.all(notes));
        await store.transact(() => Promise.reject(new Error('no'))).catch(() => {});
        expect(heard).toHaveLength(0);
        stop();
        await put('a');
        expect(heard).toHaveLength(0);
      });
    });

    describe('durability', () => {
      it('finds everything again after it was closed', async () => {
        await put('a', { rank: 3, tags: ['x'] });
        await put('b', { rank: 1 });
        await put('b', { rank: 2 });
        await put('c');
        await store.transact((tx) => tx.delete(notes, 'c'));
        const before = await store.all(notes);
        store = await made.reopen();
        expect(await store.all(notes)).toStrictEqual(before);
        expect(await range('rank', {})).toStrictEqual(['b', 'a']);
        expect(idsOf(await store.find(notes, 'tags', 'x'))).toStrictEqual(['a']);
        expect((await put('b')).revision).toBe(3);
      });

      it('says that it can save, and takes nothing once it is closed', async () => {
        expect(store.health()).toStrictEqual({ writable: true });
        await store.close();
        expect(store.health().writable).toBe(false);
        await expect(put('a')).rejects.toMatchObject({ code: 'NOT_SAVED' });
      });
    });

    it('behaves like a plain map, whatever is done to it', () => behavesLikeMap(store));
  });
}
