import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../store/store.ts';
import { addMs, dayMs } from '../../time.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Roster } from '../roster/index.ts';
import { type Alone, timesAlone } from './alone.ts';
import { putStretch } from './questions.ts';
import { end, plan, soonest } from './rules.ts';
import { type Stretch, stretchCollection } from './schema.ts';
import { type LoneSettings, loneSettingsOf } from './settings.ts';

export interface RosterReads {
  readonly branches: Branches;
  readonly roster: Roster;
  readonly people: Pick<People, 'staff'>;
}

/** How far back a time alone that is running may have begun: no shift is longer. */
const behindMs = 2 * dayMs;
/** How far ahead the roster is looked through: far enough, as a branch is looked at once a day at least. */
const aheadMs = 3 * dayMs;

/** What holds at a branch at this moment; undefined where check-ins are off or the branch is gone. */
export function settingsAt(code: string, { branches }: RosterReads): LoneSettings | undefined {
  const branch: Branch | undefined = branches.byCode(code);
  return branch === undefined ? undefined : loneSettingsOf(branch, branches.organisation());
}

/** What holds for a question that was asked at a branch, also once the branch is gone; undefined where check-ins are off. */
export function settingsOfQuestion(code: string, { branches }: RosterReads): LoneSettings | undefined {
  const branch = branches.everKnown(code);
  return branch === undefined ? undefined : loneSettingsOf(branch, branches.organisation());
}

/**
 * Makes the open stretches of a branch agree with the roster: the running or next one is there, and those that the
 * roster no longer shows have ended. Changes nothing where they agree, so it may run at any time and more than once.
 *
 * @param now UTC ISO text
 */
export async function followRoster(
  tx: Transaction,
  branch: string,
  now: string,
  reads: RosterReads,
): Promise<void> {
  const settings = settingsAt(branch, reads);
  const open = await tx.find(stretchCollection, 'openBranch', branch);
  const alone = settings && toFollow(branch, open, now, settings, reads);
  let isThere = false;
  for (const stretch of open) {
    if (settings !== undefined && alone !== undefined && !isThere && isSame(stretch, alone, now)) {
      isThere = true;
      const followed = follow(stretch, alone, now, settings);
      if (followed !== stretch) await putStretch(tx, stretch, followed);
    } else if (stretch.state === 'planned') {
      await tx.delete(stretchCollection, stretch.id);
    } else if (isOwed(stretch, reads)) {
      if (stretch.until > now) await putStretch(tx, stretch, { ...stretch, until: now });
    } else await putStretch(tx, stretch, end(stretch, now));
  }
  if (settings === undefined || alone === undefined || isThere) return;
  await tx.put(stretchCollection, plan(randomUUID(), branch, alone, now, settings));
}

/** The time alone that is looked after already, else the next one in which a check-in falls. */
function toFollow(
  branch: string,
  open: readonly Stretch[],
  now: string,
  { everyMs }: LoneSettings,
  { roster }: RosterReads,
): Alone | undefined {
  const shifts = roster.during(branch, addMs(now, -behindMs), addMs(now, aheadMs));
  const begun = open.filter(({ state, from }) => state === 'alone' || from <= now);
  return timesAlone(shifts).find((alone) => {
    if (alone.until <= now) return false;
    if (begun.some((stretch) => isSame(stretch, alone, now))) return true;
    const from = alone.from > now ? alone.from : now;
    return addMs(from, everyMs) < alone.until;
  });
}

/**
 * Whether a stretch is this time alone. One that has begun still is when a wall clock that was put back says that it
 * has not.
 */
function isSame(stretch: Stretch, alone: Alone, now: string): boolean {
  if (stretch.person !== alone.person) return false;
  if (stretch.state === 'planned' || alone.from <= now) return true;
  return stretch.from === alone.from && stretch.until === alone.until;
}

function follow(stretch: Stretch, alone: Alone, now: string, settings: LoneSettings): Stretch {
  const latest = addMs(now, settings.everyMs);
  if (stretch.state === 'alone') {
    const nextAt = stretch.nextAt > latest ? latest : stretch.nextAt;
    if (stretch.until === alone.until && stretch.nextAt === nextAt) return stretch;
    return { ...stretch, until: alone.until, nextAt };
  }
  const first = soonest(now);
  // One that is about to begin, or is late, stays as it is.
  const from = alone.from > first ? alone.from : stretch.from < first ? stretch.from : first;
  const nextAt = addMs(from, settings.everyMs);
  if (stretch.from === from && stretch.until === alone.until && stretch.nextAt === nextAt) return stretch;
  return { ...stretch, from, until: alone.until, nextAt };
}

/**
 * A question that somebody who was there has not answered is never dropped because they are no longer alone. Where the
 * person or the branch is gone from the files, the shift may have gone with them: that does not say that nobody was there.
 */
function isOwed({ question, branch, person, from }: Stretch, reads: RosterReads): boolean {
  if (question === undefined || settingsOfQuestion(branch, reads) === undefined) return false;
  const { branches, people, roster } = reads;
  if (branches.byCode(branch) === undefined || people.staff(person)?.active !== true) return true;
  return roster.isPlanned(person, branch, from, question.askedAt);
}
