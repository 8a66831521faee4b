import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, PersonId } from '../../../src/chat/outcome.ts';
import { createPolicies, type WhoToAsk } from '../../../src/desk/asking/index.ts';
import {
  type AboutLookup,
  createEscalations,
  type Escalation,
  escalationCollection,
} from '../../../src/desk/escalation/index.ts';
import { staffCollection } from '../../../src/desk/people/index.ts';
import { staff } from '../../support/desk/library.ts';
import { nobodyMoved } from '../../support/desk/nobody-moved.ts';
import { openLastingLibrary } from '../open-library.ts';

/** Escalations at the small library: real records in a real store, and no platform that anything is sent to. */
export interface EscalationsAtLibrary {
  readonly who: WhoToAsk;
  /** Types what follows `escalate`. */
  escalate(person: PersonId, words: string, now: string): Promise<Outcome>;
  /** Sends the form. */
  fill(person: PersonId, values: Readonly<Record<string, unknown>>, now: string): Promise<Outcome>;
  press(button: string, person: PersonId, record: string, now: string, value?: string): Promise<Outcome>;
  addReason(person: PersonId, record: string, text: string, now: string): Promise<Outcome>;
  due(record: string, now: string, lateMs: number): Promise<Outcome>;
  unreached(record: string, person: PersonId, now: string): Promise<Outcome>;
  /** Somebody is made inactive in `staff.json`. */
  leaves(id: string): Promise<void>;
  /** The last one of a person. */
  lastOf(person: PersonId): Promise<Escalation>;
  remove(): Promise<void>;
}

export interface AtLibrary {
  /** Roles by staff id, over those of the library. */
  readonly roles?: Readonly<Record<string, string>>;
  readonly about?: AboutLookup;
  readonly policies?: readonly object[];
  /** Whether anybody can be written to; everybody unless told. */
  readonly canBeReached?: (person: PersonId) => boolean;
}

export async function openEscalations(given: AtLibrary = {}): Promise<EscalationsAtLibrary> {
  const { store, reads, remove } = await openLastingLibrary(async (directory) => {
    const members = staff.map((one) => ({ ...one, role: given.roles?.[one.id] ?? one.role }));
    await writeFile(join(directory, 'staff.json'), JSON.stringify(members));
    if (given.policies !== undefined)
      await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies: given.policies }));
  });
  const { commands, buttons, forms, kind } = createEscalations({
    ...reads,
    policies: await createPolicies(store),
    about: given.about ?? (() => Promise.resolve(undefined)),
    whatIf: () => {
      throw new Error('Nobody asks here who would be asked.');
    },
    ...nobodyMoved,
    ...(given.canBeReached === undefined ? {} : { canBeReached: given.canBeReached }),
  });

  function submit(
    id: string,
    values: Readonly<Record<string, unknown>>,
    record: string | undefined,
    look: { person: PersonId; now: string },
  ) {
    const form = forms.find((one) => one.id === id);
    if (form === undefined) throw new Error(`There is no form ${id}.`);
    const work = form.plan(values, record, look);
    return store.transact((tx) => work.run(tx));
  }

  return {
    who: reads,
    async escalate(person, words, now) {
      const plan = commands[0]?.plan(words, { person, now });
      if (plan?.do !== 'run') throw new Error(`"escalate ${words}" is not sent at once.`);
      return store.transact(plan.run);
    },
    fill: (person, values, now) => submit('escalation.escalate', values, undefined, { person, now }),
    async press(button, person, record, now, value) {
      const declared = buttons.find((one) => one.id === button);
      const plan = declared?.plan({ record, ...(value === undefined ? {} : { value }) }, { person, now });
      if (plan?.do === 'form') return { form: plan.open };
      if (plan?.do !== 'run') throw new Error(`${button} does nothing at once.`);
      return store.transact(plan.run);
    },
    addReason: (person, record, text, now) =>
      submit('escalation.reason', { reason: text }, record, { person, now }),
    due: (record, now, lateMs) =>
      store.transact(async (tx) => (await kind.onDue?.(tx, record, { now, lateMs })) ?? {}),
    unreached: (record, person, now) =>
      store.transact(
        async (tx) => (await kind.onUnreached?.(tx, record, person, 'account_inactive', now)) ?? {},
      ),
    leaves: (id) =>
      store.transact(async (tx) => {
        const member = await tx.get(staffCollection, id);
        if (member !== undefined) await tx.put(staffCollection, { ...member, active: false });
      }),
    async lastOf(person) {
      const all = await store.all(escalationCollection);
      const own = all.filter((one) => one.asker === person);
      const last = own.toSorted((a, b) => (a.number < b.number ? -1 : 1)).at(-1);
      if (last === undefined) throw new Error(`${person} has asked nothing.`);
      return last;
    },
    remove,
  };
}
