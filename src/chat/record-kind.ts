import type { Card } from './card.ts';
import type { Outcome, PersonId, View } from './outcome.ts';

/** What delivery and the due clock need to know about a kind of record; each subject gives one to main. */
export interface RecordKind<Tx, Rec extends { readonly id: string; readonly revision: number }> {
  /** Also the name of the collection. */
  readonly kind: string;
  /**
   * The record as this view shows it to this viewer, at this moment; undefined when the viewer may no longer see it.
   * Pure: reads only its arguments and read models.
   */
  readonly draw: (record: Rec, view: View, viewer: PersonId | undefined) => Card | undefined;
  /** UTC ISO text; undefined when nothing is due. */
  readonly dueAt?: (record: Rec) => string | undefined;
  /** Does what fell due. `lateMs` is how long ago that was: small while the process lives, large after a restart. */
  readonly onDue?: (
    tx: Tx,
    id: string,
    due: { readonly now: string; readonly lateMs: number },
  ) => Promise<Outcome>;
  /** Whose copies of the card are redrawn first. Lower is sooner. */
  readonly redrawRank: (record: Rec, view: View, viewer: PersonId | undefined) => number;
}
