import { eventually } from '../eventually.ts';
import { fillView, inputBlock, type Typed } from './fill-input.ts';
import { postSigned } from './post-signed.ts';
import { blocksToButtons, blocksToLines, optionsOf } from './render.ts';
import { mintResponseUrl } from './response-address.ts';
import { applySubmission, type SeenForm, type SeenMessage, toSeen, toSeenForm } from './seen.ts';
import type { SlackStandIn } from './stand-in.ts';
import { addMessage, isRecord, type Json, records, type StandInView, text } from './state.ts';

/** How what a person does reaches the desk: signed HTTP, or the WebSocket that the desk has opened. */
export type Reach =
  | 'socket'
  | {
      /** Such as `http://127.0.0.1:3000`; `/slack/events` is added. */
      readonly deskUrl: string;
      /** The wall clock that signs, in ms; the real one when absent. */
      readonly now?: () => number;
    };

/**
 * One person in front of a Slack client.
 *
 * @example
 * const maria = slackUser(slack, { deskUrl }, 'U_MARIA');
 * await maria.types('/assist', 'now teen area');
 * await ben.presses("I'm coming");
 * maria.sees().at(-1)?.lines
 */
export interface SlackUser {
  readonly id: string;
  /** The direct message with the bot. */
  readonly direct: string;
  /** A slash command, in the direct message unless said otherwise. Resolves when Slack has its reply. */
  types(command: string, words?: string, where?: { readonly channel: string }): Promise<Redelivery>;
  /** A direct message to the bot. Gives the delivery, so that it can be repeated. */
  says(words: string): Promise<Redelivery>;
  /** A message in a channel that mentions the bot, behind what stands before it. */
  mentions(channel: string, words: string, before?: string): Promise<Redelivery>;
  /** Presses the button with this label, in the latest message that has one or in the given one. */
  presses(label: string, message?: SeenMessage): Promise<Redelivery>;
  /** Fills the open form by the labels (or ids) of its fields and submits it; what is not named stays as it is. */
  submits(values?: Readonly<Record<string, Typed>>): Promise<void>;
  /** Fills the open form like `submits`, and presses the button with this label in it; a modal without a form has buttons too. */
  pressesInForm(label: string, values?: Readonly<Record<string, Typed>>): Promise<Redelivery>;
  closesForm(): Promise<void>;
  /** Types into a select that asks for its options; gives the labels offered. */
  searches(field: string, query: string): Promise<readonly string[]>;
  usesShortcut(callbackId: string): Promise<void>;
  /** A shortcut in the menu of a message; `team` is `null` where Slack names no workspace. */
  usesOnMessage(callbackId: string, message: SeenMessage, changes?: Json): Promise<void>;
  opensHome(): Promise<Redelivery>;
  /** Presses the button with this label on the Home tab. */
  pressesAtHome(label: string): Promise<void>;
  /** The open modal, as it looks now. */
  form(): SeenForm | undefined;
  home(): readonly string[];
  /** The messages this person can see in a conversation, oldest first; in the direct message unless said otherwise. */
  sees(conversation?: string): readonly SeenMessage[];
  /** Delivers any payload as Slack would; gives the transport's reply. */
  sends(payload: Json): Promise<unknown>;
}

/** The same delivery once more, as Slack does when it got no reply; gives the transport's reply to it. */
export type Redelivery = { again(): Promise<unknown> };

