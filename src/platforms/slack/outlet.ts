import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import type { Words } from '../../chat/words.ts';
import type { Clock } from '../../time.ts';
import type { Log } from '../shared/log.ts';
import { pause } from '../shared/within.ts';
import { cardToMessage, cardToViewBlocks, type SlackMessage } from './card-to-message.ts';
import { calling, type SlackClients } from './clients.ts';
import { cardToModal, formToModal } from './form-to-modal.ts';
import type { People } from './people.ts';
import { toSendError } from './send-error.ts';

const respondTimeoutMs = 5000;
/** A reply is worth this much waiting when Slack says that it is too busy. */
const longestRetryPauseMs = 60_000;
/** Modals whose origin is remembered, for the reply to their submission. */
const rememberedOrigins = 2000;

/** The ways in which an answer leaves, each in the language of its reader. None of them rejects. */
export interface Outlet {
  message(card: Card, user: string): SlackMessage;
  modal(card: Card, user: string): types.ModalView;
  form(form: FormView, user: string): types.ModalView;
  words(text: Text, user: string): string;
  /** Uses the one-time address that came with a command or a press; false when Slack did not take it. */
  respond(url: string, payload: object): Promise<boolean>;
  /** Into the person's direct message with us. */
  direct(user: string, card: Card): Promise<void>;
  /** For one person's eyes in a channel; into their direct message where that is not possible. */
  ephemeral(place: Conversation, user: string, card: Card): Promise<void>;
  /** Into a direct message that we are in. */
  answer(place: Conversation, user: string, card: Card): Promise<void>;
  /** False when Slack did not open it. `origin`: where the reply to its submission goes. */
  openForm(triggerId: string, form: FormView, user: string, origin: string | undefined): Promise<boolean>;
  /** The reply to a submission, where its form was asked for. */
  toOrigin(instance: string, user: string, card: Card): Promise<void>;
  /** False when the person has closed it. */
  updateModal(viewId: string, view: types.ModalView): Promise<boolean>;
  publishHome(user: string, card: Card): Promise<void>;
}

export interface Conversation {
  readonly channel: string;
  readonly thread: string | undefined;
}

export function createOutlet(options: {
  readonly words: Words;
  readonly people: Pick<People, 'readerOf'>;
  readonly clients: SlackClients;
  readonly clock: Clock;
  readonly log: Log;
}): Outlet {
  const { words, people, clients, clock, log } = options;
  const origins = new Map<string, string>();

  /** Makes a call, once more when Slack is too busy; false when it failed for good. */
  async function attempt(what: string, call: () => Promise<unknown>): Promise<boolean> {
    for (const last of [false, true]) {
      try {
        await calling(call);
        return true;
      } catch (thrown) {
        const { failure, reason, retryAfterMs } = toSendError(thrown);
        const again = !last && failure === 'later' && (retryAfterMs ?? 0) <= longestRetryPauseMs;
        if (again) await pause(retryAfterMs ?? 1000, clock);
        else {
          log.warn({ reason }, `Slack did not take ${what}.`);
          return false;
        }
      }
    }
    return false;
  }

  /** For what must be over while the person waits: one try, on the client that has no queue. */
  async function atOnce(what: string, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await calling(call);
      return true;
    } catch (thrown) {
      log.warn({ reason: toSendError(thrown).reason }, `Slack did not take ${what}.`);
      return false;
    }
  }

  async function respond(url: string, payload: object): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        body: JSON.stringify(payload),
        signal: AbortSignal.timeout(respondTimeoutMs),
      });
      await response.arrayBuffer();
      if (!response.ok) log.warn({ status: response.status }, 'Slack did not take a reply.');
      return response.ok;
    } catch (thrown) {
      log.warn({ reason: toSendError(thrown).reason }, 'Slack did not take a reply.');
      return false;
    }
  }

  const message = (card: Card, user: string) => cardToMessage(card, words, people.readerOf(user));

  async function post(
    channel: string,
    thread: string | undefined,
    user: string,
    card: Card,
  ): Promise<boolean> {
    const thread_ts = thread === undefined ? {} : { thread_ts: thread };
    return attempt('a reply', () =>
      clients.background.chat.postMessage({
        channel,
        ...thread_ts,
        ...message(card, user),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
  }

  async function direct(user: string, card: Card): Promise<void> {
    await post(user, undefined, user, card);
  }

  return {
    message,
    modal: (card, user) => cardToModal(card, words, people.readerOf(user)),
    form: (form, user) => formToModal(form, words, people.readerOf(user)),
    words: (text, user) => words.draw(text, people.readerOf(user)),
    respond,
    direct,
    ephemeral: async ({ channel, thread }, user, card) => {
      const thread_ts = thread === undefined ? {} : { thread_ts: thread };
      const shown = await attempt('a private reply', () =>
        clients.background.chat.postEphemeral({ channel, user, ...thread_ts, ...message(card, user) }),
      );
      if (!shown) await direct(user, card);
    },
    answer: async ({ channel, thread }, user, card) => {
      await post(channel, thread, user, card);
    },
    openForm: async (triggerId, form, user, origin) => {
      const view = formToModal(form, words, people.readerOf(user));
      const opened = await atOnce('a form', () =>
        clients.interactive.views.open({ trigger_id: triggerId, view }),
      );
      if (opened && origin !== undefined) {
        origins.set(form.instance, origin);
        const [oldest] = origins.keys();
        if (origins.size > rememberedOrigins && oldest !== undefined) origins.delete(oldest);
      }
      return opened;
    },
    toOrigin: async (instance, user, card) => {
      const url = origins.get(instance);
      origins.delete(instance);
      const payload = { response_type: 'ephemeral', replace_original: false, ...message(card, user) };
      if (url === undefined || !(await respond(url, payload))) await direct(user, card);
    },
    updateModal: (viewId, view) =>
      atOnce('a changed form', () => clients.interactive.views.update({ view_id: viewId, view })),
    publishHome: async (user, card) => {
      const blocks = cardToViewBlocks(card, words, people.readerOf(user));
      await attempt('a Home tab', () =>
        clients.background.views.publish({ user_id: user, view: { type: 'home', blocks } }),
      );
    },
  };
}
