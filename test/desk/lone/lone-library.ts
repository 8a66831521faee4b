import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importData, loadData } from '../../../src/admin/index.ts';
import type { Card } from '../../../src/chat/card.ts';
import type { Press } from '../../../src/chat/command.ts';
import type { Outcome, PersonId } from '../../../src/chat/outcome.ts';
import type { RecordKind } from '../../../src/chat/record-kind.ts';
import type { Text } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import { type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import { createLone, type Stretch, stretchCollection } from '../../../src/desk/lone/index.ts';
import type { Collection, Store, Stored, Transaction } from '../../../src/store/store.ts';
import { msBetween } from '../../../src/time.ts';
import { eventually } from '../../support/eventually.ts';
import { helpAt } from '../help-at.ts';
import { openLibrary } from '../open-library.ts';

const header = 'branch,staff,position,start,end,flags';

/** Lone working at the small library: real records in a real store, due work done by the test, nothing sent. */
export interface LoneLibrary {
  readonly store: Store;
  /** `20:05 staff:nora: Are you all right? …`, in Toronto's time, in order. */
  readonly told: string[];
  /** People whom no message reaches. */
  readonly unreachable: Set<PersonId>;
  /** Does all due work up to this moment, each at its time. */
  until(now: string): Promise<void>;
  /** The program was down: it starts again at this moment, on this plan if one is given, and what fell due is handled late. */
  startAgainAt(now: string, ...lines: readonly string[]): Promise<void>;
  /** The program did nothing until this moment, as on a machine that slept, and handles what fell due late. */
  wakesAt(now: string): Promise<void>;
  /** The plan of shifts is now this; it is taken over at this moment. */
  roster(now: string, ...lines: readonly string[]): Promise<void>;
  /** Other settings of the organisation. */
  organisation(now: string, fields: object): Promise<void>;
  /** Another list of these entries, in `staff.json` or `branches.json`. */
  rewrite(now: string, file: string, change: (entries: readonly Entry[]) => readonly Entry[]): Promise<void>;
  /** Types what follows `assist`. */
  assist(person: PersonId, words: string, now: string): Promise<void>;
  press(button: string, person: PersonId, now: string, on?: string | Press): Promise<string>;
  /** What a button carries that stands on the card of somebody who is alone now, for a press of it later on. */
  onCard(button: string, person: PersonId): Promise<Press>;
  /** Presses a button that stands on the person's own card of this call. */
  pressOnCard(button: string, person: PersonId, now: string, call: string): Promise<string>;
  stretches(): Promise<readonly Stretch[]>;
  calls(): Promise<readonly HelpRequest[]>;
}

type Entry = Readonly<Record<string, unknown>>;

export interface LoneOptions {
  readonly at: string;
  readonly shifts: readonly string[];
  /** Fields over those of the organisation; check-ins are on by default. */
  readonly organisation?: object;
}

type Kind = RecordKind<Transaction, never>;

/** What this button of a card carries. */
function pressOf(card: Card | undefined, button: string): Press {
  const drawn = card?.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : [])) ?? [];
  const { record, value } = drawn.find((one) => one.button === button) ?? {};
  return { ...(record === undefined ? {} : { record }), ...(value === undefined ? {} : { value }) };
}

/** No lines are no file: one without shifts counts as a mistake. */
async function writeShifts(directory: string, lines: readonly string[]): Promise<void> {
  const file = join(directory, 'shifts.csv');
  if (lines.length === 0) await rm(file, { force: true });
  else await writeFile(file, `${[header, ...lines].join('\n')}\n`);
}

async function writeOrganisation(directory: string, fields: object): Promise<void> {
  const file = join(directory, 'organisation.json');
  const { loneWorking: _, ...rest } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...rest, ...fields }));
}