export function slackUser(slack: SlackStandIn, reach: Reach, id: string): SlackUser {
  const { state } = slack;
  const direct = slack.directOf(id);
  const person = () => {
    const user = state.users.get(id);
    return { id, team_id: user?.team ?? state.team, name: user?.name ?? id.toLowerCase() };
  };

  async function deliver(payload: Json, retry?: number): Promise<unknown> {
    const kind =
      payload.command === undefined
        ? payload.type === 'event_callback'
          ? 'event'
          : 'interactive'
        : 'command';
    if (reach !== 'socket') return postSigned(slack, reach, kind, payload, retry);
    const envelope = { command: 'slash_commands', event: 'events_api', interactive: 'interactive' } as const;
    // A clock that is moved on has the desk open its connection anew; people press again until it is there.
    await eventually('a connection by Socket Mode', () => slack.socket.connections() > 0);
    return slack.socket.send(envelope[kind], payload);
  }

  function trigger(): string {
    const trigger = state.nextId('trigger.');
    state.triggers.set(trigger, { user: id, bornMs: performance.now(), used: false });
    return trigger;
  }

  /** What Slack itself shows when the desk does not answer as it should. */
  function showSlacksOwnError(channel: string, what: string, thrown: unknown): void {
    const reason = thrown instanceof Error ? thrown.message : 'unknown';
    addMessage(state, {
      channel,
      user: 'USLACKBOT',
      text: `${what} failed: ${reason}`,
      blocks: [],
      onlyFor: id,
    });
  }

  async function sendEvent(event: Json): Promise<Redelivery> {
    const payload = { type: 'event_callback', team_id: state.team, event_id: state.nextId('Ev'), event };
    await deliver(payload);
    return { again: () => deliver(payload, 1) };
  }

  function sees(conversation = direct): readonly SeenMessage[] {
    return slack
      .messages(conversation)
      .filter((message) => message.onlyFor === undefined || message.onlyFor === id)
      .map((message) => toSeen(message, id));
  }

  function everywhere(): readonly SeenMessage[] {
    const channels = [...state.channels.values()]
      .filter((one) => one.members?.includes(id))
      .map((one) => one.id);
    return [direct, ...channels].flatMap(sees).toSorted((one, other) => (one.ts < other.ts ? -1 : 1));
  }

  function openView(): StandInView {
    const view = [...state.views.values()].findLast((one) => one.user === id);
    if (view === undefined) throw new Error(`${id} has no form open.`);
    return view;
  }

  /** The open form with these values in it, as Slack now keeps it. */
  function fill(values: Readonly<Record<string, Typed>>): StandInView {
    const view = fillView(openView(), values);
    state.views.set(view.id, view);
    return view;
  }

  /** A press in a modal or on the Home tab, which have no channel and no address for answers. */
  async function pressInView(view: Json, label: string): Promise<Redelivery> {
    const button = blocksToButtons(records(view.blocks)).find((one) => one.label === label);
    if (button === undefined) throw new Error(`${id} sees no button "${label}" there.`);
    const { actionId, value } = button;
    const payload = {
      type: 'block_actions',
      user: person(),
      team: { id: state.team },
      trigger_id: trigger(),
      container: { type: 'view', view_id: view.id },
      view,
      actions: [{ type: 'button', action_id: actionId, ...(value === '' ? {} : { value }) }],
    };
    await deliver(payload);
    return { again: () => deliver(payload) };
  }

  function viewPayload(view: StandInView): Json {
    return { id: view.id, team_id: state.team, ...view.view, state: { values: view.state } };
  }

  return {
    id,
    direct,
    sees,
    types: async (command, words = '', where = { channel: direct }) => {
      const { channel } = where;
      const payload = {
        command,
        text: words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
        user_id: id,
        user_name: id.toLowerCase(),
        team_id: person().team_id,
        enterprise_id: '',
        channel_id: channel,
        channel_name: channel === direct ? 'directmessage' : (state.channels.get(channel)?.name ?? 'channel'),
        trigger_id: trigger(),
        response_url: mintResponseUrl(state, slack.apiUrl, { user: id, channel }),
      };
      try {
        const reply = await deliver(payload);
        if (isRecord(reply) && (text(reply.text) !== '' || records(reply.blocks).length > 0)) {
          addMessage(state, {
            channel,
            user: slack.botUser,
            text: text(reply.text),
            blocks: records(reply.blocks),
            onlyFor: id,
          });
        }
      } catch (thrown) {
        showSlacksOwnError(channel, command, thrown);
      }
      return { again: () => deliver(payload) };
    },
    says: async (words) => {
      const { ts } = addMessage(state, { channel: direct, user: id, text: words, blocks: [] });
      return sendEvent({
        type: 'message',
        channel_type: 'im',
        channel: direct,
        user: id,
        team: person().team_id,
        text: words,
        ts,
      });
    },
    mentions: async (channel, words, before = '') => {
      const said = `${before} <@${slack.botUser}> ${words}`.trimStart();
      const { ts } = addMessage(state, { channel, user: id, text: said, blocks: [] });
      return sendEvent({ type: 'app_mention', channel, user: id, team: person().team_id, text: said, ts });
    },
    presses: async (label, message) => {
      const found =
        message ?? everywhere().findLast((one) => one.buttons.some((button) => button.label === label));
      const button = found?.buttons.find((one) => one.label === label);
      if (found === undefined || button === undefined) throw new Error(`${id} sees no button "${label}".`);
      const { channel, ts } = found;
      const payload = {
        type: 'block_actions',
        user: person(),
        team: { id: state.team },
        enterprise: null,
        trigger_id: trigger(),
        response_url: mintResponseUrl(state, slack.apiUrl, { user: id, channel, message: ts }),
        channel: { id: channel },
        container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: found.ephemeral },
        actions: [{ type: 'button', action_id: button.actionId, value: button.value }],
      };
      try {
        await deliver(payload);
      } catch (thrown) {
        showSlacksOwnError(channel, label, thrown);
      }
      return { again: () => deliver(payload) };
    },
    submits: async (values = {}) => {
      const view = fill(values);
      const reply = await deliver({
        type: 'view_submission',
        user: person(),
        team: { id: state.team },
        trigger_id: trigger(),
        view: viewPayload(view),
      });
      applySubmission(state, view, isRecord(reply) ? reply : {});
    },
    pressesInForm: async (label, values = {}) => pressInView(viewPayload(fill(values)), label),
    closesForm: async () => {
      state.views.delete(openView().id);
    },
    searches: async (field, query) => {
      const view = openView();
      const block = inputBlock(view, field);
      const reply = await deliver({
        type: 'block_suggestion',
        user: person(),
        team: { id: state.team },
        block_id: block.block_id,
        action_id: isRecord(block.element) ? block.element.action_id : '',
        value: query,
        view: viewPayload(view),
      });
      return optionsOf(isRecord(reply) ? reply : {}).map((option) => option.label);
    },
    usesShortcut: async (callbackId) => {
      await deliver({
        type: 'shortcut',
        user: person(),
        team: { id: state.team },
        callback_id: callbackId,
        trigger_id: trigger(),
      });
    },
    usesOnMessage: async (callbackId, { channel, ts }, changes = {}) => {
      const message = slack.messages(channel).find((one) => one.ts === ts);
      await deliver({
        type: 'message_action',
        user: person(),
        team: { id: state.team, domain: 'library' },
        callback_id: callbackId,
        trigger_id: trigger(),
        response_url: mintResponseUrl(state, slack.apiUrl, { user: id, channel }),
        channel: { id: channel },
        message_ts: ts,
        message: { type: 'message', ts, user: message?.user, text: message?.text },
        ...changes,
      });
    },
    pressesAtHome: async (label) => {
      await pressInView({ id: `home.${id}`, type: 'home', ...state.homes.get(id) }, label);
    },
    opensHome: () => sendEvent({ type: 'app_home_opened', user: id, channel: direct, tab: 'home' }),
    form: () => {
      const view = [...state.views.values()].findLast((one) => one.user === id);
      return view === undefined ? undefined : toSeenForm(view);
    },
    home: () => blocksToLines(records(state.homes.get(id)?.blocks)),
    sends: (payload) => deliver(payload),
  };
}
