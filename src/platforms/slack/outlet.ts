import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import type { Words } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import { SendError } from '../platform.ts';
import { keepNewest } from '../shared/keep-newest.ts';
import type { Log } from '../shared/log.ts';
import { pause } from '../shared/within.ts';
import { cardToMessage, cardToViewBlocks, type SlackMessage } from './card-to-message.ts';
import { calling, type SlackClients } from './clients.ts';
import { cardToModal, formToModal } from './form-to-modal.ts';
import { createOwedAnswers, type Way } from './owed-answers.ts';
import type { People } from './people.ts';
import { toSendError } from './send-error.ts';

const respondTimeoutMs = 5000;
/** A reply is worth this much waiting when Slack says that it is too busy. */
const longestRetryPauseMs = 60_000;
/** Modals whose origin is remembered, for the reply to their submission. */
const rememberedOrigins = 2000;

/**
 * The ways in which an answer leaves, each in the language of its reader. None of them rejects, and what is to be read
 * is tried again while it has certainly not arrived.
 */
export interface Outlet {
  message(card: Card, user: string): SlackMessage;
  modal(card: Card, user: string): types.ModalView;
  form(form: FormView, user: string): types.ModalView;
  words(text: Text, user: string): string;
  /** Puts a card in place of the message that was pressed, by the press's address; false when Slack did not take it. */
  replace(url: string, user: string, card: Card): Promise<boolean>;
  /**
   * For one person's eyes, by the address that came with a command or a press; into their direct message where that is
   * not possible. The user is empty where Slack does not say whose it was.
   */
  reply(url: string | undefined, user: string, card: Card): Promise<void>;
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
  /** Shows somebody their Home; false when Slack did not take it. Not tried again: by then it may be out of date. */
  publishHome(user: string, card: Card): Promise<boolean>;
  /** What is still owed is given up. */
  stop(): void;
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
  const owed = createOwedAnswers({ clock, log });
  const origins = new Map<string, string>();

  /** Makes a call, once more when Slack is too busy. @throws SendError */
  async function patiently(call: () => Promise<unknown>): Promise<void> {
    try {
      await calling(call);
    } catch (thrown) {
      const { failure, retryAfterMs = 1000 } = toSendError(thrown);
      if (failure !== 'later' || retryAfterMs > longestRetryPauseMs) throw thrown;
      await pause(retryAfterMs, clock);
      await calling(call);
    }
  }

  /** For what is not tried again later; false when Slack did not take it. */
  async function attempt(what: string, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (thrown) {
      log.warn({ reason: toSendError(thrown).reason }, `Slack did not take ${what}.`);
      return false;
    }
  }

  /** Uses a one-time address. @throws SendError */
  async function respond(url: string, payload: object): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(respondTimeoutMs),
    });
    await response.arrayBuffer();
    if (response.ok) return;
    const { status } = response;
    const failure = status >= 500 ? 'unknown' : status === 429 ? 'later' : 'never';
    throw new SendError(failure, `http_${status}`);
  }

  const message = (card: Card, user: string) => cardToMessage(card, words, people.readerOf(user));

  const post =
    ({ channel, thread }: Conversation, user: string): Way =>
    (card) =>
      patiently(() =>
        clients.background.chat.postMessage({
          channel,
          ...inThread(thread),
          ...message(card, user),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );

  const postPrivately =
    ({ channel, thread }: Conversation, user: string): Way =>
    (card) =>
      patiently(() =>
        clients.background.chat.postEphemeral({ channel, user, ...inThread(thread), ...message(card, user) }),
      );

  /** A user id is taken too: Slack finds the direct message with that person. */
  const postDirectly = (user: string): Way => post({ channel: user, thread: undefined }, user);

  const respondWith =
    (url: string, user: string): Way =>
    (card) =>
      respond(url, { response_type: 'ephemeral', replace_original: false, ...message(card, user) });

  function reply(url: string | undefined, user: string, card: Card): Promise<void> {
    // Strangers must not wait for one another.
    return owed.send(user || (url ?? ''), card, [
      ...(url === undefined ? [] : [respondWith(url, user)]),
      ...(user === '' ? [] : [postDirectly(user)]),
    ]);
  }

  return {
    message,
    modal: (card, user) => cardToModal(card, words, people.readerOf(user)),
    form: (form, user) => formToModal(form, words, people.readerOf(user)),
    words: (text, user) => words.draw(text, people.readerOf(user)),
    replace: (url, user, card) =>
      attempt('a changed message', () => respond(url, { replace_original: true, ...message(card, user) })),
    reply,
    direct: (user, card) => owed.send(user, card, [postDirectly(user)]),
    ephemeral: (place, user, card) => owed.send(user, card, [postPrivately(place, user), postDirectly(user)]),
    answer: (place, user, card) => owed.send(user, card, [post(place, user)]),
    openForm: async (triggerId, form, user, origin) => {
      const view = formToModal(form, words, people.readerOf(user));
      const opened = await attempt('a form', () =>
        calling(() => clients.interactive.views.open({ trigger_id: triggerId, view })),
      );
      if (opened && origin !== undefined) {
        keepNewest(origins, form.instance, origin, rememberedOrigins);
      }
      return opened;
    },
    toOrigin: async (instance, user, card) => {
      const url = origins.get(instance);
      origins.delete(instance);
      await reply(url, user, card);
    },
    updateModal: (viewId, view) =>
      attempt('a changed form', () =>
        calling(() => clients.interactive.views.update({ view_id: viewId, view })),
      ),
    publishHome: (user, card) => {
      const blocks = cardToViewBlocks(card, words, people.readerOf(user));
      return attempt('a Home tab', () =>
        calling(() => clients.background.views.publish({ user_id: user, view: { type: 'home', blocks } })),
      );
    },
    stop: () => owed.stop(),
  };
}

function inThread(thread: string | undefined): { readonly thread_ts?: string } {
  return thread === undefined ? {} : { thread_ts: thread };
}
