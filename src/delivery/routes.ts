import { isDeepStrictEqual } from 'node:util';
import type { View } from '../chat/outcome.ts';
import type { RouteName } from '../chat/request.ts';
import type { Platform } from '../platforms/platform.ts';
import { addMs } from '../time.ts';
import { type Content, isOwed, type OutboxRow, type Target } from './schema.ts';

/**
 * How long a platform has to deliver to somebody who should come now, before the next route is taken as well: two
 * tries of ten seconds and the pause between them. The policies ask more people after minutes, not seconds.
 */
const urgentWaitMs = 30_000;
/** For everything else: most outages of a chat platform are shorter, and nobody wants each message twice. */
const waitMs = 2 * 60_000;
/**
 * How long somebody who should come now has to answer what was delivered, before the next route is taken as well: a
 * phone that did not ring for one app may ring for another.
 */
const urgentAnswerMs = 60_000;
/** The same for everything else that is to be answered. */
const answerMs = 5 * 60_000;

/** Whether a message there rings, so that having arrived there counts as having reached the person. */
export type Rings = (route: RouteName) => boolean;

/** Every route rings unless its platform says that it does not. */
export function ringsOf(platforms: readonly Pick<Platform, 'name' | 'capabilities'>[]): Rings {
  const silent = new Set<RouteName>(
    platforms.filter(({ capabilities }) => capabilities.rings === false).map(({ name }) => name),
  );
  return (route) => !silent.has(route);
}

/** Whether somebody must learn of it now. Redraws, channels and cards for one's own act are not worth an e-mail. */
export function ringsSomebody(content: Content): boolean {
  return content.record !== undefined && (!('view' in content) || isAsking(content.view));
}

/** Whether somebody is asked for something by this view: the record is told when no route delivers it. */
export function isAsking(view: View): boolean {
  return view === 'asked' || view === 'supervisor';
}

/** The targets of one message to one person. The platforms are tried at once, each later route after its wait. */
export function inOrder(
  first: readonly Omit<Target, 'state'>[],
  later: readonly Omit<Target, 'state'>[],
  { message, urgent, now }: { readonly message: number; readonly urgent: boolean; readonly now: string },
): readonly Target[] {
  if (later.length === 0) return first.map((one) => ({ state: 'pending', ...one }));
  const wait = urgent ? urgentWaitMs : waitMs;
  const targets: readonly Target[] = [
    ...first.map((one) => ({ state: 'pending' as const, message, ...one })),
    ...later.map((one) => ({ state: 'waiting' as const, message, waitMs: wait, ...one })),
  ];
  // Where no platform knows the person, the first of the later routes is the first of all.
  return first.length === 0 ? takeNext(targets, message, now) : nextIsDue(targets, message, now);
}

/**
 * What a target's end means for the routes after it: not needed any more, waited for, or taken at once.
 *
 * @param isAnswerExpected of what the message holds: having arrived is then not the end of it.
 */
export function settle(
  row: OutboxRow,
  index: number,
  now: string,
  {
    rings,
    isAnswerExpected,
  }: { readonly rings: Rings; readonly isAnswerExpected: (content: Content) => boolean },
): OutboxRow {
  const target = row.targets[index];
  if (target?.message === undefined) return row;
  const { message, content, state } = target;
  const routes = routesOf(row, index);
  const tried = counting(routes, rings);
  const isAnswerOpen = isAnswerExpected(content);
  const isEnough = !isAnswerOpen && isReached(routes, rings);
  if (isEnough || tried.some((one) => one.state === 'expired')) {
    return { ...row, targets: expireWaiting(row.targets, message) };
  }
  // The platforms are one route together; after that, each messenger is one.
  const lastLater = tried.findLast(({ waitMs: wait }) => wait !== undefined);
  const before = lastLater === undefined ? tried : [lastLater];
  if (before.every((one) => one.state === 'failed')) {
    return { ...row, targets: takeNext(row.targets, message, now) };
  }
  const there = delivered(routes, rings);
  // A platform that comes after another puts nothing off.
  const isFirst = target.waitMs !== undefined || there.length === 1;
  return state === 'sent' && there.includes(target) && isFirst
    ? { ...row, targets: nextIsDue(row.targets, message, now, answerWaitMs(target)) }
    : row;
}

/** How long what was delivered may go unanswered. */
export function answerWaitMs({ urgent }: Pick<Target, 'urgent'>): number {
  return urgent === true ? urgentAnswerMs : answerMs;
}

/** A target's `dueAt` never lies further ahead of the moment at which it was written, in milliseconds. */
export function longestWaitMs(target: Pick<Target, 'urgent' | 'waitMs'>): number {
  return Math.max(target.waitMs ?? waitMs, answerWaitMs(target));
}

/** All routes of the message that this target is one of. */
export function routesOf(row: OutboxRow, index: number): readonly Target[] {
  const own = row.targets[index];
  if (own === undefined) return [];
  return own.message === undefined
    ? row.targets.filter(
        ({ person, content }) => person === own.person && isDeepStrictEqual(content, own.content),
      )
    : row.targets.filter(({ message }) => message === own.message);
}

/** Whether one of the routes has delivered. */
export function isReached(routes: readonly Target[], rings: Rings): boolean {
  return delivered(routes, rings).length > 0;
}

/** Those of the routes that have delivered where it counts. */
export function delivered(routes: readonly Target[], rings: Rings): readonly Target[] {
  return counting(routes, rings).filter(({ state }) => state === 'sent');
}

/** The routes that were to bring it and all failed; undefined while one has, or still may. */
export function lost(routes: readonly Target[], rings: Rings): readonly Target[] | undefined {
  const tried = counting(routes, rings);
  const isOver = routes.every(({ state }) => state !== 'waiting');
  return isOver && tried.every(({ state }) => state === 'failed') ? tried : undefined;
}

/** A page that nobody may be looking at counts only for those who are nowhere else. */
function counting(routes: readonly Target[], rings: Rings): readonly Target[] {
  const tried = routes.filter(({ state }) => state !== 'waiting');
  const ringing = tried.filter(({ platform }) => rings(platform));
  return ringing.length > 0 ? ringing : tried;
}

export function expireWaiting(targets: readonly Target[], message: number): Target[] {
  return targets.map((one) =>
    one.message === message && one.state === 'waiting' ? withoutDue({ ...one, state: 'expired' }) : one,
  );
}

/** Takes the next route, and lets the one after it wait from now on. */
export function takeNext(targets: readonly Target[], message: number, now: string): Target[] {
  const next = nextOf(targets, message);
  const taken = targets.map((one, index) =>
    index === next ? withoutDue({ ...one, state: 'pending' }) : one,
  );
  return nextIsDue(taken, message, now);
}

function nextIsDue(targets: readonly Target[], message: number, now: string, afterMs?: number): Target[] {
  const next = nextOf(targets, message);
  return targets.map((one, index) =>
    index === next ? { ...one, dueAt: addMs(now, afterMs ?? one.waitMs ?? waitMs) } : one,
  );
}

function nextOf(targets: readonly Target[], message: number): number {
  return targets.findIndex((one) => one.message === message && one.state === 'waiting');
}

function withoutDue(target: Target): Target {
  const { dueAt: _, ...rest } = target;
  return rest;
}

/** Targets of a row that are to be sent now and were not before. */
export function newlyOwed(before: OutboxRow, after: OutboxRow): readonly number[] {
  return after.targets.flatMap((target, index) =>
    isOwed(target) && before.targets[index]?.state === 'waiting' ? [index] : [],
  );
}
