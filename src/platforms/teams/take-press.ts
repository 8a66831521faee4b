import { sentenceCard } from '../../chat/card.ts';
import type { Answer } from '../../chat/outcome.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { InvokeAnswer } from './door.ts';
import { cardType } from './drawing.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import {
  actorOf,
  answerWithinMs,
  incomingToRequest,
  isStranger,
  redrawPressed,
  replacePressed,
  type Tools,
} from './tools.ts';

type PressSurface = Extract<Surface, { readonly type: 'press' }>;

/**
 * Answers a press. The card as it looks now goes back in the answer, which only the presser's client shows, and into the
 * message itself, for everybody; what is said goes into the chat with the presser. A stranger is refused in the answer
 * itself. Never rejects.
 */
export async function takePress(
  tools: Tools,
  incoming: RequestIncoming,
  surface: PressSurface,
): Promise<InvokeAnswer> {
  const { outlet, people, desk, clock, log } = tools;
  const { activity } = incoming;
  try {
    const contact = people.contactOf(activity);
    const actor = await actorOf(tools, incoming);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, false));
    const soon = await within(last, answerWithinMs, clock);
    if (isStranger(actor) && soon.done && soon.value.reply !== undefined) {
      return messageAnswer(outlet.words(soon.value.reply.summary, activity));
    }
    tools.after(async () => {
      if (first !== undefined) await follow(tools, incoming, surface, first);
      const rest = soon.done ? soon.value : await last;
      await follow(tools, incoming, surface, rest, first);
    });
    if (!soon.done) return messageAnswer(outlet.words(say('teams.notYet'), activity));
    const { redrawn, reply, replaces } = soon.value;
    if (redrawn !== undefined) return cardAnswer(outlet.card(redrawn.card, activity));
    if (replaces && reply !== undefined) return cardAnswer(outlet.card(reply, activity));
    const text = say(surface.shared ? 'teams.answeredPrivately' : 'teams.answered');
    return messageAnswer(outlet.words(text, activity));
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    return messageAnswer(outlet.words(say('teams.failed'), activity));
  }
}

/** What follows the answer to the press. @param before what has been said already: it is said once */
async function follow(
  tools: Tools,
  incoming: RequestIncoming,
  { card }: PressSurface,
  { reply, replaces, form, redrawn }: Answer,
  before?: Answer,
): Promise<void> {
  const { outlet, log, formButtons } = tools;
  const { activity, what } = incoming;
  try {
    const redrawing = redrawPressed(tools, incoming, card, redrawn);
    if (form !== undefined && what.type === 'pressed') formButtons.learn(what.button);
    if (form !== undefined) await outlet.direct(activity, outlet.formCard(form, activity));
    if (reply !== undefined && reply !== before?.reply) {
      if (!(replaces && (await replacePressed(tools, incoming, card, reply))))
        await outlet.direct(activity, reply);
    }
    await redrawing;
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    await outlet.direct(activity, sentenceCard(say('teams.failed')));
  }
}

function cardAnswer(card: unknown): InvokeAnswer {
  return { status: 200, body: { statusCode: 200, type: cardType, value: card } };
}

/** A line that Teams shows beside the card, which stays as it is. Any other status would be shown as a failure of the app. */
export function messageAnswer(text: string): InvokeAnswer {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
  };
}
