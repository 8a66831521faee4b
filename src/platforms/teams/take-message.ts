import { type Card, sentenceCard } from '../../chat/card.ts';
import { foreseeFirst, isSaidAlready } from '../shared/foresee.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
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

type MessageSurface = Extract<Surface, { readonly type: 'message' }>;

/**
 * Answers what was written to us, and presses in clients that send them as messages. The answer goes into the chat with
 * the person; where others read, they see one line that says so. Whoever is in trouble has to read what to dial: where no
 * chat can be opened with them, that and a stranger's refusal stand in a line as well. Never rejects.
 */
export async function takeMessage(
  tools: Tools,
  incoming: RequestIncoming,
  surface: MessageSurface,
): Promise<void> {
  const { outlet, people, desk, clock, log } = tools;
  const { activity, what, place } = incoming;
  let told = false;
  let pointed = false;
  let telling = Promise.resolve();

  /**
   * One after the other, and nothing else waits for it: Teams may take its time.
   *
   * @param openly whether others may read it, where the person cannot be written to
   */
  function tell(card: Card, openly = false): void {
    told = true;
    const saidMs = clock.elapsedMs();
    telling = telling.then(() => arrive(card, openly, saidMs));
  }

  async function arrive(card: Card, openly: boolean, saidMs: number): Promise<void> {
    const arrived = await outlet.direct(activity, card, saidMs);
    if (!surface.shared || pointed) return;
    if (openly && !arrived) {
      await outlet.line(activity, card.summary);
      return;
    }
    pointed = true;
    await outlet.line(activity, say(arrived ? 'teams.answeredPrivately' : 'teams.noChat'));
  }

  try {
    const contact = people.contactOf(activity);
    const isNew = people.known(activity) === undefined;
    const asking = actorOf(tools, incoming);
    // What must be read at once waits neither for Teams nor for the disk.
    const look = { now: clock.now(), ...(place === undefined ? {} : { place }) };
    const early =
      isNew && what.type === 'command' ? foreseeFirst(desk.commands, what.words, look) : undefined;
    if (early !== undefined) tell(early, true);
    const actor = await asking;
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, false));
    if (first?.reply !== undefined && !isSaidAlready(early, first.reply)) tell(first.reply, true);
    if (!told) {
      const soon = await within(last, answerWithinMs, clock);
      if (!soon.done) tell(sentenceCard(say('teams.notYet')));
    }
    const { reply, replaces, form, redrawn } = await last;
    const redrawing = redrawPressed(tools, incoming, surface.card, redrawn);
    const opened = form ?? first?.form;
    if (opened !== undefined) tell(outlet.formCard(opened, activity));
    const isToSay =
      reply !== undefined &&
      reply !== first?.reply &&
      !(replaces && (await replacePressed(tools, incoming, surface.card, reply)));
    if (isToSay) tell(reply, isStranger(actor));
    await redrawing;
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    tell(sentenceCard(say('teams.failed')));
  }
  await telling;
}
