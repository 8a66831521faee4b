import type { Card } from './card.ts';
import type { Outcome, PersonId, View } from './outcome.ts';
import type { RouteName } from './request.ts';
import type { Text } from './text.ts';

/** When something is due at once. Before every moment: only when it is handled is it known what time it is. */
export const atOnce = '1970-01-01T00:00:00.000Z';

/** What delivery and the due clock need to know about a kind of record; each subject gives one to main. */
export interface RecordKind<Tx, Rec extends { readonly id: string; readonly revision: number }> {
  /** Such as `help`. Stored in postings: never rename one. */
  readonly kind: string;
  /** The store's collection of these records; opaque here. */
  readonly collection: { readonly name: string };
  /**
   * The record as this view shows it to this viewer, at this moment; undefined when the viewer may no longer see it.
   * Pure: reads only its arguments and read models.
   */
  readonly draw: (record: Rec, view: View, viewer: PersonId | undefined) => Card | undefined;
  /** Whether messages that only matter while it is open need not go out any more. */
  readonly isOver: (record: Rec) => boolean;
  /** Its cards follow it for good, as what they tell may be changed long after it is over. Absent: they may stop then. */
  readonly followedForGood?: true;
  /** For people, such as `H-0007`; never a note or a name. Absent: the kind is all that is said of one. */
  readonly label?: (record: Rec) => string;
  /** What to dial where the record is, in the branch's own words. Given by kinds of which somebody may be in need. */
  readonly dial?: (record: Rec) => string;
  /**
   * Its asks call somebody to come or to decide. They go before other messages, and many that wait for the same person
   * become one list.
   */
  readonly isCall?: boolean;
  /** What falls due of these records comes at its time from memory while nothing can be saved, as it does of calls. */
  readonly goesOn?: true;
  /** What those who are asked have to know besides while nothing can be saved, because it may make the card untrue. */
  readonly whileUnsaved?: (record: Rec) => Text | undefined;
  /** Given by kinds whose records always have a next step while they are open: the watchdog looks for those without. */
  readonly alwaysDue?: AlwaysDue<Tx, Rec>;
  /** UTC ISO text; undefined when nothing is due. */
  readonly dueAt?: (record: Rec) => string | undefined;
  /**
   * UTC ISO text: the latest moment that the record tells of. A wall clock that shows less after a restart was put
   * back, and what is due is not put off by that.
   */
  readonly latestAt?: (record: Rec) => string;
  /** Does what fell due. `lateMs` is how long ago that was: small while the process lives, large after a restart. */
  readonly onDue?: (
    tx: Tx,
    id: string,
    due: { readonly now: string; readonly lateMs: number },
  ) => Promise<Outcome>;
  /**
   * Somebody who was to get a card of this record could not be reached on any platform. `routes`: those that were
   * tried; empty when there is none.
   */
  readonly onUnreached?: (
    tx: Tx,
    id: string,
    person: PersonId,
    reason: string,
    now: string,
    routes?: readonly RouteName[],
  ) => Promise<Outcome>;
  /** A message about this record has reached somebody by a later route. */
  readonly onRerouted?: (tx: Tx, id: string, rerouted: Rerouted, now: string) => Promise<void>;
  /** A message about this record reached somebody late. */
  readonly onDelayed?: (tx: Tx, id: string, delayed: Delayed, now: string) => Promise<void>;
  /** UTC ISO text: when this person last did something with the record, and so knows of it. */
  readonly heardFrom?: (record: Rec, person: PersonId) => string | undefined;
  /**
   * Whether an answer of this person is waited for at this moment, in UTC ISO text: `no` when they have answered, or it
   * is over or too old to wake anybody; `perhaps` while others are seeing to it, who may give it up. Given by kinds
   * whose asks are not done with having been delivered: while it is `yes`, the person's next route is taken as well.
   */
  readonly awaitsAnswer?: (record: Rec, person: PersonId, now: string) => 'yes' | 'perhaps' | 'no';
  /** Whose copies of the card are redrawn first. Lower is sooner. */
  readonly redrawRank: (record: Rec, view: View, viewer: PersonId | undefined) => number;
}

export interface AlwaysDue<Tx, Rec> {
  /** The index of the collection that holds the open ones. */
  readonly index: string;
  readonly isMissing: (record: Rec) => boolean;
  /** Gives one without a next step the one that its state asks for, due now. Returns whether it has one then. */
  readonly mend: (tx: Tx, id: string, now: string) => Promise<boolean>;
}

export interface Rerouted {
  readonly person: PersonId;
  readonly by: RouteName;
  /** Those before it that did not deliver. */
  readonly insteadOf: readonly RouteName[];
  /** Those before it that delivered, and brought no answer. */
  readonly unanswered: readonly RouteName[];
}

export interface Delayed {
  readonly person: PersonId;
  readonly by: RouteName;
  /** How late it was. */
  readonly minutes: number;
}
