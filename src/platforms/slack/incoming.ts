import type { Place, Request, What } from '../../chat/request.ts';
import type { slackTexts } from './texts.en.ts';

/** Whoever did it, as the payload names them. */
export interface PayloadUser {
  readonly id: string;
  readonly team: string | undefined;
}

/** How an answer can reach the person: it depends on what was done. */
export type Surface =
  | {
      readonly type: 'command' | 'shortcut' | 'press';
      readonly triggerId: string | undefined;
      readonly responseUrl: string | undefined;
    }
  | {
      readonly type: 'submission';
      readonly viewId: string;
      readonly form: string;
      readonly instance: string;
      /** The ids of the blocks of its fields: where a problem can be shown. */
      readonly blocks: readonly string[];
    }
  /** A button in a modal: nothing can be said in the transport's reply, and the answer is put into the modal. */
  | { readonly type: 'modal'; readonly viewId: string; readonly instance: string | undefined }
  | { readonly type: 'options' }
  | { readonly type: 'message' | 'mention'; readonly channel: string; readonly thread: string | undefined }
  | { readonly type: 'home' }
  /** Nothing is said in answer. */
  | { readonly type: 'quiet' };

/** A payload in our words, whatever Slack calls it. */
export type Incoming =
  | RequestIncoming
  /** What Slack tells about somebody. */
  | { readonly as: 'person'; readonly user: unknown }
  /** The workspace has withdrawn the app's access. */
  | { readonly as: 'withdrawn' }
  /** Ours, but not in use or not readable: the person gets a sentence. */
  | {
      readonly as: 'refused';
      readonly text: keyof typeof slackTexts;
      readonly surface: 'command' | 'press' | 'modal' | 'shortcut' | 'options';
      readonly user: string | undefined;
      readonly responseUrl: string | undefined;
    }
  | { readonly as: 'ignored' };

export interface RequestIncoming {
  readonly as: 'request';
  readonly key: string;
  readonly edited?: Request['edited'];
  /** What its repeats alone have in common with it, where others have its key too. */
  readonly delivery?: string;
  readonly user: PayloadUser;
  readonly what: What;
  readonly place: Place | undefined;
  readonly contact: string | undefined;
  readonly surface: Surface;
}

export const ignored: Incoming = { as: 'ignored' };

/** What the parsers of payloads need to know about us. */
export interface ParseContext {
  readonly botUserId: string;
  readonly teamId: string;
  /** The name behind a user id, where known. */
  readonly nameOf: (user: string) => string | undefined;
}
