import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Card } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import type { Handling } from '../chat/outcome.ts';
import type { PlatformName, Request, RouteName, Standing } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import type { Words } from '../chat/words.ts';

/**
 * The port between the desk and one chat platform. A platform verifies and normalises what comes in, draws what goes
 * out, and holds no rules and no state of its own beyond caches.
 */
export interface Platform {
  readonly name: PlatformName;
  readonly capabilities: Capabilities;
  readonly pace: Pace;
  /** Paths that it answers on the one server; http/ mounts them. */
  readonly routes: readonly HttpRoute[];
  /**
   * Begins to deliver requests. Waits only a moment for an answer of the platform: one that is away is tried again until
   * it is there, and meanwhile what is sent there fails with `later` or `unknown`.
   *
   * @throws DeskError BAD_SETTINGS with a sentence for the operator, when the platform says so in time.
   */
  start(desk: DeskPort): Promise<void>;
  stop(): Promise<void>;
  /**
   * Whether it can deliver and receive now; the sentence is for the operator. `lasting`: nobody but the operator can
   * mend it.
   */
  health(): { readonly ready: boolean; readonly reason?: string; readonly lasting?: boolean };
  /**
   * Asks the platform something small, so that a lost access or an outage is known before somebody calls.
   *
   * @throws SendError
   */
  probe?(): Promise<void>;
  /**
   * Whether the platform answers at all for this address. Changes nothing there and never rejects. Given by those that
   * cannot be asked whether a message arrived: the one repeat is kept until it can arrive.
   */
  isThere?(to: Address): Promise<boolean>;
  /** Posts a new message, which rings. @throws SendError */
  post(to: Address, card: Card, draw: DrawFor): Promise<Posted>;
  /**
   * Redraws a message in place; rings nobody. Gives the id of the message that the card is now, where the platform
   * would not change the old one.
   *
   * @throws SendError
   */
  update(posted: Posted, card: Card, draw: DrawFor): Promise<string | undefined>;
  /** Draws somebody's Home anew; rings nobody. Absent where a platform has no place for it. @throws SendError */
  publishHome?(user: string, card: Card, draw: DrawFor): Promise<void>;
  /** Whether somebody's Home may be on a screen now. Absent where the platform does not tell. */
  isHomeShown?(user: string): boolean;
  /** The channel of a branch on this platform, given what the administrator wrote for it (if anything). */
  channelAddress(branchCode: string, configured: string | undefined): Address | undefined;
  /** Where a person can be reached, given the user id and what was saved as contact (if anything). */
  personAddress(user: { readonly tenant: string; readonly user: string; readonly contact?: string }): Address;
  /** Where a direct conversation has an id of its own, which can be had before anything is posted there. */
  readonly direct?: DirectConversations;
  /** Finds out whether a message arrived. Absent where the platform cannot be asked. */
  readonly sent?: SentMessages;
  /** Looks people and places up, for linking and for `deskbell check`; absent where there is nothing to ask. */
  readonly directory?: Directory;
}

/** The conversations of one person with the desk. */
export interface DirectConversations {
  /** How often one may be opened. */
  readonly pace: Rate;
  isOpen(to: Address): boolean;
  /** Shows nothing to the person; the same each time. @throws SendError */
  open(to: Address): Promise<Address>;
  /** Whether a refusal means that the conversation is not one with us any more. */
  isLost(error: SendError): boolean;
}

/** What the desk has posted, as the platform itself has it. */
export interface SentMessages {
  /** How often it may be asked. */
  readonly pace: Rate;
  /**
   * The message that was posted there with this marker; undefined when there is none. `since`: UTC ISO text, from
   * when on it can have been posted.
   *
   * @throws SendError `never` when the platform does not let us look there.
   */
  find(to: Address, marker: string, since: string): Promise<Posted | undefined>;
}

/**
 * A way out only, for people whom no platform has reached: e-mail, a gateway for text messages. Nothing comes back by
 * it, nothing sent is redrawn, and no card goes out, because it has no buttons and others may read along.
 */
export interface Messenger {
  readonly name: Exclude<RouteName, PlatformName>;
  readonly pace: Pick<Pace, 'postsPerConversation' | 'posts'>;
  start(words: Words): void;
  stop(): Promise<void>;
  /** Where it reaches somebody of the staff; undefined when it cannot. */
  address(contact: { readonly email?: string; readonly phone?: string }): Address | undefined;
  /** @throws SendError */
  send(to: Address, message: PlainMessage, draw: DrawFor): Promise<void>;
}

/** A message without buttons. Like a card's summary it never holds a note, a narrative or a patron's name. */
export interface PlainMessage {
  readonly summary: Text;
  /** What follows it, a line each. */
  readonly more: readonly Text[];
  /** When it was written; UTC ISO text. */
  readonly at: string;
}

/** One path on the server that every platform shares. `handle` never rejects and always ends the response. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  /** Exact, or a prefix when it ends in `/`. */
  readonly path: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** A place on the platform that can be posted to; `id` is opaque outside the platform's folder. */
export interface Address {
  readonly id: string;
  /** Whether only one person reads there. */
  readonly private: boolean;
}

export interface Posted {
  readonly address: Address;
  /** The platform's id of the message. */
  readonly message: string;
}

/** For whom a card is drawn. */
export interface DrawFor {
  readonly locale: string;
  /** The viewer's IANA zone, where known. */
  readonly zone?: string;
  /**
   * Unique per message, the same when one is sent again: lets the platform find out whether it arrived. Absent when the
   * desk could not record the message, and so knows nothing of it later.
   */
  readonly marker?: string;
  /** The message may have been sent before: say so. */
  readonly repeat?: boolean;
}