export async function openLone({ at, shifts, organisation = {} }: LoneOptions): Promise<LoneLibrary> {
  const { store, source, reads } = await openLibrary(async (directory) => {
    await writeShifts(directory, shifts);
    await writeOrganisation(directory, organisation);
  }, at);
  const { directory } = source;
  const help = await helpAt(store, reads);
  const create = () => createLone(store, { ...reads, calls: help.checkIns });
  let lone = await create();
  const kinds = () => [help.kind, ...lone.kinds] as unknown as readonly Kind[];
  const words = createWords({ en: [lone.texts, help.texts] });
  const told: string[] = [];
  const unreachable = new Set<PersonId>();

  async function takeOver(now: string): Promise<void> {
    const before = new Set(await store.all(watches()));
    const changed = await importData(store, (await loadData(source, now)).data, now);
    if (changed.length === 0) return;
    await eventually('the branches are to be looked at', async () =>
      (await store.all(watches())).some((one) => !before.has(one)),
    );
  }

  const watches = () => lone.kinds[1].collection as Collection<Stored & { readonly lookAt?: string }>;

  interface Due {
    readonly kind: Kind;
    readonly id: string;
    readonly at: string;
  }

  /** What is due, kind by kind, as the due clock takes it at a start. */
  async function allDue(): Promise<readonly Due[]> {
    const found = [];
    for (const kind of kinds().filter(({ dueAt }) => dueAt !== undefined)) {
      for (const record of await store.range(kind.collection as Collection<Stored>, 'due', {})) {
        const at = kind.dueAt?.(record as never);
        if (at !== undefined) found.push({ kind, id: record.id, at });
      }
    }
    return found;
  }

  const first = async () => (await allDue()).toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];

  async function send(tx: Transaction, outcome: Outcome, now: string): Promise<void> {
    for (const { to, record, view } of outcome.post ?? []) {
      if (!('person' in to)) continue;
      const kind = kinds().find((one) => one.kind === record.kind);
      const stored = await tx.get(kind?.collection as Collection<Stored>, record.id);
      if (unreachable.has(to.person)) {
        if (view !== 'asked') continue;
        const follows = await kind?.onUnreached?.(tx, record.id, to.person, 'no address', now);
        if (follows !== undefined) await send(tx, follows, now);
      } else note(now, to.person, kind?.draw(stored as never, view, to.person)?.summary);
    }
    for (const { to, card } of outcome.ring ?? []) {
      if ('person' in to && unreachable.has(to.person)) continue;
      note(now, 'person' in to ? to.person : 'administrators', card.summary);
    }
  }

  function note(now: string, to: string, text: Text | undefined): void {
    const zone = 'America/Toronto';
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(
      new Date(now),
    );
    told.push(
      `${time} ${to}: ${text === undefined ? 'nothing' : words.draw(text, { locale: 'en-GB', zone })}`,
    );
  }

  async function dueWork(upTo: string, when: (at: string) => { now: string; lateMs: number }): Promise<void> {
    for (let due = await first(); due !== undefined && due.at <= upTo; due = await first()) {
      await handle(due, when(due.at));
    }
  }

  async function handle({ kind, id }: Due, at: { now: string; lateMs: number }): Promise<void> {
    await store.transact(async (tx) => {
      const outcome = await kind.onDue?.(tx, id, at);
      if (outcome !== undefined) await send(tx, outcome, at.now);
    });
  }

  /** What is overdue at this moment, each once, and what is due at once because of that. */
  async function catchUp(now: string): Promise<void> {
    const late = (at: string) => ({ now, lateMs: at === epoch ? 0 : Math.max(0, msBetween(at, now)) });
    for (const due of await allDue()) if (due.at <= now) await handle(due, late(due.at));
    await dueWork(now, late);
  }

  const epoch = '1970-01-01T00:00:00.000Z';
  let clock = at;

  async function until(now: string): Promise<void> {
    // A watch that is due at once is due at the moment it was asked for.
    await dueWork(now, (due) => ({ now: due === epoch ? clock : due, lateMs: 0 }));
    clock = now;
  }

  await until(at);

  async function change(now: string, write: () => Promise<void>): Promise<void> {
    await until(now);
    await write();
    await takeOver(now);
    await until(now);
  }

  async function press(button: string, person: PersonId, now: string, what: Press): Promise<string> {
    await until(now);
    const declared = [...lone.buttons, ...help.buttons].find(({ id }) => id === button);
    const plan = declared?.plan(what, { person, now });
    if (plan?.do !== 'run') throw new Error(`${button} does nothing at once.`);
    return store.transact(async (tx) => {
      const outcome = await plan.run(tx);
      await send(tx, outcome, now);
      const { summary } = outcome.reply ?? {};
      return summary === undefined ? '' : words.draw(summary, { locale: 'en-GB', zone: 'America/Toronto' });
    });
  }

  return {
    store,
    told,
    unreachable,
    until,
    async startAgainAt(now, ...lines) {
      clock = now;
      if (lines.length > 0) {
        await writeShifts(directory, lines);
        await takeOver(now);
      }
      lone = await create();
      await catchUp(now);
    },
    async wakesAt(now) {
      clock = now;
      await catchUp(now);
    },
    roster: (now, ...lines) => change(now, () => writeShifts(directory, lines)),
    organisation: (now, fields) => change(now, () => writeOrganisation(directory, fields)),
    rewrite: (now, file, to) =>
      change(now, async () => {
        const path = join(directory, file);
        await writeFile(path, JSON.stringify(to(JSON.parse(await readFile(path, 'utf8')))));
      }),
    async assist(person, typed, now) {
      await until(now);
      const plan = help.commands[0]?.plan(typed, { person, now });
      if (plan?.do !== 'run') throw new Error(`"assist ${typed}" is not sent at once.`);
      await store.transact(async (tx) => send(tx, await plan.run(tx), now));
    },
    press: (button, person, now, on = {}) =>
      press(button, person, now, typeof on === 'string' ? { record: on } : on),
    async onCard(button, person) {
      const stretch = (await store.all(stretchCollection)).find(
        (one) => one.person === person && one.state === 'alone',
      );
      return pressOf(stretch && lone.kinds[0].draw(stretch, 'asked', person), button);
    },
    async pressOnCard(button, person, now, id) {
      await until(now);
      const call = (await store.all(helpCollection)).find((one) => one.id === id);
      return press(button, person, now, pressOf(call && help.kind.draw(call, 'caller', person), button));
    },
    stretches: () => store.all(stretchCollection),
    calls: () => store.all(helpCollection),
  };
}
