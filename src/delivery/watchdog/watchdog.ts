import type { Outcome } from '../../chat/outcome.ts';
import type { PlatformName } from '../../chat/request.ts';
import type { Clock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import type { Platform } from '../../platforms/platform.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { createBackground } from '../background.ts';
import type { Delivery } from '../delivery.ts';
import type { AnyKind, Log } from '../ports.ts';
import { compare, type Found, type News, type Standing, together } from './findings.ts';
import type { HealthPart } from './health-part.ts';
import { createLooks } from './looks.ts';
import { newsToCard } from './news-to-card.ts';
import { createPlatformWatch } from './platform-watch.ts';
import type { RouteWatch } from './route-watch.ts';
import { findingCollection } from './schema.ts';
import { createSilenceWatch } from './silence-watch.ts';
import { canSave, probeId } from './store-watch.ts';

/**
 * Looks every minute for what should not be: it mends what it can, tells the administrators' channel, and knows what
 * cannot be relied on.
 */
export interface Watchdog {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Something has come in from this platform. */
  heard(platform: PlatformName): void;
  /** Every part, as it is now. */
  health(): readonly HealthPart[];
}

export interface WatchdogOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly kinds: readonly AnyKind[];
  readonly platforms: readonly Platform[];
  readonly routes: RouteWatch;
  readonly delivery: Pick<Delivery, 'enqueue' | 'sendUnsaved' | 'watched'>;
  /** The organisation's, for times in messages. */
  readonly zone: () => string;
  /** The names of the administrator's files that are not taken over, as they have mistakes. */
  readonly refusedFiles: () => readonly string[];
}

const everyMs = 60_000;
/** Rounds that may be missed before the watchdog itself is not to be relied on. */
const missedRounds = 3;

