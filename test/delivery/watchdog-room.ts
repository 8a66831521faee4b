import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Card, sentenceCard } from '../../src/chat/card.ts';
import { own, textsOf } from '../../src/chat/text.ts';
import { createWords } from '../../src/chat/words.ts';
import type { Clock } from '../../src/clock.ts';
import {
  type AnyKind,
  createDelivery,
  createRouteWatch,
  createWatchdog,
  type Delivery,
  deliveryTexts,
  findingCollection,
  type HealthPart,
  silenceCollection,
  watchdogTexts,
} from '../../src/delivery/index.ts';
import { deliveryCollections, outboxCollection } from '../../src/delivery/schema.ts';
import { type Messenger, type Platform, type Rate, SendError } from '../../src/platforms/platform.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Collection, Store } from '../../src/store/store.ts';
import { createDrivenClock, type DrivenClock } from '../support/clock.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

const taskSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  number: z.string(),
  isOpen: z.boolean(),
  dueAt: z.string().optional(),
  /** What falls due leaves another step, due at the same moment. */
  again: z.boolean().optional(),
  /** When it was handled. */
  doneAt: z.string().optional(),
});
type Task = z.infer<typeof taskSchema>;

/** A record with a next step, and nothing else. */
export const tasks: Collection<Task> = {
  name: 'tasks',
  schema: taskSchema,
  indexes: {
    due: ({ dueAt }) => dueAt,
    open: ({ isOpen, id }) => (isOpen ? id : undefined),
  },
};

const say = textsOf({ 'task.due': 'It was due.' });
const amply: Rate = { count: 100, perMs: 1000 };

export interface WatchdogOptions {
  readonly directory?: string;
  /** UTC ISO text. */
  readonly startsAt?: string;
  /** The platform's; Slack's unless told. */
  readonly name?: 'slack' | 'teams';
  /** Whether a record without a next step can be given one. */
  readonly canMend?: boolean;
  readonly messengers?: readonly Messenger[];
  /** The clock that the watchdog is given, made of the one that the test drives. */
  readonly clockOf?: (clock: DrivenClock) => Clock;
  /** What the platform takes of all messages together. */
  readonly posts?: Rate;
  /** The store that delivery is given, made of the real one. */
  readonly storeOf?: (store: Store) => Store;
  /** The same for delivery. */
  readonly deliveryClockOf?: (clock: DrivenClock) => Clock;
}

/** Delivery and its watchdog on a real store, with one chat platform at the edge that keeps what it is given. */
export interface WatchdogRoom {
  readonly clock: DrivenClock;
  readonly store: Store;
  readonly delivery: Delivery;
  readonly platform: TriedPlatform;
  /** From now on delivery hears of no commit, as if it had missed them. */
  goDeaf(): void;
  /** Somebody writes on the platform. */
  heard(): void;
  /** The messages to the administrators, oldest first. */
  told(): readonly string[];
  health(): readonly HealthPart[];
  part(name: string): HealthPart | undefined;
  /** A minute goes by, with the watchdog's round and everything that it sends. */
  minute(): Promise<void>;
  stop(): Promise<void>;
}

export interface TriedPlatform {
  ready: boolean;
  reason: string;
  lasting: boolean;
  /** Takes nothing for these people, and says that it may later. */
  readonly refuses: Set<string>;
  probe: () => Promise<void>;
  /** What a message to somebody meets before it is taken, once a test says so; then nobody waits for what is owed. */
  meets?: (to: string) => Promise<void>;
  readonly posts: { readonly to: string; readonly text: string; readonly repeat: boolean }[];
}

