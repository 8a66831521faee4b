import type { ParseContext } from './incoming.ts';
import { parsePayload } from './parse-payload.ts';
import { sayInstead } from './take-payload.ts';
import { sayInForm } from './take-submission.ts';
import { say } from './texts.en.ts';
import type { Arrival, Tools } from './tools.ts';

/** Only events are read in the light of who we are, and they are not read here. */
const nobodyYet: ParseContext = { botUserId: '', teamId: '', nameOf: () => undefined };

/**
 * Deals with a payload while it is not known whose workspace this is: at the very first start, or with another token,
 * until Slack has said so. Who is one of us cannot be told, so nothing is done; but whoever waits for an answer gets
 * one, with what to dial, because Slack delivers only events again.
 */
export async function takeTooEarly(
  tools: Pick<Tools, 'desk' | 'outlet'>,
  body: Readonly<Record<string, unknown>>,
  arrival: Arrival,
): Promise<void> {
  if (body.type === 'event_callback') return arrival.refuse();
  const incoming = parsePayload(body, nobodyYet);
  if (incoming.as !== 'request' && incoming.as !== 'refused') return;
  const place = incoming.as === 'request' ? incoming.place?.id : undefined;
  // The sentence goes on after it.
  const text = say('slack.starting', { dial: tools.desk.dialText(place).replace(/[.\s]+$/, '') });
  if (incoming.as === 'refused') return sayInstead(tools, incoming, text, arrival);
  const { surface, user } = incoming;
  switch (surface.type) {
    case 'command':
    case 'press':
    case 'shortcut': {
      const { type, responseUrl } = surface;
      return sayInstead(tools, { surface: type, user: user.id, responseUrl }, text, arrival);
    }
    case 'submission':
      return sayInForm(tools, user.id, surface, text, arrival);
    case 'modal':
      // Nothing can be said in the reply to a press in a form.
      return sayInstead(tools, { surface: 'press', user: user.id, responseUrl: undefined }, text, arrival);
    case 'options':
      return sayInstead(tools, { surface: 'options', user: user.id, responseUrl: undefined }, text, arrival);
    case 'message':
    case 'mention':
    case 'home':
    case 'quiet':
      return;
    default:
      return surface satisfies never;
  }
}
