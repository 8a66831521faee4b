import type { ButtonView } from './card.ts';
import type { PersonId, RecordRef } from './outcome.ts';
import type { Text } from './text.ts';

/** Something that waits for somebody in charge. */
export interface Waiting {
  readonly record: RecordRef;
  /** For people, such as `H-0007`. */
  readonly number: string;
  /** What it is and where it stands, in one or two sentences. Never a note, a reason or a narrative. */
  readonly what: Text;
  /** UTC ISO text. */
  readonly since: string;
  /** Only of a call that still needs somebody: 0 for the most urgent. These come before everything else. */
  readonly urgency?: number;
  /** A branch code; null while the building is unknown. */
  readonly branch: string | null;
  /** What can be done about it. */
  readonly buttons: readonly ButtonView[];
}

export interface WaitingFor {
  /** Who looks: a subject leaves out what this person may not know of. */
  readonly viewer: PersonId;
  /** Codes of the branches that the viewer answers for; what has no branch yet concerns all of them. */
  readonly branches: readonly string[];
  /** UTC ISO text. */
  readonly now: string;
}

/** What of one subject waits at these branches, in any order. Answered from memory. Each subject gives one to main. */
export type WaitingSource = (asked: WaitingFor) => readonly Waiting[];
