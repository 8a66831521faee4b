import type { FormValues } from './form.ts';

/**
 * The names of the platforms. Compared only where staff.json or the settings name something for one of them, and where the
 * page differs in that nobody has to be met on it; elsewhere a capability is asked for.
 */
export const platformNames = ['slack', 'teams', 'browser'] as const;
export type PlatformName = (typeof platformNames)[number];

/** The ways to a person: the platforms, and those that only lead out and are taken when the platforms fail. */
export const routeNames = [...platformNames, 'email', 'webhook'] as const;
export type RouteName = (typeof routeNames)[number];

/**
 * How a person stands to the connected organisation. `unverified`: the platform could not be asked in time; such a
 * person may call for help and nothing else.
 */
export type Standing = 'member' | 'guest' | 'outsider' | 'bot' | 'unverified';

/** Whoever did something on a platform. Identified by platform, tenant and user; nobody needs an account here. */
export interface Actor {
  readonly platform: PlatformName;
  /** Slack's workspace, Teams' tenant, `local` on the built-in page. */
  readonly tenant: string;
  readonly user: string;
  readonly name?: string;
  readonly standing: Standing;
  /** The person's own IANA zone, where the platform says it. */
  readonly zone?: string;
}

/** Where it was done. `private`: a conversation between this person and the desk alone. */
export interface Place {
  readonly id: string;
  readonly private: boolean;
  /** What the person is answered stands in that conversation also when others are here. */
  readonly answersInPrivate?: true;
}

/** One thing a person did, in words that are the same on every platform. */
export interface Request {
  /** The same delivery, repeated by the platform, has the same key; a second press has another one. */
  readonly key: string;
  /**
   * The words are of a message that was changed, whose key is that of its first words: these may have been carried out.
   * `late`: too long afterwards for a command to be meant to go out now.
   */
  readonly edited?: 'soon' | 'late';
  readonly actor: Actor;
  /** How to reach the person there later: opaque outside the platform's folder, saved with the request. */
  readonly contact?: string;
  readonly place?: Place;
  /** BCP 47, such as `en-GB`; absent where the platform does not tell it with every request and has not told it yet. */
  readonly locale?: string;
  /** Whether the platform can open a form in answer to this; if not, it gets a card with a button that does. */
  readonly canOpenForm: boolean;
  readonly what: What;
}

/**
 * `before`: what stood in front of a mention of us; it counts where what follows is no command. `isLeftOpen`: nobody typed
 * it, a screen that shows its answer asks by itself.
 */
export interface TypedWords {
  readonly type: 'command';
  readonly words: string;
  readonly before?: string;
  readonly isLeftOpen?: true;
}

export type What =
  | TypedWords
  | {
      readonly type: 'pressed';
      readonly button: string;
      readonly record?: string;
      readonly value?: string;
      /** The platform's id of the message that holds the button, if it is one that we posted. */
      readonly message?: string;
    }
  | {
      readonly type: 'submitted';
      readonly form: string;
      readonly instance: string;
      readonly record?: string;
      readonly values: FormValues;
      /** One of the form's other actions, or `more`; absent: its submit. */
      readonly action?: string;
    }
  | {
      readonly type: 'options';
      readonly form: string;
      readonly field: string;
      readonly query: string;
      readonly values: FormValues;
    }
  /**
   * A command used on somebody's message. The text is there only when the actor wrote that message, the link wherever the
   * platform can make one.
   */
  | { readonly type: 'quoted'; readonly command: string; readonly link?: string; readonly text?: string }
  | { readonly type: 'homeOpened' }
  /** The desk met a person or place: installed, joined, a first message. */
  | { readonly type: 'met' };
