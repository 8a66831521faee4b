import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from '../../../src/chat/command.ts';
import type { Outcome, PersonId } from '../../../src/chat/outcome.ts';
import type { WaitingSource } from '../../../src/chat/waiting.ts';
import type { WhoToAsk } from '../../../src/desk/asking/index.ts';
import type { HelpReads } from '../../../src/desk/help/help-desk.ts';
import { createWaitingCalls, type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import type { Store, Transaction } from '../../../src/store/store.ts';
import { helpAt } from '../help-at.ts';
import { openLastingLibrary } from '../open-library.ts';

/** Help at the small library: real records in a real store, and no platform that anything is sent to. */
export interface HelpAtLibrary {
  readonly store: Store;
  /** No report was made of any call. */
  readonly who: WhoToAsk & Pick<HelpReads, 'reportsOf'>;
  /** What waits: calls that nobody has ended. */
  readonly waiting: WaitingSource;
  /** The ids of all buttons of a call. */
  readonly buttons: readonly string[];
  /** What follows `assist`, typed and not carried out yet. */
  typed(person: PersonId, words: string, now: string): Work<Transaction>;
  /** Types what follows `assist`. */
  assist(person: PersonId, words: string, now: string): Promise<Outcome>;
  /** Where it opens a form, the value is chosen there. */
  press(button: string, person: PersonId, record: string, now: string, value?: string): Promise<Outcome>;
  close(person: PersonId, record: string, now: string): Promise<Outcome>;
  due(record: string, now: string, lateMs: number): Promise<Outcome>;
  unreached(record: string, person: PersonId, now: string): Promise<Outcome>;
  /** Whether a person's answer is waited for, so that a later route is taken. */
  awaits(call: HelpRequest, person: PersonId, now: string): 'yes' | 'perhaps' | 'no' | undefined;
  /** The calls of a person, oldest first. */
  callsOf(person: PersonId): Promise<readonly HelpRequest[]>;
  remove(): Promise<void>;
}

/** @param moreShifts lines for `shifts.csv` */
export async function openHelp(...moreShifts: readonly string[]): Promise<HelpAtLibrary> {
  const { store, reads, remove } = await openLastingLibrary((directory) =>
    appendFile(join(directory, 'shifts.csv'), moreShifts.map((line) => `${line}\n`).join('')),
  );
  const who = { ...reads, reportsOf: () => [] };
  const help = await helpAt(store, reads);

  function typed(person: PersonId, words: string, now: string): Work<Transaction> {
    const plan = help.commands[0]?.plan(words, { person, now });
    if (plan?.do !== 'run') throw new Error(`"assist ${words}" is not sent at once.`);
    return plan;
  }

  return {
    store,
    who,
    waiting: await createWaitingCalls(store, who),
    buttons: help.buttons.map(({ id }) => id),
    typed,
    assist: (person, words, now) => store.transact(typed(person, words, now).run),
    async press(button, person, record, now, value) {
      const declared = help.buttons.find((one) => one.id === button);
      const look = { person, now };
      const plan = declared?.plan({ record, ...(value === undefined ? {} : { value }) }, look);
      if (plan?.do === 'form') {
        const form = help.forms.find((one) => one.id === plan.open.form);
        const work = form?.plan({ branch: value }, plan.open.record, look);
        return store.transact((tx) => work?.run(tx) ?? Promise.reject(new Error('No such form.')));
      }
      if (plan?.do !== 'run') throw new Error(`${button} does nothing at once.`);
      return store.transact(plan.run);
    },
    async close(person, record, now) {
      const form = help.forms.find((one) => one.id === 'help.close');
      const work = form?.plan({ reason: 'found asleep' }, record, { person, now });
      return store.transact((tx) => work?.run(tx) ?? Promise.reject(new Error('No such form.')));
    },
    due: (record, now, lateMs) =>
      store.transact(async (tx) => (await help.kind.onDue?.(tx, record, { now, lateMs })) ?? {}),
    unreached: (record, person, now) =>
      store.transact(
        async (tx) => (await help.kind.onUnreached?.(tx, record, person, 'account_inactive', now)) ?? {},
      ),
    awaits: (call, person, now) => help.kind.awaitsAnswer?.(call, person, now),
    async callsOf(person) {
      const all = await store.all(helpCollection);
      return all.filter((call) => call.caller === person).toSorted((a, b) => (a.number < b.number ? -1 : 1));
    },
    remove,
  };
}
