import type { Text } from './text.ts';

/**
 * What a message looks like, in words every platform can draw. A card holds ids and nothing that must be trusted or
 * kept private: whoever sees it may copy it, and whoever presses it is checked against the record.
 */
export interface Card {
  /**
   * Complete in itself: the notification and what a screen reader says first. Never a note, a narrative or a
   * patron's name, because it shows on locked phones.
   */
  readonly summary: Text;
  /** A colour beside the words, never instead of them. */
  readonly tone?: Tone;
  /** Comes before other urgent ones where several stand in one message. */
  readonly isEmergency?: true;
  readonly parts: readonly CardPart[];
  /** The word of the command that makes this card anew, from memory: a platform may leave it open on a screen. */
  readonly board?: string;
  /**
   * What must stay in sight of whoever called, until the record is over: then there is no `text` any more. A platform may
   * keep it above newer messages.
   */
  readonly inSight?: { readonly record: string; readonly text?: Text };
  /** On its caller's own cards, while the call is open: what is dialled where it is. A platform says it when it is cut off. */
  readonly dial?: string;
}

export type Tone = 'plain' | 'urgent' | 'good' | 'over';

/**
 * `spare`: is left out, before anything else of the card, where a platform does not take all of it; `late` after what is
 * spare otherwise, but for what says how something stands.
 */
export type CardPart =
  | { readonly type: 'heading'; readonly text: Text }
  | { readonly type: 'text'; readonly text: Text; readonly strong?: boolean; readonly spare?: true }
  | { readonly type: 'facts'; readonly facts: readonly Fact[]; readonly spare?: true | 'late' }
  | { readonly type: 'buttons'; readonly buttons: readonly ButtonView[] }
  | { readonly type: 'context'; readonly text: Text };

export interface Fact {
  readonly label: Text;
  readonly value: Text;
}

export interface ButtonView {
  /** The declared button's id, such as `help.claim`. Stored in posted cards: never rename one. */
  readonly button: string;
  readonly label: Text;
  /** What a screen reader says: stands alone, such as "I'm coming to call H-0007, Central". */
  readonly describe?: Text;
  /** The id of the record that it acts on. */
  readonly record?: string;
  /** A further id, such as a branch code or a draft's id. */
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
}

/** A card that says one sentence. */
export function sentenceCard(text: Text): Card {
  return { summary: text, parts: [{ type: 'text', text }] };
}

/** The same card with more below. */
export function withParts(card: Card, more: readonly CardPart[]): Card {
  return { ...card, parts: [...card.parts, ...more] };
}