/** How much a platform takes; delivery keeps within it. */
export interface Pace {
  readonly postsPerConversation: Rate;
  readonly posts: Rate;
  readonly updates: Rate;
}

export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

export interface Capabilities {
  /** False: a message there is seen only by whoever happens to look. Absent: it rings. */
  readonly rings?: boolean;
  readonly doors: Doors;
}

/**
 * The ways in and out that can differ between platforms: commands, forms, buttons and messages themselves are the same
 * everywhere, because one router takes them all. The README has a line for each.
 */
export const doors = {
  slashCommand: 'Slash command',
  typed: 'Command typed to the desk',
  mention: 'Command in a channel',
  menu: 'Buttons for all commands',
  typedForm: 'Form from a typed command',
  buttonForm: 'Form from a button',
  fieldProblem: 'Mistake in a form',
  assistAction: '“Call for assistance”',
  incidentAction: '“Log an incident”',
  messageAction: '“Log as incident” on a message',
  home: 'Home',
  liveCard: 'Card that follows its record',
  ringing: 'Message that rings',
  channel: 'Message in the channel of a branch',
  administrators: 'Message to the administrators',
  privateAnswer: 'Private answer where others read',
  board: 'Kept open on a screen',
} as const;

export type Door = keyof typeof doors;

/** How it is done there, in a few words of Markdown; or why it is not, in a sentence. */
export type Way = string | { readonly none: string };

export type Doors = Readonly<Record<Door, Way>>;

/** What a failed send means for what comes next. */
export type SendFailure =
  /** Try again after `retryAfterMs`, or after a growing pause. */
  | 'later'
  /** Never: no such place, not a member, message gone. */
  | 'never'
  /** It may have arrived: a timeout or a server error after the request was sent. */
  | 'unknown';

export class SendError extends Error {
  override readonly name = 'SendError';
  readonly failure: SendFailure;
  readonly retryAfterMs: number | undefined;
  /** The platform's own word, such as `channel_not_found`. For logs and `deskbell check`. */
  readonly reason: string;

  constructor(
    failure: SendFailure,
    reason: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`${failure}: ${reason}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A person as the platform knows them. */
export interface DirectoryPerson {
  readonly tenant: string;
  readonly user: string;
  readonly name: string;
  readonly email?: string;
  /** Another one of theirs, which counts where nobody is found by the first. */
  readonly otherEmail?: string;
  readonly zone?: string;
  readonly standing: Standing;
  readonly active: boolean;
  /** How to reach the person, where the platform cannot tell it from the user id: opaque, saved with the rest. */
  readonly contact?: string;
}

export interface Directory {
  /** Every person of the connected workspace or tenant, page by page. For linking at start; may be slow. */
  people(): AsyncIterable<DirectoryPerson>;
  /** Why this channel cannot be posted to; undefined when it can. The sentence is for the operator. */
  channelProblem(id: string): Promise<string | undefined>;
  /** Why this person cannot be reached; undefined when they can. */
  personProblem(user: string): Promise<string | undefined>;
  /** Why the platform tells nobody's e-mail address; undefined when it does. */
  emailProblem(): Promise<string | undefined>;
  /** Permissions that the connection lacks, by the platform's own names. */
  missingScopes(): Promise<readonly string[]>;
}

/** A message in someone's conversation, for a platform that shows history itself (the built-in page). */
export interface ShownMessage {
  readonly message: string;
  /** UTC ISO text. */
  readonly at: string;
  readonly card: Card;
}

/** One text of a platform's own, opaque outside its folder. It never holds a secret: it lies in the database as it is. */
export interface PlatformMemory {
  /** What was kept last; undefined when nothing was, or it cannot be read. Never rejects. */
  recall(): Promise<string | undefined>;
  /** Keeps it in place of what was. Resolves once it is saved, or cannot be; never rejects. */
  keep(text: string): Promise<void>;
}

/** What a platform may ask of the desk. */
export interface DeskPort {
  handle(request: Request): Handling;
  /** Whether this person's standing is already known, so that the platform need not look it up first. */
  standingOf(user: { readonly tenant: string; readonly user: string }): Standing | undefined;
  /** The `contact` that is saved for this person; undefined where there is none. */
  contactOf?(user: { readonly tenant: string; readonly user: string }): string | undefined;
  /** Tells the desk what the platform knows of a person. Resolves once what is new is saved, or cannot be; never rejects. */
  know(person: DirectoryPerson): Promise<void>;
  /** The platform has drawn this revision of a posting in its own reply; in another message where one is given. */
  drawn(posting: string, revision: number, message?: string): void;
  /** Whether the platform took the Home that somebody has opened; if not, the desk draws it when that is possible. */
  homeTaken?(user: string, card: Card, isTaken: boolean): void;
  /** A little of the platform's own that outlives the process; absent where nothing is saved. */
  readonly memory?: PlatformMemory;
  /** What somebody in this place should dial in an emergency; in the organisation, where the place says no branch. */
  dialText(place?: string): string;
  /** Calls after every saved change, whatever it was: for what is asked for again while it is shown. Returns the end of it. */
  onChange?(listener: () => void): () => void;
  /** What stands in a place now, oldest first; of more than `limit` the newest. */
  history(address: Address, limit: number): Promise<readonly ShownMessage[]>;
  readonly commands: readonly Command<never>[];
  readonly words: Words;
}
