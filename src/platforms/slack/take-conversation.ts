import { type Card, sentenceCard } from '../../chat/card.ts';
import { isSaidAlready } from '../shared/foresee.ts';
import { errorFields } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import { optionsToSlack } from './field-to-element.ts';
import type { RequestIncoming, Surface } from './incoming.ts';
import { say } from './texts.en.ts';
import { type Arrival, answerWithinMs, earlyWord, incomingToRequest, msSince, type Tools } from './tools.ts';

type MessageSurface = Extract<Surface, { readonly channel: string }>;

/** Answers what was written to us, in a direct message or by mention. Never rejects. */
export async function takeMessage(
  tools: Tools,
  incoming: RequestIncoming,
  surface: MessageSurface,
): Promise<void> {
  const { outlet, people, desk, log } = tools;
  const { id: user } = incoming.user;
  let telling = Promise.resolve();

  /** One after the other, and nothing else waits for it: Slack may take its time. */
  function tell(card: Card): void {
    telling = telling.then(() =>
      surface.type === 'mention' ? outlet.ephemeral(surface, user, card) : outlet.answer(surface, user, card),
    );
  }

  try {
    const known = people.known(incoming.user);
    // What must be read at once does not wait until Slack has said who it is.
    const early = known === undefined ? earlyWord(incoming, tools) : undefined;
    if (early !== undefined) tell(early);
    const actor = known ?? (await people.lookUp(incoming.user));
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, tools, false));
    if (first?.reply !== undefined && !isSaidAlready(early, first.reply)) tell(first.reply);
    const { reply } = await last;
    if (reply !== undefined && reply !== first?.reply) tell(reply);
  } catch (thrown) {
    log.error(errorFields(thrown), 'An answer failed.');
    tell(sentenceCard(say('slack.failed')));
  }
  await telling;
}

/** Draws the Home tab, or takes note where nothing is said in answer. Never rejects. */
export async function takeVisit(
  tools: Tools,
  incoming: RequestIncoming,
  surface: { readonly type: 'home' | 'quiet' },
): Promise<void> {
  const { outlet, people, desk, log } = tools;
  try {
    const actor = people.known(incoming.user) ?? (await people.lookUp(incoming.user));
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, tools, false));
    const card = (await last).reply ?? first?.reply;
    if (surface.type !== 'home' || card === undefined) return;
    const { id: user } = incoming.user;
    const isTaken = await outlet.publishHome(user, card);
    desk.homeTaken?.(user, card, isTaken);
  } catch (thrown) {
    log.error(errorFields(thrown), 'A visit could not be dealt with.');
  }
}

/** Answers Slack's question for the options that match what is typed into a select; an empty list when they are not there in time. Never rejects. */
export async function takeOptions(tools: Tools, incoming: RequestIncoming, arrival: Arrival): Promise<void> {
  const { people, desk, clock, log } = tools;
  try {
    const actor = people.known(incoming.user) ?? people.unasked(incoming.user);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, tools, false));
    const soon = await within(last, answerWithinMs - msSince(arrival, clock), clock);
    const options = (soon.done ? soon.value.options : undefined) ?? first?.options ?? [];
    const reader = people.readerOf(actor.user);
    const query = incoming.what.type === 'options' ? incoming.what.query.toLowerCase() : '';
    const matching = options.filter(({ label, value }) =>
      `${desk.words.draw(label, reader)}\n${value}`.toLowerCase().includes(query),
    );
    await arrival.reply(optionsToSlack(matching, desk.words, reader));
  } catch (thrown) {
    log.error(errorFields(thrown), 'Options could not be given.');
    await arrival.reply({ options: [] });
  }
}
