import type { Card } from './card.ts';
import type { Outcome, PersonId, View } from './outcome.ts';
import type { RouteName } from './request.ts';

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
  /** UTC ISO text; undefined when nothing is due. */
  readonly dueAt?: (record: Rec) => string | undefined;
  /** Does what fell due. `lateMs` is how long ago that was: small while the process lives, large after a restart. */
  readonly onDue?: (
    tx: Tx,
    id: string,
    due: { readonly now: string; readonly lateMs: number },
  ) => Promise<Outcome>;
  /** Somebody who was to get a card of this record could not be reached on any platform. */
  readonly onUnreached?: (
    tx: Tx,
    id: string,
    person: PersonId,
    reason: string,
    now: string,
  ) => Promise<Outcome>;
  /** A message about this record has reached somebody by a later route, as the earlier ones did not deliver it. */
  readonly onRerouted?: (tx: Tx, id: string, rerouted: Rerouted, now: string) => Promise<void>;
  /** UTC ISO text: when this person last did something with the record, and so knows of it. */
  readonly heardFrom?: (record: Rec, person: PersonId) => string | undefined;
  /** Whose copies of the card are redrawn first. Lower is sooner. */
  readonly redrawRank: (record: Rec, view: View, viewer: PersonId | undefined) => number;
}

export interface Rerouted {
  readonly person: PersonId;
  readonly by: RouteName;
  /** The routes before it; none when the person has no earlier one. */
  readonly insteadOf: readonly RouteName[];
}
