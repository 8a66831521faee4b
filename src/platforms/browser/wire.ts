import { z } from 'zod';
import type { Tone } from '../../chat/card.ts';
import type { AdaptiveCardJson } from '../adaptive-card/index.ts';

/** What the page sends for everything a person does: the body of `POST /desk/act`. */
export const actSchema = z.strictObject({
  /** Minted by the page; the same when it sends the same thing again. */
  id: z.uuid(),
  /** The person that the page acts as. */
  as: z.string().max(200),
  /** The conversation it was done in: `person:<user>` or `channel:<code>`. */
  place: z.string().max(200),
  what: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('command'), typed: z.string() }),
    z.strictObject({
      type: z.literal('pressed'),
      /** The data of the card's button. */
      data: z.unknown(),
      /** The message that holds the button; absent when the button is in a reply. */
      message: z.string().max(200).optional(),
    }),
    /** The data of the form's button with the inputs in it. */
    z.strictObject({ type: z.literal('submitted'), data: z.unknown() }),
  ]),
});
export type Act = z.infer<typeof actSchema>;

/** A card as the page shows it. */
export interface WireCard {
  readonly summary: string;
  readonly tone: Tone;
  readonly json: AdaptiveCardJson;
  /** As in `Card`: what is pinned above the conversations until the record is over. */
  readonly inSight?: { readonly record: string; readonly text?: string };
  /** While the call of the card is open: in place of its caller's `words`, with what to dial where the call is. */
  readonly words?: Readonly<Record<string, string>>;
  /** The page at `/<board>` shows the same and follows by itself. */
  readonly board?: string;
}

/** A card in large type, to be looked at and not pressed. */
export interface WireBoard {
  readonly summary: string;
  readonly parts: readonly (
    | { readonly type: 'heading' | 'text' | 'context'; readonly text: string }
    | { readonly type: 'fact'; readonly label: string; readonly value: string }
  )[];
}

/** A board at one moment, with what its page says when it hears nothing after that. */
export interface WireBoardNow extends WireBoard {
  /** Since when it is not up to date then, in words. */
  readonly old: string;
  /** As in `WirePerson`. */
  readonly words: Readonly<Record<string, string>>;
}

/** One message in a conversation. */
export interface WireMessage extends WireCard {
  readonly message: string;
  /** UTC ISO text; messages are shown in this order. */
  readonly at: string;
  /** Its day in words. */
  readonly day: string;
  /** Its time of day in words. */
  readonly when: string;
}

/** What the page is told while it is open. */
export type WireEvent =
  | {
      /** `post` rings; `update` changes a message in place. */
      readonly type: 'post' | 'update';
      readonly place: string;
      readonly message: WireMessage;
    }
  /** A person's Home as it is now; `place` is the person's own. */
  | { readonly type: 'home'; readonly place: string; readonly card: WireCard }
  /** What is dialled, a shift or the branches have changed: the start is to be asked for again, and what stands in the conversations. */
  | { readonly type: 'start' };

/** How much fits into a text. */
export interface WireLimit {
  /** Characters. */
  readonly most: number;
  /** Said before the number of those that are too many. */
  readonly over: string;
}

export interface WireForm {
  readonly form: string;
  readonly instance: string;
  readonly record?: string;
  readonly title: string;
  /** What stays above it while it is scrolled; not in the JSON. */
  readonly opening?: string;
  /** What stands above its fields; in the JSON too, unless it says why the form came back: then it stays in sight. */
  readonly notice?: string;
  readonly json: AdaptiveCardJson;
  /** What the inputs of the JSON cannot say of themselves, by field id. */
  readonly fields: Readonly<Record<string, { readonly required: boolean; readonly limit?: WireLimit }>>;
  /** Whether it came back with something to correct. */
  readonly problems: boolean;
}

/** One line of the answer to an act. Each line is a JSON object; the last one has `last`. */
export interface WireAnswer {
  readonly step: 'first' | 'last';
  readonly at: string;
  /** As in `WireMessage`. */
  readonly day: string;
  readonly when: string;
  readonly reply?: WireCard;
  /** What is kept in place of the reply by the browser's tab: the reply shows words that only a record may hold. */
  readonly kept?: WireCard;
  /** What is kept in place of what was typed, where its words may stand in a record only. */
  readonly keptTyped?: string;
  /** The reply takes the place of the one whose button was pressed. */
  readonly replaces?: true;
  readonly form?: WireForm;
}

export interface WirePerson {
  readonly user: string;
  readonly name: string;
  readonly role?: string;
  /** Branch codes, the home branch first. */
  readonly branches: readonly string[];
  readonly onShift: boolean;
  readonly detail?: string;
  readonly actingAs: string;
  /** Said on what is left open for this person. */
  readonly boardFor: string;
  readonly close: string;
  /** In place of the start's `words`, with what to dial where this person is. */
  readonly words: Readonly<Record<string, string>>;
}

export interface WireCommand {
  readonly word: string;
  readonly direct: boolean;
  readonly usage: string;
  readonly label: string;
  readonly summary: string;
}

/** What the page needs to know before anyone has been chosen. */
export interface WireStart {
  readonly title: string;
  /** What the page says by itself with what to dial in it, by key. */
  readonly words: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly people: readonly WirePerson[];
  /** Of those whom the page asks for, who is off the list and has a part in a call: shown, and not to be chosen. */
  readonly left: readonly WirePerson[];
  readonly branches: readonly { readonly code: string; readonly name: string }[];
  readonly commands: readonly WireCommand[];
}
