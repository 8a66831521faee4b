import type { PersonId } from '../../chat/outcome.ts';
import type { Shift } from './schema.ts';

/** Somebody on shift at a branch. Instants are UTC ISO text. */
export interface OnShift {
  readonly branch: string;
  readonly person: PersonId;
  readonly position: string;
  readonly startAt: string;
  readonly endAt: string;
  readonly flags: Shift['flags'];
}

/**
 * The one resolver of "who is on": lists, asks and checks all use it. In memory; under 50 µs for one branch. Inactive
 * staff and open shifts are left out everywhere but in `isPlanned`.
 */
export interface Roster {
  /** Those whose shift covers the moment (start inclusive, end exclusive), the person in charge first, then by start. */
  onShift(branch: string, at: string): readonly OnShift[];
  /** The person in charge at that moment. */
  pic(branch: string, at: string): OnShift | undefined;
  /** The shifts of this person that cover the moment, the latest started first. */
  shiftsOf(person: PersonId, at: string): readonly OnShift[];
  /** The first shift of this person that starts after the moment, at whichever branch. */
  nextOf(person: PersonId, at: string): OnShift | undefined;
  /** Those who start next at the branch after the moment: everyone of the earliest start. */
  nextOn(branch: string, at: string): readonly OnShift[];
  /** All shifts at the branch that overlap the time between (end exclusive), by start. */
  during(branch: string, from: string, to: string): readonly OnShift[];
  /** Whether the stored plan has a shift of this person there between these moments, both inclusive. */
  isPlanned(person: PersonId, branch: string, from: string, to: string): boolean;
}