export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { store, clock, log, delivery, routes, zone } = options;
  const background = createBackground(log, clock);
  const platforms = createPlatformWatch(options);
  const silences = createSilenceWatch(options);
  const looks = createLooks({ ...options, watched: delivery.watched });
  let standing: Standing = new Map();
  /** What of it is in the store. */
  let saved: Standing = new Map();
  let roundMs = clock.elapsedMs();
  let failed: string | undefined;
  let cancel = () => {};

  async function round(): Promise<void> {
    roundMs = clock.elapsedMs();
    try {
      platforms.probe();
      const isSaving = await canSave(store, standing.has('store'), clock.now());
      // While nothing can be saved, nothing can be handled: that is one finding, not as many as there are records.
      const found = isSaving
        ? [
            ...(await looks.noStep()),
            ...(await looks.lostSteps()),
            ...(await looks.lostMessages()),
            ...(await looks.late(isUp)),
            ...silences.found(),
          ]
        : [unsaved()];
      if (isSaving) await silences.save();
      await keep([...found, ...looks.standsStill(), ...troubles(), ...files()], isSaving);
      failed = undefined;
    } catch (thrown) {
      failed = messageOf(thrown);
      log.error({ reason: failed }, 'the desk could not check itself; it is tried again in a minute');
    } finally {
      if (!background.stopped) cancel = clock.after(everyMs, () => background.run(round));
    }
  }

  /** Parts that cannot do their work. */
  function troubles(): readonly Found[] {
    const of = (what: 'platform' | 'route', parts: readonly HealthPart[]): readonly Found[] =>
      parts
        .filter(({ ready }) => !ready)
        .map(({ part, reason: why }) => ({
          id: `${what}:${part}`,
          what,
          about: part,
          mended: false,
          ...(why === undefined ? {} : { reason: why }),
        }));
    return [...of('platform', platforms.troubles()), ...of('route', routes.parts())];
  }

  function files(): readonly Found[] {
    return options
      .refusedFiles()
      .map((name) => ({ id: `file:${name}`, what: 'file', about: name, mended: false }));
  }

  function isUp(route: string): boolean {
    return [...platforms.parts(), ...routes.parts()].every(({ part, ready }) => part !== route || ready);
  }

  function unsaved(): Found {
    const { reason } = store.health();
    return {
      id: 'store',
      what: 'store',
      about: 'store',
      mended: false,
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /**
   * Nothing is known of records that were not looked at, of a platform that has just been started and is not ready yet,
   * nor of a route that nothing was sent by since the start.
   */
  function isUnknown(id: string, isSaving: boolean): boolean {
    if (!isSaving && /^(?:noStep|lostStep|lostMessages|late|silent)/.test(id)) return true;
    const [what, name = ''] = id.split(':');
    return (what === 'platform' && platforms.mayPass(name)) || (what === 'route' && routes.isUntried(name));
  }

  async function keep(found: readonly Found[], isSaving: boolean): Promise<void> {
    const next = compare(standing, found, (id) => isUnknown(id, isSaving), clock.now());
    standing = next.standing;
    for (const news of next.news) record(news);
    const ring = together(next.news).map((news) => ({
      card: newsToCard(news, zone()),
      to: { administrators: true } as const,
      lane: 'housekeeping' as const,
    }));
    if (ring.length === 0 && !isToSave()) return;
    try {
      await store.transact((tx) => save(tx, { ring }));
      saved = next.standing;
    } catch (thrown) {
      log.warn({ reason: messageOf(thrown) }, 'what was found could not be saved; it is told from memory');
      delivery.sendUnsaved(ring.map(({ card, to }) => ({ card, to })));
    }
  }

  function isToSave(): boolean {
    return saved.size !== standing.size || [...standing].some(([id, one]) => saved.get(id) !== one);
  }

  async function save(tx: Transaction, outcome: Outcome): Promise<void> {
    for (const [id, finding] of standing) {
      if (saved.get(id) !== finding) await tx.put(findingCollection, finding);
    }
    for (const id of saved.keys()) if (!standing.has(id)) await tx.delete(findingCollection, id);
    await delivery.enqueue(tx, outcome);
  }

  function record({ tell, finding: { what, about, reason, mended } }: News): void {
    const fields = { what, about, mended, ...(reason === undefined ? {} : { reason }) };
    if (tell === 'over') log.info(fields, 'the desk’s own check: over');
    else
      log.warn(fields, tell === 'found' ? 'the desk’s own check: found' : 'the desk’s own check: it lasts');
  }

  /** What stands unmended beside the parts that say so themselves. */
  function own(
    part: string,
    whats: readonly Found['what'][],
    sentence: (count: number) => string,
  ): HealthPart {
    const count = [...standing.values()].filter(({ what, mended }) => !mended && whats.includes(what)).length;
    return count === 0 ? { part, ready: true } : { part, ready: false, reason: sentence(count) };
  }

  function watchdogPart(): HealthPart {
    const agoMs = clock.elapsedMs() - roundMs;
    const stopped = `The desk has not checked itself for ${Math.round(agoMs / 60_000)} minutes. Start it again.`;
    if (agoMs > missedRounds * everyMs) return { part: 'watchdog', ready: false, reason: stopped };
    if (failed === undefined) return { part: 'watchdog', ready: true };
    return { part: 'watchdog', ready: false, reason: `The desk could not check itself (${failed}).` };
  }

  function routePart(part: HealthPart): HealthPart {
    if (!part.ready || !standing.has(`route:${part.part}`)) return part;
    return { ...part, ready: false, reason: 'It failed before the last start and has not been used since.' };
  }

  return {
    async start() {
      const findings = (await store.all(findingCollection)).filter(({ id }) => id !== probeId);
      saved = new Map(findings.map((finding) => [finding.id, finding]));
      standing = saved;
      await silences.start();
      background.run(round);
    },
    async stop() {
      cancel();
      await background.stop();
    },
    heard: silences.heard,
    health() {
      const { writable, reason } = store.health();
      return [
        { part: 'store', ready: writable, ...(reason === undefined ? {} : { reason }) },
        ...platforms.parts(),
        ...routes.parts().map(routePart),
        own(
          'records',
          ['noStep', 'lostStep'],
          (count) => `Of the open records, ${count} cannot go on by themselves.`,
        ),
        own(
          'messages',
          ['lostMessages', 'standsStill', 'late'],
          () => 'Messages are waiting and do not go out.',
        ),
        watchdogPart(),
      ];
    },
  };
}
