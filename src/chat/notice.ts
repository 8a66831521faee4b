import type { View } from './outcome.ts';

/** Where a message goes: to one person, into the channel of a branch, into that of the administrators. */
export type Recipient = 'person' | 'channel' | 'administrators';

/**
 * One kind of message that goes to somebody without their asking. Each subject declares its own: the README has a line for
 * each, and the tests fail on one that is sent and not declared.
 */
export interface Notice<Key extends string = string> {
  /** In a few words of Markdown, for the README. */
  readonly what: string;
  readonly to: Recipient;
  /** The live card that it is: the kind of its record, and the view. Absent: a message that stays as it is. */
  readonly card?: { readonly kind: string; readonly view: View };
  /** The catalogue's keys of the sentences that such a message begins with; a card says how its record stands. */
  readonly says?: readonly Key[];
  /** Why it never goes out by e-mail or text message to a person, in a sentence. Absent: it does when no platform delivers. */
  readonly onPlatformsOnly?: string;
  /** Its reader is asked for an answer and has given none yet: it goes out there also when it was delivered and none comes. */
  readonly awaitsAnswer?: true;
}

/** Those of one catalogue, so that a misspelt key does not compile. */
export function noticesOf<Key extends string>(
  _catalogue: Readonly<Record<Key, string>>,
  notices: readonly Notice<NoInfer<Key>>[],
): readonly Notice[] {
  return notices;
}
