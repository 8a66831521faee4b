import type { Place, Request, What } from '../../chat/request.ts';
import type { Account, TeamsActivity } from './activity.ts';
import type { teamsTexts } from './texts.en.ts';

/** How an answer can reach the person: it depends on what was done. */
export type Surface =
  /** Typed, or pressed in a client that sends presses as messages. `shared`: others read there. */
  | { readonly type: 'message'; readonly shared: boolean; readonly card: string | undefined }
  /** A press: the card can be replaced in the answer. */
  | { readonly type: 'press'; readonly shared: boolean; readonly card: string | undefined }
  /** What opens a dialog, or was sent from one: the answer is shown in it. `ourChat`: the chat with us lies behind it. */
  | { readonly type: 'dialog'; readonly ourChat: boolean; readonly card: string | undefined }
  | { readonly type: 'submission'; readonly ourChat: boolean; readonly instance: string }
  /** The first contact in person: Home is shown. */
  | { readonly type: 'welcome' };

/** An activity in our words, whatever Teams calls it. */
export type Incoming =
  | RequestIncoming
  /** A form that was kept because it could not be shown at once. */
  | { readonly as: 'kept'; readonly id: string; readonly surface: Surface }
  /** We were taken into a team or chat, or somebody joined one that we are in. */
  | { readonly as: 'people'; readonly everybody: boolean; readonly members: readonly Account[] }
  /** Ours, but not in use or not readable: the person gets a sentence. */
  | { readonly as: 'refused'; readonly text: keyof typeof teamsTexts; readonly surface: Surface }
  | { readonly as: 'ignored' };

export interface RequestIncoming {
  readonly as: 'request';
  readonly key: string;
  readonly edited?: Request['edited'];
  /** What its repeats alone have in common with it, where others have its key too. */
  readonly delivery?: string;
  readonly what: What;
  readonly place: Place | undefined;
  readonly surface: Surface;
  readonly activity: TeamsActivity;
}

export const ignored: Incoming = { as: 'ignored' };
