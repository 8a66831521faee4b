import { msBetween } from '../../time.ts';

/** What is done this long after it was due was missed, because the program was not running. */
const missedMs = 60_000;

/** @param lateMs milliseconds since it was due */
export function wasMissed(lateMs: number): boolean {
  return lateMs > missedMs;
}

/**
 * Whether something that fell due while the program was not running belongs to a record from too long ago: then it wakes
 * nobody. Whoever made the record and the supervisors are told, and decide.
 *
 * @param lateMs milliseconds since it was due
 */
export function isTooOld(
  { createdAt, staleAfterMs }: { readonly createdAt: string; readonly staleAfterMs: number },
  now: string,
  lateMs: number,
): boolean {
  return wasMissed(lateMs) && msBetween(createdAt, now) > staleAfterMs;
}
