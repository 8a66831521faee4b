import { sentenceCard } from '../../chat/card.ts';
import type { Answer } from '../../chat/outcome.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { InvokeAnswer } from './door.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import { actorOf, answerWithinMs, incomingToRequest, redrawPressed, type Tools } from './tools.ts';

type DialogSurface = Extract<Surface, { readonly type: 'dialog' }>;

/** Answers what opens a dialog: with the form, or with what is said instead of one. Never rejects. */
export async function takeDialog(
  tools: Tools,
  incoming: RequestIncoming,
  surface: DialogSurface,
): Promise<InvokeAnswer> {
  const { outlet, people, desk, clock, log } = tools;
  const { activity } = incoming;
  const show = (answer: Answer): InvokeAnswer => {
    if (answer.form !== undefined) return { status: 200, body: outlet.formDialog(answer.form, activity) };
    const card = answer.reply ?? sentenceCard(say('teams.done'));
    return { status: 200, body: outlet.cardDialog(card, activity) };
  };
  try {
    const contact = people.contactOf(activity);
    const actor = await actorOf(tools, incoming);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, true));
    if (first?.form !== undefined) return show(first);
    const soon = first?.reply === undefined ? await within(last, answerWithinMs, clock) : undefined;
    if (soon?.done) {
      tools.after(() => redrawPressed(tools, incoming, surface.card, soon.value.redrawn));
      return show(soon.value);
    }
    tools.after(async () => {
      const late = await last;
      await redrawPressed(tools, incoming, surface.card, late.redrawn);
      if (late.form !== undefined) await outlet.direct(activity, outlet.formCard(late.form, activity));
      if (late.reply !== undefined && late.reply !== first?.reply) {
        await outlet.direct(activity, late.reply);
      }
    });
    return show(first ?? { reply: sentenceCard(say('teams.notYet')) });
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    return show({ reply: sentenceCard(say('teams.failed')) });
  }
}
