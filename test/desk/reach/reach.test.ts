import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { staffCollection } from '../../../src/desk/people/schema.ts';
import { createReach, forgetOldTests, type Reach } from '../../../src/desk/reach/index.ts';
import { type ReachTest, reachCheckCollection, reachTestCollection } from '../../../src/desk/reach/schema.ts';
import type { Store } from '../../../src/store/store.ts';
import { addMs } from '../../../src/time.ts';
import { staff, sundayEvening } from '../../support/desk/library.ts';
import { openLibrary } from '../open-library.ts';

const hour = 3_600_000;
const day = 24 * hour;

let store: Store;
let reach: Reach;

/** A library of so many more people, in a real store, with no platform that anything is sent to. */
async function openReach(more: number, closed: readonly string[] = []): Promise<void> {
  const others = Array.from({ length: more }, (_, index) => ({
    ...staff[0],
    id: `z${String(index).padStart(3, '0')}`,
    name: `Person ${index}`,
    email: undefined,
    slack: undefined,
  }));
  const opened = await openLibrary(async (directory) => {
    await writeFile(join(directory, 'staff.json'), JSON.stringify([...staff, ...others]));
    const path = join(directory, 'branches.json');
    const branches = JSON.parse(await readFile(path, 'utf8')) as readonly object[];
    await writeFile(path, JSON.stringify(branches.map((branch) => ({ ...branch, closed }))));
  });
  store = opened.store;
  reach = await createReach(store, opened.reads);
}

function startNow(now: string): Promise<Outcome> {
  const plan = reach.commands[0]?.plan('now', { person: 'staff:dana', now });
  if (plan?.do !== 'run') throw new Error('It is not started.');
  return store.transact(plan.run);
}

async function latest(): Promise<ReachTest> {
  const [test] = await store.range(reachTestCollection, 'at', { descending: true, limit: 1 });
  if (test === undefined) throw new Error('There is no test.');
  return test;
}

async function due(lateMs = 0): Promise<Outcome> {
  const { id, due: next } = await latest();
  const [, kind] = reach.kinds;
  const now = addMs(next?.at ?? '', lateMs);
  return store.transact(async (tx) => (await kind.onDue?.(tx, id, { now, lateMs })) ?? {});
}

async function press(check: string, person: string, now: string): Promise<string> {
  const plan = reach.buttons
    .find(({ id }) => id === 'reach.confirm')
    ?.plan({ record: check }, { person, now, platform: 'teams' });
  if (plan?.do !== 'run') throw new Error('The button does nothing.');
  const { reply } = await store.transact(plan.run);
  return reply !== undefined && 'key' in reply.summary ? reply.summary.key : '';
}

describe('the test of reaching people, in a large library', () => {
  beforeEach(() => openReach(52));

  it('asks few at a time, each once, so that a call for help never waits behind it', async () => {
    const asked: number[] = [(await startNow(sundayEvening)).post?.length ?? 0];
    while ((await latest()).due?.what === 'ask') asked.push((await due()).post?.length ?? 0);
    expect(asked).toEqual([20, 20, 20]);
    const people = (await store.all(reachCheckCollection)).map(({ person }) => person);
    expect(new Set(people).size).toBe(60);
    expect((await latest()).due).toEqual({ what: 'report', at: addMs(sundayEvening, day) });
  });

  it('rings nobody more when the desk was down for hours in the middle of it, and says so', async () => {
    await startNow(sundayEvening);
    expect((await due(7 * hour)).post).toEqual([]);
    expect(await latest()).toMatchObject({ cutShort: true, due: { what: 'report' } });
    expect((await due()).ring?.length).toBeGreaterThan(0);
    expect((await latest()).due).toBeUndefined();
  });

  it('goes on where it was after a short stop', async () => {
    await startNow(sundayEvening);
    expect((await due(hour)).post?.length).toBe(20);
  });

  it.each([
    ['hours later, though on the same day', '2026-11-22T17:00:00.000Z', 3.5 * hour],
    ['on the next day, though not long after', '2026-11-23T04:40:00.000Z', hour],
  ])('rings nobody more %s', async (_when, at, lateMs) => {
    await startNow(at);
    expect((await due(lateMs)).post).toEqual([]);
    expect(await latest()).toMatchObject({ cutShort: true });
  });

  it('goes on over midnight when it was begun just before', async () => {
    await startNow('2026-11-23T04:59:50.000Z');
    expect((await due()).post?.length).toBe(20);
  });

  it('takes the first press of that person and of nobody else, whenever it comes', async () => {
    await startNow(sundayEvening);
    const [check] = await store.find(reachCheckCollection, 'person', 'staff:maria');
    const id = check?.id ?? '';
    expect(await press(id, 'staff:omar', addMs(sundayEvening, 1))).toBe('reach.press.notYours');
    expect(await press(id, 'staff:maria', addMs(sundayEvening, 3 * day))).toBe('reach.press.noted');
    expect(await press(id, 'staff:maria', addMs(sundayEvening, 4 * day))).toBe('reach.press.already');
    expect((await store.get(reachCheckCollection, id))?.confirmed).toEqual({
      at: addMs(sundayEvening, 3 * day),
      platform: 'teams',
    });
    expect(await press('unknown', 'staff:maria', sundayEvening).catch(() => 'refused')).toBe('refused');
  });

  it('is forgotten with all its answers after five weeks, and a later one stays', async () => {
    await startNow(sundayEvening);
    while ((await latest()).due !== undefined) await due();
    const later = addMs(sundayEvening, 30 * day);
    await startNow(later);
    const counts = async () => [
      (await store.all(reachTestCollection)).length,
      (await store.all(reachCheckCollection)).filter(({ at }) => at < later).length,
    ];
    await forgetOldTests(store, addMs(sundayEvening, 35 * day - 1));
    expect(await counts()).toEqual([2, (await store.all(staffCollection)).length]);
    await forgetOldTests(store, addMs(sundayEvening, 36 * day));
    expect(await counts()).toEqual([1, 0]);
    expect(await store.all(reachCheckCollection)).toHaveLength(20);
  });
});

describe('the list of those who did not confirm', () => {
  it('waits for a day on which some branch is open', async () => {
    await openReach(0, ['2026-11-23', '2026-11-24']);
    await startNow(sundayEvening);
    expect((await latest()).reportAt).toBe(addMs(sundayEvening, 3 * day));
  });
});
