import { minuteMs } from '../../time.ts';
import type { Branch, Organisation } from '../branches/index.ts';

/** How often somebody who is alone is asked, and how long each of the two asks may go unanswered. In milliseconds. */
export interface LoneSettings {
  readonly everyMs: number;
  readonly graceMs: number;
}

/** What holds where the files say nothing: relief or a word every half hour is what libraries with rules of their own write. */
const defaultEveryMinutes = 30;
const defaultGraceMinutes = 5;

/**
 * The check-ins of a branch: its own setting over the organisation's over the built-in one. They do not depend on
 * `soleStaffAllowed`: where nobody should be alone, somebody who is needs them all the more.
 *
 * @returns undefined where they are switched off
 */
export function loneSettingsOf(
  branch: Pick<Branch, 'loneWorking'>,
  organisation: Pick<Organisation, 'loneWorking'> | undefined,
): LoneSettings | undefined {
  const own = branch.loneWorking;
  const general = organisation?.loneWorking;
  if (own === false || (own === undefined && general === false)) return undefined;
  const fallback = general === false ? undefined : general;
  const everyMs = (own?.everyMinutes ?? fallback?.everyMinutes ?? defaultEveryMinutes) * minuteMs;
  const graceMs = (own?.graceMinutes ?? fallback?.graceMinutes ?? defaultGraceMinutes) * minuteMs;
  // Asked twice, a check-in is answered or missed before the next one.
  return { everyMs, graceMs: Math.min(graceMs, everyMs / 2) };
}
