import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Answer } from '../../chat/outcome.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import { type Arrival, answerWithinMs, incomingToRequest, msSince, type Tools } from './tools.ts';

type ModalSurface = Extract<Surface, { readonly type: 'modal' }>;

interface ModalPress {
  readonly tools: Tools;
  readonly surface: ModalSurface;
  readonly user: string;
}

interface Shown {
  readonly form?: Answer['form'] | undefined;
  readonly reply?: Answer['reply'] | undefined;
}

/**
 * Answers a button in a modal: the form or the card that follows takes the modal's place. Only when the person has
 * closed it does the answer come as a message. Never rejects.
 */
export async function takeModalPress(
  tools: Tools,
  incoming: RequestIncoming,
  surface: ModalSurface,
  arrival: Arrival,
): Promise<void> {
  const press: ModalPress = { tools, surface, user: incoming.user.id };
  try {
    await answer(press, incoming, arrival);
  } catch (thrown) {
    tools.log.error(errorFields(thrown), 'An answer failed.');
    await arrival.reply();
    // What was typed stays in the modal: the sentence comes beside it.
    await tools.outlet.direct(press.user, sentenceCard(say('slack.failed')));
  }
}

async function answer(press: ModalPress, incoming: RequestIncoming, arrival: Arrival): Promise<void> {
  const { tools } = press;
  let actor = tools.people.known(incoming.user);
  if (actor === undefined) {
    // Asking Slack who this is can take longer than Slack waits for us.
    await arrival.reply();
    actor = await tools.people.lookUp(incoming.user);
  }
  const { first, last } = tools.desk.handle(incomingToRequest(incoming, actor, tools, true));
  if (first !== undefined) await show(press, first);
  const soon = await within(last, answerWithinMs - msSince(arrival, tools.clock), tools.clock);
  await arrival.reply();
  if (!soon.done && first === undefined) await showCard(press, sentenceCard(say('slack.saving')));
  const rest = soon.done ? soon.value : await last;
  const { form, reply } = first === undefined ? rest : afterFirst(first, rest);
  const silent = first === undefined && form === undefined && reply === undefined;
  await show(press, silent ? { reply: sentenceCard(say('slack.done')) } : { form, reply });
}

/** An answer from memory may be given twice, first and last: it is shown once. */
function afterFirst(first: Answer, { form, reply }: Answer): Shown {
  return {
    form: form?.instance === first.form?.instance ? undefined : form,
    reply: reply === first.reply ? undefined : reply,
  };
}

async function show(press: ModalPress, { form, reply }: Shown): Promise<void> {
  const { tools, surface, user } = press;
  const { outlet } = tools;
  if (form === undefined) {
    if (reply !== undefined) await showCard(press, reply);
    return;
  }
  if (await outlet.updateModal(surface.viewId, outlet.form(form, user))) return;
  await tell(press, sentenceCard(form.notice ?? say('slack.formLate')));
}

async function showCard(press: ModalPress, card: Card): Promise<void> {
  const { outlet } = press.tools;
  const shown = await outlet.updateModal(press.surface.viewId, outlet.modal(card, press.user));
  if (!shown) await tell(press, card);
}

async function tell({ tools, surface, user }: ModalPress, card: Card): Promise<void> {
  if (surface.instance === undefined) await tools.outlet.direct(user, card);
  else await tools.outlet.toOrigin(surface.instance, user, card);
}
