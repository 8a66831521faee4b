import type { Outcome } from '../../../src/chat/outcome.ts';
import { createDrill } from '../../../src/desk/drill/index.ts';
import { type Help, type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { helpAt } from '../help-at.ts';
import { openLibrary } from '../open-library.ts';

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
  const { store, reads } = await openLibrary();
  const help = await helpAt(store, reads);
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
