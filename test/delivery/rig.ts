import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import type { Post } from '../../src/chat/outcome.ts';
import type { RecordKind } from '../../src/chat/record-kind.ts';
import type { RouteName } from '../../src/chat/request.ts';
import { own, type Text } from '../../src/chat/text.ts';
import { createWords } from '../../src/chat/words.ts';
import {
  createDelivery,
  type Delivery,
  collections as deliveryCollections,
  deliveryTexts,
  type Reached,
} from '../../src/delivery/index.ts';
import {
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
} from '../../src/delivery/schema.ts';
import type { Messenger } from '../../src/platforms/platform.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Collection, Store, Transaction } from '../../src/store/store.ts';
import { createDrivenClock, type DrivenClock } from '../support/clock.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type TestPlatform, toPosted } from './test-platform.ts';

const callSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  state: z.string(),
  over: z.boolean(),
  unreached: z.array(z.string()),
  delayed: z.array(z.string()),
});
export type Call = z.infer<typeof callSchema>;
export const calls: Collection<Call> = { name: 'calls', schema: callSchema, indexes: {} };

const words = createWords({ en: [deliveryTexts] });
/** What stands in a text, in English. */
export const read = (text: Text) => words.draw(text, { locale: 'en' });

/** Every sentence of a card and the labels of its buttons, in order. */
export function lines(card: Card): readonly string[] {
  return card.parts.flatMap((part) => {
    if (part.type === 'buttons') return part.buttons.map(({ label }) => `[${read(label)}]`);
    return part.type === 'facts' ? part.facts.map(({ value }) => read(value)) : [read(part.text)];
  });
}

export const kind: RecordKind<Transaction, Call> = {
  kind: 'call',
  collection: calls,
  draw: ({ id, state }) => ({
    summary: own(`${id} ${state}`),
    parts: [
      { type: 'heading', text: own(id) },
      { type: 'text', text: own(state) },
      { type: 'buttons', buttons: [{ button: 'call.claim', label: own("I'm coming"), record: id }] },
    ],
  }),
  isOver: ({ over }) => over,
  redrawRank: () => 0,
  isCall: true,
  async onUnreached(tx, id, person) {
    const call = await tx.get(calls, id);
    if (call !== undefined) await tx.put(calls, { ...call, unreached: [...call.unreached, person] });
    return {};
  },
  async onDelayed(tx, id, { person, by, minutes }) {
    const call = await tx.get(calls, id);
    const note = `${person} by ${by} ${minutes}`;
    if (call !== undefined) await tx.put(calls, { ...call, delayed: [...call.delayed, note] });
  },
};

export interface Rig {
  readonly store: Store;
  readonly clock: DrivenClock;
  readonly delivery: Delivery;
  readonly better: string[];
  /** Saves calls and asks this person about each of them, in one outcome or in one each. */
  ask(
    person: string,
    ids: readonly string[],
    how?: { readonly apart?: boolean } & Partial<Post>,
  ): Promise<void>;
  change(id: string, change: Partial<Call>): Promise<void>;
  call(id: string): Promise<Call | undefined>;
  rows(): Promise<readonly OutboxRow[]>;
  states(): Promise<readonly string[]>;
  postings(): Promise<readonly Posting[]>;
  /** Waits until every target has come to this state. */
  all(state: string): Promise<void>;
  /** What a kill leaves behind: nothing more is sent or saved by this life. Gives the next one, not yet started. */
  crash(changed?: Pick<RigOptions, 'platforms'>): Promise<Rig>;
}

export interface RigOptions {
  readonly platforms: readonly TestPlatform[];
  readonly messengers?: readonly Messenger[];
  readonly directory?: string;
  readonly clock?: DrivenClock;
  /** What the records of calls do; as the rig's own unless told. */
  readonly kind?: RecordKind<Transaction, Call>;
  /** Addresses that were saved for people before. */
  readonly known?: Readonly<Record<string, string>>;
}

/** Delivery over a real store, with platforms that a test drives. Everybody is on every platform under their id. */
export async function createRig(options: RigOptions): Promise<Rig> {
  const { platforms, messengers = [] } = options;
  const directory = options.directory ?? temporaryDirectory();
  const clock = options.clock ?? createDrivenClock('2026-11-22T23:40:00.000Z');
  const store = await openJsonStore({
    directory,
    organisation: 'Test Library',
    collections: [...deliveryCollections, calls],
  });
  const better: string[] = [];
  const known = new Map(Object.entries(options.known ?? {}));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const delivery = createDelivery({
    store,
    platforms,
    kinds: [options.kind ?? kind],
    messengers,
    reach: (to): readonly Reached[] =>
      'person' in to
        ? platforms.map(({ name }) => ({
            platform: name,
            person: to.person,
            address: { id: known.get(to.person) ?? to.person, private: true },
          }))
        : [],
    laterRoutes: (person) =>
      messengers.map(({ name }) => ({
        platform: name,
        person,
        address: { id: `${person}@`, private: true },
      })),
    async saveAddress(_tx, { person }, address) {
      better.push(`${person} ${address.id}`);
      if (person !== undefined) known.set(person, address.id);
    },
    async forgetAddress({ person, address }) {
      if (person === undefined || known.get(person) !== address.id) return undefined;
      known.delete(person);
      return { id: person, private: true };
    },
    readerOf: (_person: string | undefined, _route: RouteName) => ({ locale: 'en' }),
    home: { card: () => ({ summary: own(''), parts: [] }), follows: [], canonical: (person) => person },
    clock,
    log,
  });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    for (const platform of platforms) platform.answer = async ({ to, marker }) => toPosted(to, marker);
    clock.skip(60_000);
    await delivery.stop();
    await store.close();
  };
  onTestFinished(close);

  const rows = () => store.all(outboxCollection);
  const states = async () => (await rows()).flatMap(({ targets }) => targets.map(({ state }) => state));
  return {
    store,
    clock,
    delivery,
    better,
    async ask(person, ids, { apart = false, ...how } = {}) {
      const posts = ids.map((id) => ({
        record: { kind: 'call', id },
        view: 'asked' as const,
        to: { person },
        ...how,
      }));
      for (const post of apart ? posts.map((one) => [one]) : [posts]) {
        await store.transact(async (tx) => {
          for (const { record } of post) {
            if ((await tx.get(calls, record.id)) !== undefined) continue;
            await tx.put(calls, { id: record.id, state: 'open', over: false, unreached: [], delayed: [] });
          }
          await delivery.enqueue(tx, { post });
        });
        // What is written later is sent later.
        clock.skip(2);
      }
    },
    async change(id, change) {
      await store.transact(async (tx) => {
        const call = await tx.get(calls, id);
        if (call !== undefined) await tx.put(calls, { ...call, ...change });
      });
    },
    call: (id) => store.get(calls, id),
    rows,
    states,
    postings: () => store.all(postingCollection),
    async all(state) {
      await eventually(`everything is ${state}`, async () => {
        const now = await states();
        return now.length > 0 && now.every((one) => one === state);
      });
    },
    async crash(changed) {
      open = false;
      await store.close();
      return createRig({ ...options, ...changed, directory, clock });
    },
  };
}
