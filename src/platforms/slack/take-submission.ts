import { sentenceCard } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Answer } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { fieldToBlockId } from './modal-data.ts';
import { say } from './texts.en.ts';
import { type Arrival, answerWithinMs, incomingToRequest, msSince, type Tools } from './tools.ts';

type SubmissionSurface = Extract<Surface, { readonly type: 'submission' }>;

interface Submission {
  readonly tools: Tools;
  readonly arrival: Arrival;
  readonly surface: SubmissionSurface;
  readonly user: string;
}

/** Answers a submitted form. Never rejects, and never closes a form whose values were not taken. */
export async function takeSubmission(
  tools: Tools,
  incoming: RequestIncoming,
  surface: SubmissionSurface,
  arrival: Arrival,
): Promise<void> {
  const { id: user } = incoming.user;
  const submission: Submission = { tools, arrival, surface, user };
  try {
    await answer(submission, incoming);
  } catch (thrown) {
    tools.log.error(errorFields(thrown), 'An answer failed.');
    await sayInForm(tools, user, surface, say('slack.failed'), arrival);
  }
}

/** Shows a sentence in the form, which stays open with what was typed; as a message where it cannot. */
export async function sayInForm(
  { outlet }: Pick<Tools, 'outlet'>,
  user: string,
  { blocks: [anywhere] }: SubmissionSurface,
  text: Text,
  arrival: Arrival,
): Promise<void> {
  const shown =
    anywhere !== undefined &&
    (await arrival.reply({ response_action: 'errors', errors: { [anywhere]: outlet.words(text, user) } }));
  if (!shown) await outlet.direct(user, sentenceCard(text));
}

async function answer(submission: Submission, incoming: RequestIncoming): Promise<void> {
  const { tools, arrival, surface, user } = submission;
  const { people, outlet, desk, clock } = tools;
  let actor = people.known(incoming.user);
  let isLate = false;
  if (actor === undefined) {
    const asking = people.lookUp(incoming.user);
    isLate = !(await within(asking, answerWithinMs - msSince(arrival, clock), clock)).done;
    // What is put in its place has to be taken away again, and Slack may not take that.
    if (isLate) await showSaving(submission);
    actor = await asking;
  }

  const { first, last } = desk.handle(incomingToRequest(incoming, actor, tools, true));
  if (first?.form !== undefined) {
    // It came back at once, with problems or with all of its pages.
    await (isLate ? showLate(submission, first) : reply(submission, first));
    return;
  }
  if (first?.reply !== undefined) {
    // What must be read at once stays in sight; the result comes as a message.
    const modal = outlet.modal(first.reply, user);
    const shown = isLate
      ? await outlet.updateModal(surface.viewId, modal)
      : await arrival.reply({ response_action: 'update', view: modal });
    if (!shown) await outlet.direct(user, first.reply);
    const { reply } = await last;
    if (reply !== undefined && reply !== first.reply) await outlet.toOrigin(surface.instance, user, reply);
    return;
  }
  if (!isLate) {
    const soon = await within(last, answerWithinMs - msSince(arrival, clock), clock);
    if (soon.done) return reply(submission, soon.value);
    await showSaving(submission);
  }
  await showLate(submission, await last);
}

/** The result in the transport's own reply. */
async function reply(submission: Submission, result: Answer): Promise<void> {
  const { arrival, surface, user, tools } = submission;
  const { outlet } = tools;
  if (result.form !== undefined) {
    const errors = fieldErrors(submission, result.form);
    const payload =
      errors === undefined
        ? { response_action: 'update', view: outlet.form(result.form, user) }
        : { response_action: 'errors', errors };
    if (!(await arrival.reply(payload)))
      await outlet.updateModal(surface.viewId, outlet.form(result.form, user));
    return;
  }
  await arrival.reply();
  if (result.reply !== undefined) await outlet.toOrigin(surface.instance, user, result.reply);
}

/** The result in the modal that has been waiting, or as a message when the person has closed it. */
async function showLate(submission: Submission, result: Answer): Promise<void> {
  const { surface, user, tools } = submission;
  const { outlet } = tools;
  if (result.form !== undefined) {
    if (await outlet.updateModal(surface.viewId, outlet.form(result.form, user))) return;
    const notice = result.form.notice ?? say('slack.failed');
    return outlet.toOrigin(surface.instance, user, sentenceCard(notice));
  }
  const card = result.reply ?? sentenceCard(say('slack.done'));
  if (await outlet.updateModal(surface.viewId, outlet.modal(card, user))) return;
  await outlet.toOrigin(surface.instance, user, card);
}

async function showSaving({ tools, arrival, user }: Submission): Promise<void> {
  const view = tools.outlet.modal(sentenceCard(say('slack.saving')), user);
  await arrival.reply({ response_action: 'update', view });
}

/**
 * Problems as Slack shows them beside the fields, keeping what was typed. Undefined where that is not possible:
 * another form, or a field that is not in the modal.
 */
function fieldErrors(
  { surface, tools, user }: Submission,
  form: FormView,
): Readonly<Record<string, string>> | undefined {
  const { instance, blocks } = surface;
  if (form.form !== surface.form || form.instance !== instance) return undefined;
  const errors = Object.entries(form.problems).map(
    ([field, text]) => [fieldToBlockId(field, instance), tools.outlet.words(text, user)] as const,
  );
  if (errors.length === 0 || errors.some(([block]) => !blocks.includes(block))) return undefined;
  return Object.fromEntries(errors);
}
