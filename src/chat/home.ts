import type { CardPart } from './card.ts';
import type { PersonId } from './outcome.ts';

/** What one subject says on a person's Home. Each subject gives its own to main; all of it is answered from memory. */
export interface HomeSection {
  /** In the order in which they are shown; empty when there is nothing to say. No ages: they would change each minute. */
  readonly parts: (person: PersonId, now: string) => readonly CardPart[];
  /** What it is made from: a change of it is looked at again on the Homes that it concerns. */
  readonly follows: readonly Followed[];
}

/** A collection that Homes are made from. */
export interface Followed {
  readonly collection: { readonly name: string };
  /** Whose Home a record is on, as it was or as it is now; absent: everybody's. */
  of?(record: { readonly id: string }): readonly PersonId[];
}
