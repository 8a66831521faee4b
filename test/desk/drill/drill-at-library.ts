import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importAtStart, loadData } from '../../../src/admin/index.ts';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { createPolicies } from '../../../src/desk/asking/index.ts';
import { createBranches } from '../../../src/desk/branches/index.ts';
import { createDrill } from '../../../src/desk/drill/index.ts';
import { createHelp, type Help, type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import { createPeople } from '../../../src/desk/people/index.ts';
import { createRoster } from '../../../src/desk/roster/index.ts';
import { openJsonStore } from '../../../src/store/json/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { allCollections } from '../../../src/wiring/stores.ts';
import { sundayEvening, writeLibrary } from '../../support/desk/library.ts';

/** Help and drills at the small library, in a real store, with no platform that anything is sent to. */
export interface DrillAtLibrary {
  readonly store: Store;
  readonly help: Help;
  /** Types a command; the outcome of what it runs, or its answer. */
  types(words: string, person: string, now: string): Promise<Outcome>;
  press(button: string, person: string, record: string, now: string): Promise<Outcome>;
  due(record: string, now: string, lateMs?: number): Promise<Outcome>;
  unreached(record: string, person: string, now: string): Promise<Outcome>;
  /** The call or drill of this number. */
  called(number: string): Promise<HelpRequest>;
}

export async function openDrills(): Promise<DrillAtLibrary> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  await writeLibrary(directory);
  const store = await openJsonStore({
    directory: join(directory, 'db'),
    organisation: undefined,
    collections: allCollections,
  });
  onTestFinished(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });
  const source = { directory, demo: false };
  await importAtStart(store, source, await loadData(source, sundayEvening), sundayEvening);
  const people = await createPeople(store);
  const reads = {
    people,
    branches: await createBranches(store, { channelOf: () => undefined }),
    roster: await createRoster(store, { people }),
  };
  const help = createHelp({ ...reads, policies: await createPolicies(store) });
  const commands = [...help.commands, ...createDrill({ ...reads, drills: help.drills }).commands];

  return {
    store,
    help,
    async types(words, person, now) {
      const [word, ...rest] = words.split(' ');
      const plan = commands.find((one) => one.word === word)?.plan(rest.join(' '), { person, now });
      if (plan?.do === 'answer') return { reply: plan.card };
      if (plan?.do !== 'run') throw new Error(`"${words}" does nothing at once.`);
      return store.transact(plan.run);
    },
    async press(button, person, record, now) {
      const plan = help.buttons.find(({ id }) => id === button)?.plan({ record }, { person, now });
      if (plan?.do !== 'run') throw new Error(`${button} does nothing at once.`);
      return store.transact(plan.run);
    },
    due: (record, now, lateMs = 0) =>
      store.transact(async (tx) => (await help.kind.onDue?.(tx, record, { now, lateMs })) ?? {}),
    unreached: (record, person, now) =>
      store.transact(
        async (tx) =>
          (await help.kind.onUnreached?.(tx, record, person, 'account_inactive', now, ['slack', 'email'])) ??
          {},
      ),
    async called(number) {
      const [found] = await store.find(helpCollection, 'number', number);
      if (found === undefined) throw new Error(`There is no ${number}.`);
      return found;
    },
  };
}
