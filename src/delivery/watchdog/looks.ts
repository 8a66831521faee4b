import type { Clock } from '../../clock.ts';
import { messageOf } from '../../errors.ts';
import type { AnyCollection, Store, Stored } from '../../store/store.ts';
import type { Watched } from '../delivery.ts';
import type { AnyKind, Log } from '../ports.ts';
import { isOwed, outboxCollection } from '../schema.ts';
import type { Found } from './findings.ts';

export interface LooksOptions {
  readonly store: Store;
  readonly kinds: readonly AnyKind[];
  readonly watched: Watched;
  readonly clock: Clock;
  readonly log: Log;
}

/** A lane whose messages have not moved for this long, by elapsed time; the longest pause between two tries is a minute. */
const stillMs = 10 * 60_000;

/** People who are asked get their message within seconds; the largest burst goes out within minutes. */
const lateMs = 15 * 60_000;

/**
 * Looks for what should not be, and mends it where it can. What may only be in between two steps counts when a second
 * look finds it unchanged.
 */
export function createLooks({ store, kinds, watched, clock, log }: LooksOptions) {
  /** Elapsed milliseconds when a message was first seen waiting, by row and route. */
  const firstSeen = new Map<string, number>();
  const lastLook = new Map<string, ReadonlySet<string>>();

  /** Those that the last look of this name has seen too. */
  function stillThere<T>(name: string, seen: readonly T[], keyOf: (one: T) => string): readonly T[] {
    const before = lastLook.get(name) ?? new Set();
    lastLook.set(name, new Set(seen.map(keyOf)));
    return seen.filter((one) => before.has(keyOf(one)));
  }

  /** Open records without a next step get one that is due now. */
  async function noStep(): Promise<readonly Found[]> {
    const found: Found[] = [];
    for (const kind of kinds) {
      const { alwaysDue } = kind;
      if (alwaysDue === undefined) continue;
      const open = await store.range<Stored>(kind.collection as AnyCollection, alwaysDue.index, {});
      for (const record of open.filter(alwaysDue.isMissing)) {
        const mended = await mend(kind, record.id);
        found.push({
          id: `noStep:${kind.kind}:${record.id}`,
          what: 'noStep',
          about: label(kind, record),
          mended,
        });
      }
    }
    return found;
  }

  async function mend({ alwaysDue, kind }: AnyKind, id: string): Promise<boolean> {
    try {
      return await store.transact(async (tx) => (await alwaysDue?.mend(tx, id, clock.now())) ?? false);
    } catch (thrown) {
      log.error(
        { kind, id, reason: messageOf(thrown) },
        'a record without a next step could not be given one',
      );
      return false;
    }
  }

  /** What fell due and nobody waits for is taken up again. */
  async function lostSteps(): Promise<readonly Found[]> {
    const found: Found[] = [];
    for (const kind of kinds) {
      if (kind.dueAt === undefined) continue;
      const due = await store.range<Stored>(kind.collection as AnyCollection, 'due', {});
      const lost = due.filter((record) => watched.hasLost(kind, record));
      const keyOf = (record: Stored) => `${record.id} ${record.revision}`;
      for (const record of stillThere(`due of ${kind.kind}`, lost, keyOf)) {
        watched.takeUp(kind, record);
        const about = label(kind, record);
        found.push({ id: `lostStep:${kind.kind}:${record.id}`, what: 'lostStep', about, mended: true });
      }
    }
    return found;
  }

  /** Messages that are to be sent and that no lane has are taken again. */
  async function lostMessages(): Promise<readonly Found[]> {
    const open = await store.range(outboxCollection, 'open', {});
    const lost = open.filter((row) => !watched.has(row));
    const rows = stillThere('outbox', lost, (row) => `${row.id} ${row.revision}`);
    for (const row of rows) watched.takeAgain(row);
    return rows.length === 0
      ? []
      : [{ id: 'lostMessages', what: 'lostMessages', about: String(rows.length), mended: true }];
  }

  /** Messages to people who are asked, that are tried in vain although nothing seems to be in the way. */
  async function late(isUp: (route: string) => boolean): Promise<readonly Found[]> {
    const now = clock.elapsedMs();
    const paused = new Set(watched.movement().flatMap(({ route, isPaused }) => (isPaused ? [route] : [])));
    const routes = new Set<string>();
    const before = new Map(firstSeen);
    firstSeen.clear();
    for (const { id, lane, targets } of await store.range(outboxCollection, 'open', {})) {
      for (const { platform } of lane === 'ask' ? targets.filter(isOwed) : []) {
        const key = `${id} ${platform}`;
        const seen = before.get(key) ?? now;
        firstSeen.set(key, seen);
        if (now - seen > lateMs && isUp(platform) && !paused.has(platform)) routes.add(platform);
      }
    }
    return [...routes].map((route) => ({ id: `late:${route}`, what: 'late', about: route, mended: false }));
  }

  function standsStill(): readonly Found[] {
    return watched
      .movement()
      .filter((lane) => lane.stillMs > stillMs)
      .map(({ route, lane }) => ({
        id: `standsStill:${route}:${lane}`,
        what: 'standsStill',
        about: route,
        mended: false,
      }));
  }

  return { noStep, lostSteps, lostMessages, late, standsStill };
}

function label(kind: AnyKind, record: Stored): string {
  return kind.label?.(record) ?? kind.kind;
}