export async function openWatchdog(options: WatchdogOptions = {}): Promise<WatchdogRoom> {
  const { directory = temporaryDirectory(), canMend = true, messengers = [], posts = amply } = options;
  const clock = createDrivenClock(options.startsAt ?? '2026-11-22T18:00:00.000Z');
  const store = await openJsonStore({
    directory,
    organisation: undefined,
    collections: [...deliveryCollections, findingCollection, silenceCollection, tasks],
  });
  let isDeaf = false;
  const heard: Store = {
    ...(options.storeOf?.(store) ?? store),
    changes: (listener) => store.changes((commit) => void (isDeaf || listener(commit))),
  };
  const words = createWords({ en: [deliveryTexts, watchdogTexts, { 'task.due': 'It was due.' }] });
  const log = { info() {}, warn() {}, error() {} };
  const state: TriedPlatform = {
    ready: true,
    reason: 'It is away.',
    lasting: false,
    refuses: new Set(),
    probe: async () => {},
    posts: [],
  };
  let rounds = 0;
  /** A round of the watchdog ends with the wait for the next one. */
  const countRounds = (of: Clock): Clock => ({
    ...of,
    after(ms, task) {
      if (ms === 60_000) rounds += 1;
      return of.after(ms, task);
    },
  });
  /** The round is over, and what it and others wrote is sent, unless the test keeps that from happening. */
  async function settled(before: number): Promise<void> {
    await eventually('the round', () => rounds > before);
    if (isDeaf || state.refuses.size > 0 || state.meets !== undefined) return;
    if (options.deliveryClockOf !== undefined) return;
    await eventually('everything is sent', async () => {
      const owed = await store.range(outboxCollection, 'open', {});
      return owed.length === 0;
    });
  }
  const routes = createRouteWatch(messengers);
  const platforms = [
    toPlatform(options.name ?? 'slack', state, posts, (card) => words.draw(card.summary, { locale: 'en' })),
  ];
  const kinds = [taskKind(canMend)];
  const delivery = createDelivery({
    store: heard,
    platforms,
    kinds,
    reach: (audience) => {
      const id = 'administrators' in audience ? 'admins' : 'person' in audience ? audience.person : 'channel';
      return [{ platform: options.name ?? 'slack', address: { id, private: false } }];
    },
    messengers: routes.messengers,
    laterRoutes: () => [],
    readerOf: () => ({ locale: 'en' }),
    home: { card: () => sentenceCard(own('home')), follows: [], canonical: (person) => person },
    clock: options.deliveryClockOf?.(clock) ?? clock,
    log,
  });
  const watchdog = createWatchdog({
    store,
    clock: countRounds(options.clockOf?.(clock) ?? clock),
    log,
    kinds,
    platforms,
    routes,
    delivery,
    zone: () => 'America/Toronto',
    refusedFiles: () => [],
  });
  await delivery.start();
  await watchdog.start();
  await settled(0);
  const stop = async () => {
    await watchdog.stop();
    await delivery.stop();
    await store.close();
  };
  let stopped: Promise<void> | undefined;
  onTestFinished(() => (stopped ??= stop()));

  return {
    clock,
    store,
    delivery,
    platform: state,
    goDeaf() {
      isDeaf = true;
    },
    heard: () => watchdog.heard('slack'),
    told: () => state.posts.filter(({ to }) => to === 'admins').map(({ text }) => text),
    health: watchdog.health,
    part: (name) => watchdog.health().find(({ part }) => part === name),
    async minute() {
      const before = rounds;
      clock.skip(60_000);
      await settled(before);
    },
    stop: () => (stopped ??= stop()),
  };
}

function taskKind(canMend: boolean): AnyKind {
  return {
    kind: 'task',
    collection: tasks,
    goesOn: true,
    draw: () => undefined,
    isOver: ({ isOpen }: Task) => !isOpen,
    label: ({ number }: Task) => number,
    dueAt: ({ dueAt }: Task) => dueAt,
    async onDue(tx, id, { now }) {
      const task = await tx.get(tasks, id);
      if (task === undefined) return {};
      const done = { ...task, isOpen: false, dueAt: undefined, doneAt: now };
      await tx.put(tasks, task.again === true ? { ...task, again: undefined } : done);
      return { ring: [{ card: sentenceCard(say('task.due')), to: { person: 'maria' } }] };
    },
    alwaysDue: {
      index: 'open',
      isMissing: ({ isOpen, dueAt }: Task) => isOpen && dueAt === undefined,
      async mend(tx, id, now) {
        const task = await tx.get(tasks, id);
        if (!canMend || task === undefined) return false;
        await tx.put(tasks, { ...task, dueAt: now });
        return true;
      },
    },
    redrawRank: () => 0,
  };
}

function toPlatform(
  name: Platform['name'],
  state: TriedPlatform,
  posts: Rate,
  toText: (card: Card) => string,
): Platform {
  return {
    name,
    capabilities: { doors: {} as never },
    pace: {
      postsPerConversation: amply,
      posts,
      updates: amply,
    },
    routes: [],
    start: async () => {},
    stop: async () => {},
    health: () =>
      state.ready
        ? { ready: true }
        : { ready: false, reason: state.reason, ...(state.lasting ? { lasting: true } : {}) },
    probe: () => state.probe(),
    async post(address, card, { repeat = false }) {
      if (state.refuses.has(address.id)) throw new SendError('later', 'ECONNRESET');
      await state.meets?.(address.id);
      state.posts.push({ to: address.id, text: toText(card), repeat });
      return { address, message: String(state.posts.length) };
    },
    update: async () => {},
    channelAddress: () => undefined,
    personAddress: ({ user }) => ({ id: user, private: true }),
  };
}

/** Timers of a clock that can die: what was waiting never comes. */
export function createTimers() {
  let areDead = false;
  return {
    of: (clock: DrivenClock): Clock => ({
      now: clock.now,
      elapsedMs: clock.elapsedMs,
      after: (ms, task) => clock.after(ms, () => void (areDead || task())),
    }),
    die() {
      areDead = true;
    },
  };
}
