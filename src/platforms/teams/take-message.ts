import { type Card, sentenceCard } from '../../chat/card.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import { actorOf, answerWithinMs, incomingToRequest, type Tools } from './tools.ts';

type MessageSurface = Extract<Surface, { readonly type: 'message' }>;

/**
 * Answers what was written to us, and presses in clients that send them as messages. The answer goes into the chat with
 * the person; where others read, they see one line that says so. Never rejects.
 */
export async function takeMessage(
  tools: Tools,
  incoming: RequestIncoming,
  surface: MessageSurface,
): Promise<void> {
  const { outlet, people, desk, clock, log } = tools;
  const { activity } = incoming;
  let told = false;

  async function tell(card: Card): Promise<void> {
    const isFirst = !told;
    told = true;
    const arrived = await outlet.direct(activity, card);
    if (!surface.shared || !isFirst) return;
    await outlet.line(activity, say(arrived ? 'teams.answeredPrivately' : 'teams.noChat'));
  }

  try {
    const contact = people.contactOf(activity);
    const actor = await actorOf(tools, incoming);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, false));
    if (first?.reply !== undefined) await tell(first.reply);
    if (!told) {
      const soon = await within(last, answerWithinMs, clock);
      if (!soon.done) await tell(sentenceCard(say('teams.notYet')));
    }
    const { reply, form, redrawn } = await last;
    const { card } = surface;
    if (redrawn !== undefined && card !== undefined && (await outlet.redraw(card, redrawn.card, activity))) {
      desk.drawn(redrawn.posting, redrawn.revision);
    }
    const opened = form ?? first?.form;
    if (opened !== undefined) await tell(outlet.formCard(opened, activity));
    if (reply !== undefined && reply !== first?.reply) await tell(reply);
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    await tell(sentenceCard(say('teams.failed')));
  }
}
