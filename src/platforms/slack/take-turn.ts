import { sentenceCard } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Answer, Handling } from '../../chat/outcome.ts';
import type { Actor, Request } from '../../chat/request.ts';
import { commandOf, foresee, isSaidAlready } from '../shared/foresee.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { RequestIncoming } from './incoming.ts';
import { createTeller, type Teller, type TurnSurface } from './teller.ts';
import { say } from './texts.en.ts';
import {
  type Arrival,
  answerWithinMs,
  askForFormWithinMs,
  askWithinMs,
  commandTriggerWithinMs,
  earlyWord,
  incomingToRequest,
  msSince,
  type Tools,
  triggerWithinMs,
} from './tools.ts';

interface Turn {
  readonly tools: Tools;
  readonly arrival: Arrival;
  readonly surface: TurnSurface;
  readonly teller: Teller;
}

/** Answers a command, a shortcut or a press. Never rejects. */
export async function takeTurn(
  tools: Tools,
  incoming: RequestIncoming,
  surface: TurnSurface,
  arrival: Arrival,
): Promise<void> {
  const teller = createTeller(surface, incoming.user.id, arrival, tools.outlet);
  const turn: Turn = { tools, arrival, surface, teller };
  try {
    await answer(turn, incoming);
  } catch (thrown) {
    tools.log.error(errorFields(thrown), 'An answer failed.');
    await teller.tell(sentenceCard(say('slack.failed')));
  }
}

async function answer(turn: Turn, incoming: RequestIncoming): Promise<void> {
  const { tools, arrival, surface, teller } = turn;
  const known = tools.people.known(incoming.user);
  // What must be read at once does not wait until Slack has said who it is.
  const early = known === undefined && surface.type === 'command' ? earlyWord(incoming, tools) : undefined;
  if (early !== undefined) await teller.tell(early);
  const actor = known ?? (await lookUp(turn, incoming));
  const formWithinMs = surface.type === 'command' ? commandTriggerWithinMs : triggerWithinMs;
  const canOpenForm = surface.triggerId !== undefined && msSince(arrival, tools.clock) < formWithinMs;
  const request = incomingToRequest(incoming, actor, tools, canOpenForm);
  const handling = await openFirst(turn, request, tools.desk.handle(request));
  const first = handling.first?.reply;
  if (first !== undefined && !isSaidAlready(early, first)) await teller.tell(first);
  const last = handling.known ?? (await waitForLast(turn, handling.last));
  await deliver(turn, request, handling.first, last);
}

/** Asking Slack who this is can take longer than Slack waits for us: a command is then carried out without. */
async function lookUp({ tools, arrival, surface, teller }: Turn, incoming: RequestIncoming): Promise<Actor> {
  const { people, clock } = tools;
  const { user } = incoming;
  if (surface.type !== 'command') {
    await teller.tell();
    return people.lookUp(user);
  }
  const askMs = opensForAnybody(incoming, tools) ? askForFormWithinMs : askWithinMs;
  const soon = await within(people.lookUp(user), askMs - msSince(arrival, clock), clock);
  return soon.done ? soon.value : people.unasked(user);
}

/** Whether it opens a form that whoever cannot be verified may use too. */
function opensForAnybody({ what }: RequestIncoming, { desk: { commands } }: Tools): boolean {
  if (what.type !== 'command') return false;
  const command = commandOf(commands, what.words);
  return command?.openToUnverified === true && foresee(commands, what.words)?.do === 'form';
}

/**
 * Opens the form that is known at once, before anything else; where that fails, the desk answers without it. A command's
 * answer still has to be in the transport's own reply: when Slack says nothing, no other way leads to the person.
 */
async function openFirst(turn: Turn, request: Request, handling: Handling): Promise<Handling> {
  const form = handling.first?.form;
  if (form === undefined) return handling;
  const { tools, arrival, surface, teller } = turn;
  const opening = open(turn, request, form);
  const soon = await within(opening, askWithinMs - msSince(arrival, tools.clock), tools.clock);
  if (!soon.done && surface.type !== 'command') await teller.tell();
  const opened = soon.done ? soon.value : surface.type !== 'command' && (await opening);
  if (!opened) return tools.desk.handle({ ...request, canOpenForm: false });
  if (handling.first?.reply === undefined) await teller.tell();
  return handling;
}

/** What is not there in time is announced, unless something has been said already. */
async function waitForLast(turn: Turn, last: Promise<Answer>): Promise<Answer> {
  const { tools, arrival, teller } = turn;
  if (!teller.answered()) {
    const left = answerWithinMs - msSince(arrival, tools.clock);
    const soon = await within(last, left, tools.clock);
    if (!soon.done) await teller.tell(sentenceCard(say('slack.notYet')));
  }
  return last;
}

async function deliver(turn: Turn, request: Request, first: Answer | undefined, last: Answer): Promise<void> {
  const { surface, teller, tools } = turn;
  if (surface.type === 'press') await teller.tell();
  if (last.redrawn !== undefined && (await teller.redraw(last.redrawn.card))) {
    tools.desk.drawn(last.redrawn.posting, last.redrawn.revision);
  }
  // An answer from memory may be given twice, first and last: it is said once.
  if (last.form !== undefined && last.form.instance !== first?.form?.instance) {
    if (!(await open(turn, request, last.form))) await teller.tell(sentenceCard(say('slack.formLate')));
  }
  if (last.replaces && last.reply !== undefined && (await teller.redraw(last.reply))) return;
  await teller.tell(last.reply === first?.reply ? undefined : last.reply);
}

async function open(turn: Turn, request: Request, form: FormView): Promise<boolean> {
  const { triggerId, responseUrl } = turn.surface;
  if (triggerId === undefined) return false;
  return turn.tools.outlet.openForm(triggerId, form, request.actor.user, responseUrl);
}
