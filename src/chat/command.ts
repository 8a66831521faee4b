import type { Card } from './card.ts';
import type { Field, FormValues } from './form.ts';
import type { Audience, OpenForm, Outcome, PersonId } from './outcome.ts';
import type { Place, PlatformName } from './request.ts';
import type { Text } from './text.ts';

/** What is known about a request before any waiting: who, where, when. */
export interface Look {
  readonly person: PersonId;
  readonly place?: Place;
  /** Where it was done; for the record, not to decide anything by. */
  readonly platform?: PlatformName;
  /** UTC ISO text. */
  readonly now: string;
  /** The person's own zone, where known. */
  readonly zone?: string;
  /**
   * The instance of the form that is being sent, the same for each of its actions and however often it is sent. It comes
   * back from the client: not to be trusted.
   */
  readonly form?: string;
}

/** What is to be done with typed words, decided from memory without waiting. */
export type Plan<Tx> =
  /** Says something that needs no record. */
  | {
      readonly do: 'answer';
      readonly card: Card;
      /** What may be kept in place of the card, where it shows words that may stand in a record only. */
      readonly kept?: Card;
    }
  | {
      readonly do: 'form';
      readonly open: OpenForm;
      /** What to type to do without the form, followed by one's own words, such as `assist now`. */
      readonly inWords?: string;
      /**
       * Done where no form can open, in place of a button that repeats the request. Needed where the typed words must
       * not stand in a button.
       */
      readonly otherwise?: Work<Tx>;
    }
  /** Reads or changes records, in one transaction. */
  | ({ readonly do: 'run' } & Work<Tx>);

export interface Work<Tx> {
  /** Shown at once, before the save, saying nothing about saving. */
  readonly first?: Card;
  /** Touches only `tx` and may run again after a conflict. */
  readonly run: (tx: Tx) => Promise<Outcome>;
  /**
   * What is said and sent, once and from memory, when the run could not be saved; undefined where it asked nobody for help.
   * Only for calls for help.
   */
  readonly unsaved?: () => FromMemory | undefined;
  /** Whether what the same form has asked for with the same words is over: sent again, they ask anew. Absent: never. */
  readonly isOver?: (tx: Tx) => Promise<boolean>;
}

/** A call for help that has no record. */
export interface FromMemory {
  readonly reply: Card;
  readonly send: readonly { readonly card: Card; readonly to: Audience }[];
}

/** One declaration drives routing, help, the direct slash command, the menu and the test that holds the manifest. */
export interface Command<Tx> {
  /** Such as `help.assist`. Stored: never rename one. */
  readonly id: string;
  /** The word people type, such as `assist`. */
  readonly word: string;
  /** Whether it is also a slash command of its own. */
  readonly direct: boolean;
  /** One line, for menus and manifests. */
  readonly summary: Text;
  /** What can follow the word, such as `[now|emergency] [branch] [zone] [note]`. */
  readonly usage: string;
  readonly examples: readonly Example[];
  /** On the menu's button. */
  readonly label: Text;
  readonly plan: (words: string, look: Look) => Plan<Tx>;
  /** Whether a person's Home has a button for it at this moment (UTC ISO text); absent: everybody's has. It can be typed all the same. */
  readonly isOnHome?: (person: PersonId, now: string) => boolean;
  /**
   * Only few may use it: the menu shows it to those whose Home does, and lists that a platform shows to everybody leave it
   * out.
   */
  readonly isForFew?: true;
  /** What to do when it is used on a message in the chat; absent when it cannot be. */
  readonly quote?: (quoted: Quoted, look: Look) => Plan<Tx>;
  /** Words in lower case with which people begin it when they leave its own word out: it is offered with them. */
  readonly beginnings?: readonly string[];
  /**
   * For typed words that are no command: what is said before it is offered, when they sound as if somebody were in danger.
   * Undefined for all other words.
   */
  readonly alarm?: (words: string, look: Look) => Alarm | undefined;
  /** For typed words that are no command and name one of its cards' buttons: where to press it. */
  readonly pressInstead?: (words: string) => Text | undefined;
  /** What is typed after its word may stand in a record only: no button carries it on. */
  readonly keepsWords?: true;
  /** Whether someone whose standing could not be checked may use it. Only calls for help. */
  readonly openToUnverified?: boolean;
}

/** Words that are no command and sound as if somebody were in danger. */
export interface Alarm {
  /** Stands above the button. It repeats nothing that was typed. */
  readonly card: Card;
  /** What the button types after the command's word. */
  readonly words: string;
}

/** A message that a command is used on. */
export interface Quoted {
  /** Absent where the platform can make none. */
  readonly link?: string;
  /** Its words, at most 3,000 characters; absent when somebody else wrote it. */
  readonly text?: string;
}

export interface Example {
  /** Without the slash, such as `assist now teen area`. */
  readonly words: string;
  readonly does: Text;
}

export interface Button<Tx> {
  readonly id: string;
  readonly plan: (press: Press, look: Look) => Plan<Tx>;
  readonly openToUnverified?: boolean;
}

export interface Press {
  readonly record?: string;
  readonly value?: string;
}

export interface Form<Tx> {
  readonly id: string;
  readonly title: Text;
  readonly submit: Text;
  readonly fields: readonly Field<Look>[];
  /**
   * Stands above the fields however often the form is shown, such as what to dial or what is asked. Given what is filled
   * in and what the form is about, which may come back from the client: it is not to be trusted.
   */
  readonly opening?: (values: FormValues, look: Look, record: string | undefined) => Text | undefined;
  /** Other ways to send it, beside submit; ids are stored in drawn forms: never rename one. */
  readonly actions?: readonly FormAction<Tx>[];
  /** Values have passed every field's schema; a DeskError with `fields` brings the form back. */
  readonly plan: (values: FormValues, record: string | undefined, look: Look) => Work<Tx>;
  readonly openToUnverified?: boolean;
  /** For how long the same words, submitted again from the same opened form, are answered as before; a day unless given. */
  readonly repeatsForMs?: number;
}

/** Another way to send a form, such as keeping it as a draft: what is empty or cannot be read yet is left out. */
export interface FormAction<Tx> {
  readonly id: string;
  readonly label: Text;
  readonly plan: (values: FormValues, record: string | undefined, look: Look) => Work<Tx>;
}
