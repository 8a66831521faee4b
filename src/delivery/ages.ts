import type { Clock } from '../clock.ts';
import { dayMs, msBetween } from '../time.ts';
import type { OutboxRow } from './schema.ts';

/** Longer than a message is tried that is not for an open call. */
const knownMs = 2 * dayMs;

/** A moment by both clocks. */
export interface Moment {
  /** UTC ISO text. */
  readonly at: string;
  readonly elapsedMs: number;
}

/**
 * How old messages are. The wall clock may be set right meanwhile, so the time that has passed counts; of what an
 * earlier life has written, and of what is older than two days, only the wall clock tells.
 */
export interface Ages {
  /** A row has been written just now. */
  began(row: string): void;
  now(): Moment;
  /** @param moment now, unless told */
  msOld(row: Pick<OutboxRow, 'id' | 'at'>, moment?: Moment): number;
}

export function createAges(clock: Clock): Ages {
  /** By row, oldest first: elapsed milliseconds. */
  const begun = new Map<string, number>();
  const now = (): Moment => ({ at: clock.now(), elapsedMs: clock.elapsedMs() });

  return {
    began(row) {
      const elapsedMs = clock.elapsedMs();
      for (const [id, since] of begun) {
        if (elapsedMs - since < knownMs) break;
        begun.delete(id);
      }
      begun.set(row, elapsedMs);
    },
    now,
    msOld({ id, at }, moment = now()) {
      const since = begun.get(id);
      return since === undefined ? msBetween(at, moment.at) : moment.elapsedMs - since;
    },
  };
}
