import { type Card, sentenceCard } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Answer } from '../../chat/outcome.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { InvokeAnswer } from './door.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import { actorOf, answerWithinMs, incomingToRequest, type Tools } from './tools.ts';

type SubmissionSurface = Extract<Surface, { readonly type: 'submission' }>;

/**
 * Answers a form that was sent. A form that comes back, or takes long to save, stays in its dialog, with what was typed. The result closes the
 * dialog and goes into the chat with the person; where something else lies behind the dialog, it is shown in it too.
 * Never rejects, and never closes a form whose values were not taken.
 */
export async function takeSubmission(
  tools: Tools,
  incoming: RequestIncoming,
  surface: SubmissionSurface,
): Promise<InvokeAnswer> {
  const { outlet, people, desk, clock, log } = tools;
  const { activity } = incoming;
  const shown = (card: Card): InvokeAnswer => ({ status: 200, body: outlet.cardDialog(card, activity) });
  try {
    const contact = people.contactOf(activity);
    const actor = await actorOf(tools, incoming);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, true));
    if (first?.form !== undefined) return { status: 200, body: outlet.formDialog(first.form, activity) };
    const soon = first?.reply === undefined ? await within(last, answerWithinMs, clock) : undefined;
    if (soon?.done) {
      const { form, reply } = soon.value;
      if (form !== undefined) return { status: 200, body: outlet.formDialog(form, activity) };
      if (reply !== undefined) tools.after(() => outlet.direct(activity, reply));
      return surface.ourChat || reply === undefined ? { status: 200 } : shown(reply);
    }
    tools.after(async () => deliverLate(tools, incoming, await last, first));
    // What must be read at once stays in sight; the result comes as a message.
    if (first?.reply !== undefined) return shown(first.reply);
    const form = stillOpen(tools, incoming);
    if (form === undefined) return shown(sentenceCard(say('teams.notYet')));
    return { status: 200, body: outlet.formDialog(form, activity) };
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    return shown(sentenceCard(say('teams.failed')));
  }
}

/** The form with what was typed, for as long as nobody knows whether it will be saved. The same words count once, however often they are sent. */
function stillOpen({ keptForms, people }: Tools, { activity, what }: RequestIncoming): FormView | undefined {
  if (what.type !== 'submitted') return undefined;
  const form = keptForms.find(what.instance, people.userOf(activity));
  return form && { ...form, values: what.values, problems: {}, notice: say('teams.notYet.form') };
}

/** The dialog cannot be changed any more: a form that came back waits behind a button, with what was typed. */
async function deliverLate(
  { outlet }: Tools,
  { activity }: RequestIncoming,
  late: Answer,
  first: Answer | undefined,
): Promise<void> {
  if (late.form !== undefined) await outlet.direct(activity, outlet.formCard(late.form, activity));
  if (late.reply !== undefined && late.reply !== first?.reply) await outlet.direct(activity, late.reply);
}
