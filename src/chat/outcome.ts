import type { Card } from './card.ts';
import type { FormValues, FormView, Option } from './form.ts';
import type { Text } from './text.ts';

/**
 * A person's id in records: `staff:<id>` for a listed member of staff, else `<platform>:<tenant>:<user>`. Made and
 * resolved by desk/people; opaque elsewhere.
 */
export type PersonId = string;

export interface RecordRef {
  /** The record kind, such as `help`. */
  readonly kind: string;
  readonly id: string;
}

/** Which face of a record a posting shows. Fixed when posted; a place with several viewers only ever gets `channel`. */
export type View = 'caller' | 'asked' | 'author' | 'channel' | 'supervisor' | 'home';

export type Audience =
  | { readonly person: PersonId }
  | { readonly channelOf: string }
  | { readonly administrators: true };

/** What a handler returns: what should happen. Handlers never call a platform. */
export interface Outcome {
  /** Shown to the actor only. */
  readonly reply?: Card;
  /** The reply takes the place of the answer whose button was pressed: what that says is no longer true. */
  readonly replaces?: true;
  /** A form to open instead (next step, or the same one with problems). */
  readonly form?: OpenForm;
  /** Live cards to post: each follows its record from then on. */
  readonly post?: readonly Post[];
  /** Messages that must ring: an edit rings nobody. */
  readonly ring?: readonly Ring[];
  /** The reply shows words that only the record may hold: no copy is kept, and a repeated delivery reads them again. */
  readonly restricted?: true;
  /**
   * What stands in place of a reply with such words later: for a repeated delivery, where what it did is not done twice,
   * and on the built-in page once it is loaded again.
   */
  readonly repeated?: Card;
}

export interface OpenForm {
  readonly form: string;
  readonly record?: string;
  readonly values?: FormValues;
  readonly notice?: Text;
}

/** People being asked do not wait for housekeeping: each lane waits for itself alone. */
export type Lane = 'ask' | 'housekeeping';

export interface Post {
  readonly record: RecordRef;
  readonly view: View;
  readonly to: Audience;
  /** No longer sent once the record is over. */
  readonly onlyWhileOpen?: boolean;
  /** Somebody should come now, or is wanted within minutes: the person's next route is taken sooner. */
  readonly urgent?: boolean;
}

export interface Ring {
  readonly card: Card;
  readonly to: Audience;
  /** What it is about, so that the record can say when somebody could not be reached. */
  readonly record?: RecordRef;
  /** No longer sent once the record is over. */
  readonly onlyWhileOpen?: boolean;
  /** Somebody should come now, or is wanted within minutes: the person's next route is taken sooner. */
  readonly urgent?: boolean;
  /** `ask` unless said. */
  readonly lane?: Lane;
}

/** What a platform shows to the actor in answer to a request. */
export interface Answer {
  readonly reply?: Card;
  /** What may be kept in place of the reply, which shows words that only the record may hold. */
  readonly kept?: Card;
  /** The reply takes the place of the pressed message, which nobody else reads. */
  readonly replaces?: true;
  readonly form?: FormView;
  readonly options?: readonly Option[];
  /** The pressed message as it looks now; the platform may put it in place of the old one in its own reply. */
  readonly redrawn?: { readonly posting: string; readonly revision: number; readonly card: Card };
}

/** How the router deals with one request. */
export interface Handling {
  /** Known without waiting, from memory: a form to open, or what must be read before anything is saved. */
  readonly first?: Answer;
  /** After the commit; what follows `first`, or empty when that was all. Never rejects: what went wrong is an answer too. */
  readonly last: Promise<Answer>;
  /** What `last` gives, where that needs no waiting: nobody has to watch the time for it. */
  readonly known?: Answer;
  /** The word of the command that something was typed for, where what is typed for it may stand in a record only. */
  readonly keepsWordsOf?: string;
}
