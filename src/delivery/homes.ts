import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Card } from '../chat/card.ts';
import type { Followed } from '../chat/home.ts';
import type { PersonId } from '../chat/outcome.ts';
import type { PlatformName } from '../chat/request.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Commit, Stored } from '../store/store.ts';
import { dayMs, hourMs, msBetween } from '../time.ts';
import type { Background } from './background.ts';
import { toSendError } from './deadline.ts';
import { createLane, type JobResult, type Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';
import { backoffMs, createBucket } from './pace.ts';
import type { DeliveryOptions } from './ports.ts';
import { type Posting, postingCollection } from './schema.ts';

/** Changes within this time are one redraw. */
const coalesceMs = 500;
/** Shifts begin and end without a change in the store. */
const lookAgainMs = 60_000;
/** No chat says that a Home was left. One that was not opened for so long is drawn when it is opened next. */
const keptMs = 7 * dayMs;
/** How exactly it is known when a Home was last opened. */
const openedEveryMs = hourMs;
/** Homes looked at before other work gets its turn. */
const atOnce = 20;
const width = 4;

/** Keeps the Home of everybody who has opened theirs as it would be drawn now. */
export interface Homes {
  start(): Promise<void>;
  /** The platform shows this card to the person, who has opened their Home. */
  opened(platform: PlatformName, user: string, person: PersonId, card: Card): void;
  /**
   * What became of that card: the platform took it, or could not. Which of two that were on their way together it shows,
   * it does not say, so that the newest is drawn again then.
   */
  taken(platform: PlatformName, user: string, card: Card, isTaken: boolean): void;
  stop(): void;
}

export interface HomesOptions extends DeliveryOptions {
  readonly ledger: Ledger;
  readonly background: Background;
}

interface Home {
  readonly posting: Posting;
  /** What was drawn last, as JSON; undefined where that is not known, as after a restart. */
  drawn: string | undefined;
}

export function createHomes(options: HomesOptions): Homes {
  const { store, platforms, clock, ledger, log, background, home } = options;
  const publishing = platforms.filter((one) => one.publishHome !== undefined);
  const byName = new Map<PlatformName, Platform>(publishing.map((platform) => [platform.name, platform]));
  // Lanes of their own: platforms count Homes apart from messages, and no card waits for one.
  const lanes = new Map<PlatformName, Lane>(
    publishing.map(({ name, pace }) => [
      name,
      createLane({ clock, total: createBucket(pace.updates), width, background }),
    ]),
  );
  const followed = new Map<string, Followed[]>();
  for (const one of home.follows) {
    followed.set(one.collection.name, [...(followed.get(one.collection.name) ?? []), one]);
  }
  const homes = new Map<string, Home>();
  const queued = new Set<string>();
  const underWay = new Set<string>();
  let concerned = new Set<PersonId>();
  let everybody = false;
  let cancelLook: (() => void) | undefined;
  let cancelTick = () => {};
  let stopListening: (() => void) | undefined;

  function changed(commit: Commit): void {
    for (const { collection, before, after } of commit.changes) {
      for (const one of followed.get(collection) ?? []) concern(one, [before, after]);
    }
    if (everybody || concerned.size > 0) {
      cancelLook ??= clock.after(coalesceMs, () => {
        cancelLook = undefined;
        background.run(look);
      });
    }
  }

  function concern(one: Followed, records: readonly (Stored | undefined)[]): void {
    if (one.of === undefined) everybody = true;
    for (const record of records) {
      if (record === undefined) continue;
      for (const person of one.of?.(record) ?? []) concerned.add(home.canonical(person));
    }
  }

  async function look(): Promise<void> {
    const whose = everybody ? undefined : concerned;
    everybody = false;
    concerned = new Set();
    let looked = 0;
    for (const [id, { posting, drawn }] of homes) {
      if (whose !== undefined && !whose.has(personOf(posting))) continue;
      if (toText(cardOf(posting)) !== drawn) add(id, posting);
      if (++looked % atOnce === 0) await nextTurn();
    }
  }

  /** Once a minute, also for what changes with time alone. */
  function tick(): void {
    cancelTick = clock.after(lookAgainMs, tick);
    everybody = true;
    background.run(async () => {
      await forgetUnopened();
      await look();
    });
  }

  async function forgetUnopened(): Promise<void> {
    const now = clock.now();
    const old = [...homes].filter(([, { posting }]) => msBetween(posting.at, now) > keptMs);
    for (const [id, { posting }] of old) if (!isShown(posting)) await forget(id);
  }

  /** A page that is left open does not open it again. */
  function isShown({ platform, address }: Posting): boolean {
    return byName.get(platform)?.isHomeShown?.(address.id) === true;
  }

  async function forget(id: string): Promise<void> {
    homes.delete(id);
    await ledger.write((tx) => tx.delete(postingCollection, id));
  }

  function add(id: string, posting: Posting): void {
    if (queued.has(id)) return;
    queued.add(id);
    let tries = 0;
    lanes.get(posting.platform)?.add({
      conversation: id,
      rank: 0,
      run: () => {
        tries++;
        return publish(id, tries);
      },
    });
  }

  async function publish(id: string, tries: number): Promise<JobResult> {
    queued.delete(id);
    const found = homes.get(id);
    if (found === undefined) return { done: true };
    const { posting } = found;
    // What their Home says of that stays there.
    if (options.isShutOut?.(posting.platform, posting.address)) {
      await forget(id);
      return { done: true };
    }
    const card = cardOf(posting);
    underWay.add(id);
    try {
      const reader = options.readerOf(posting.viewer, posting.platform);
      await byName.get(posting.platform)?.publishHome?.(posting.address.id, card, reader);
      const home = homes.get(id);
      if (home !== undefined) home.drawn = home === found ? toText(card) : undefined;
      return { done: true };
    } catch (thrown) {
      const error = toSendError(thrown);
      log.warn({ platform: posting.platform, reason: error.reason, tries }, 'a Home could not be redrawn');
      if (error.failure === 'never') {
        await forget(id);
        return { done: true };
      }
      queued.add(id);
      return {
        done: false,
        againMs: error.retryAfterMs ?? backoffMs(tries),
        pauseLane: error.retryAfterMs !== undefined,
      };
    } finally {
      underWay.delete(id);
    }
  }

  const cardOf = (posting: Posting) => home.card(personOf(posting), clock.now());
  /** Whose account it is by now: `staff.json` may have given it to somebody else when it was opened. */
  const personOf = ({ platform, address, viewer = '' }: Posting) =>
    options.ownerOf?.(platform, address) ?? home.canonical(viewer);

  return {
    async start() {
      stopListening = store.changes(changed);
      for (const posting of await store.all(postingCollection)) {
        if (isHome(posting) && byName.has(posting.platform))
          homes.set(posting.id, { posting, drawn: undefined });
      }
      tick();
    },
    opened(platform, user, person, card) {
      if (!byName.has(platform)) return;
      const at = clock.now();
      const posting = toPosting(platform, user, person, at);
      const known = homes.get(posting.id)?.posting;
      homes.set(posting.id, { posting, drawn: toText(card) });
      if (known?.viewer === person && msBetween(known.at, at) < openedEveryMs) return;
      background.run(() => ledger.write(async (tx) => void (await tx.put(postingCollection, posting))));
    },
    taken(platform, user, card, isTaken) {
      const id = homeId(platform, user);
      const found = homes.get(id);
      if (found === undefined) return;
      if (isTaken && !underWay.has(id) && found.drawn === toText(card)) return;
      found.drawn = undefined;
      add(id, found.posting);
    },
    stop() {
      stopListening?.();
      cancelLook?.();
      cancelTick();
      for (const lane of lanes.values()) lane.stop();
    },
  };
}

/** A Home is a posting that depends on a person instead of a record; `at` is when it was last opened. */
function toPosting(platform: PlatformName, user: string, person: PersonId, at: string): Posting {
  return {
    id: homeId(platform, user),
    revision: 0,
    platform,
    address: { id: user, private: true },
    message: `home:${user}`,
    at,
    content: { record: { kind: 'home', id: person }, view: 'home' },
    viewer: person,
  };
}

function homeId(platform: PlatformName, user: string): string {
  return `home:${platform}:${user}`;
}

function isHome({ content }: Posting): boolean {
  return 'view' in content && content.view === 'home';
}

function toText(card: Card): string {
  return JSON.stringify(card);
}
