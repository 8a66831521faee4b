import { sentenceCard } from '../../chat/card.ts';
import type { Incoming, ParseContext, RequestIncoming } from './incoming.ts';
import { parsePayload } from './parse-payload.ts';
import { takeMessage, takeOptions, takeVisit } from './take-conversation.ts';
import { takeModalPress } from './take-modal-press.ts';
import { takeSubmission } from './take-submission.ts';
import { takeTurn } from './take-turn.ts';
import { say } from './texts.en.ts';
import type { Arrival, Tools } from './tools.ts';

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
      return takeRequest(tools, incoming, arrival);
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

/** A sentence instead of Slack's own error, wherever one can be shown. */
async function refuse({ outlet, log }: Tools, refused: Refused, arrival: Arrival): Promise<void> {
  const { surface, text, user = '', responseUrl } = refused;
  log.warn({ surface }, 'Slack sent something that is not in use or cannot be read.');
  const card = sentenceCard(say(text));
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
