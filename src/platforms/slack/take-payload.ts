import { sentenceCard } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import { within } from '../shared/within.ts';
import type { Incoming, ParseContext, RequestIncoming } from './incoming.ts';
import { parsePayload } from './parse-payload.ts';
import { takeMessage, takeOptions, takeVisit } from './take-conversation.ts';
import { takeModalPress } from './take-modal-press.ts';
import { takeSubmission } from './take-submission.ts';
import { takeTurn } from './take-turn.ts';
import { say } from './texts.en.ts';
import { type Arrival, msSince, type Tools } from './tools.ts';

/** Shortly before Slack gives up waiting. */
const repeatWithinMs = 2500;

type Refused = Extract<Incoming, { readonly as: 'refused' }>;

/** Deals with any payload that Slack sends. Never rejects. */
export async function takePayload(
  tools: Tools,
  context: ParseContext,
  body: Readonly<Record<string, unknown>>,
  arrival: Arrival,
  withdrawn: () => void,
): Promise<void> {
  const incoming = parsePayload(body, context);
  switch (incoming.as) {
    case 'request':
      return once(tools, deliveryOf(incoming, body), arrival, () => takeRequest(tools, incoming, arrival));
    case 'person':
      tools.people.learn(incoming.user);
      return;
    case 'withdrawn':
      return withdrawn();
    case 'refused':
      return refuse(tools, incoming, arrival);
    case 'ignored':
      return;
    default:
      return incoming satisfies never;
  }
}

/**
 * What a payload shares with its repeats alone; undefined where a repeat does no harm. A form that came back is sent again
 * with the key that it had, and Slack's own id tells that from a repeat.
 */
function deliveryOf(
  { key, surface, delivery = key }: RequestIncoming,
  { trigger_id }: Readonly<Record<string, unknown>>,
): string | undefined {
  if (surface.type === 'options') return undefined;
  if (surface.type !== 'submission') return delivery;
  return typeof trigger_id === 'string' ? trigger_id : undefined;
}

/**
 * What Slack delivers again, because it got no reply in time, is answered once. The repeat has the same reply, and only
 * when the first is done, so that Slack delivers it a third time should the process end in between.
 */
async function once(
  { taken, clock }: Tools,
  delivery: string | undefined,
  arrival: Arrival,
  take: () => Promise<void>,
): Promise<void> {
  if (delivery === undefined) return take();
  const { made, isRepeat } = taken.of(delivery, () => ({ said: arrival.said, done: take() }));
  if (!isRepeat) return made.done;
  await within(made.done, repeatWithinMs - msSince(arrival, clock), clock);
  await arrival.reply(made.said.payload);
}

async function takeRequest(tools: Tools, incoming: RequestIncoming, arrival: Arrival): Promise<void> {
  const { surface } = incoming;
  switch (surface.type) {
    case 'command':
    case 'shortcut':
    case 'press':
      return takeTurn(tools, incoming, surface, arrival);
    case 'submission':
      return takeSubmission(tools, incoming, surface, arrival);
    case 'modal':
      return takeModalPress(tools, incoming, surface, arrival);
    case 'options':
      return takeOptions(tools, incoming, arrival);
    case 'message':
    case 'mention':
      return takeMessage(tools, incoming, surface);
    case 'home':
    case 'quiet':
      return takeVisit(tools, incoming, surface);
    default:
      return surface satisfies never;
  }
}

async function refuse(tools: Tools, refused: Refused, arrival: Arrival): Promise<void> {
  tools.log.warn({ surface: refused.surface }, 'Slack sent something that is not in use or cannot be read.');
  await sayInstead(tools, refused, say(refused.text), arrival);
}

/** A sentence instead of Slack's own error, wherever one can be shown. */
export async function sayInstead(
  { outlet }: Pick<Tools, 'outlet'>,
  { surface, user = '', responseUrl }: Pick<Refused, 'surface' | 'user' | 'responseUrl'>,
  text: Text,
  arrival: Arrival,
): Promise<void> {
  const card = sentenceCard(text);
  const ephemeral = { response_type: 'ephemeral', ...outlet.message(card, user) };
  switch (surface) {
    case 'command':
      await arrival.reply(ephemeral);
      return;
    case 'modal':
      await arrival.reply({ response_action: 'update', view: outlet.modal(card, user) });
      return;
    case 'options':
      await arrival.reply({ options: [] });
      return;
    case 'press':
    case 'shortcut': {
      await arrival.reply();
      await outlet.reply(responseUrl, user, card);
      return;
    }
    default:
      return surface satisfies never;
  }
}
