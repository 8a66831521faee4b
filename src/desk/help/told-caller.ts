import type { PersonId } from '../../chat/outcome.ts';
import type { CatalogueText } from '../../chat/text.ts';
import { coming, hasRefusal, isEnough, isShort, lastWordOf, needed, wasThere } from './coming.ts';
import type { Describe } from './describe.ts';
import { wordsToCall } from './over.ts';
import type { News } from './rules.ts';
import { type HelpRequest, isCheckIn } from './schema.ts';
import { say } from './texts.en.ts';

// What a call's caller is told in a message of its own, from the record as it is now.

/** @returns undefined when there is nothing new in it: enough were coming already. */
export function comingText(
  call: HelpRequest,
  { person, first }: Extract<News, { type: 'coming' }>,
  describe: Describe,
): CatalogueText | undefined {
  const [count, needs] = [coming(call).length, needed(call)];
  if (!first && (needs === 1 || count > needs)) return undefined;
  const isThere = call.responders.some((one) => one.person === person && one.onSceneAt !== undefined);
  const how = isThere ? 'there' : 'coming';
  const params = { person: describe.name(person), number: call.number, how };
  const said = isShort(call)
    ? say('help.ring.coming.short', { ...params, count, needs, dial: describe.dial(call) })
    : first && isEnough(call)
      ? say('help.ring.coming', params)
      : say(isEnough(call) ? 'help.ring.coming.enough' : 'help.ring.coming.some', {
          ...params,
          count,
          needs,
        });
  return call.branch === null && !isThere ? say('help.ring.coming.unknown', { said }) : said;
}

/** Somebody who was coming can't, and whether others still do. */
export function gaveUpText(
  call: HelpRequest,
  { person, left, why }: Extract<News, { type: 'gaveUp' }>,
  describe: Describe,
): CatalogueText {
  const params = { person: describe.name(person), number: call.number };
  const so = say(why === undefined ? 'help.ring.gaveUp' : `help.ring.gaveUp.${why}`, params);
  return left ? so : say('help.ring.gaveUpOthers', { so, state: describe.state(call) });
}

/**
 * Others are asked, and why: nobody has answered, some can't come, or too few are coming.
 *
 * @param before those who had been asked until then
 */
export function movedOnText(
  call: HelpRequest,
  asked: readonly PersonId[],
  before: HelpRequest['asked'],
  describe: Describe,
): CatalogueText {
  const params = { number: call.number, people: describe.names(asked) };
  const again = isAgain(asked, before);
  // Also of somebody who said so and has gone quiet: they have answered.
  if (call.responders.length > 0)
    return say(again ? 'help.ring.movedOn.some.again' : 'help.ring.movedOn.some', {
      ...params,
      state: describe.state(call),
    });
  if (before.length === 0) return say('help.ring.movedOn.first', params);
  const so = say(hasRefusal(call) ? 'help.movedOn.declined' : 'help.movedOn.unanswered', params);
  return say(again ? 'help.ring.movedOn.again' : 'help.ring.movedOn', { so, people: params.people });
}

/** Nobody is left to ask: not to wait, and what to dial. */
export function nobodyText(call: HelpRequest, describe: Describe): CatalogueText {
  const { number } = call;
  const dial = describe.dial(call);
  if (coming(call).length > 0)
    return say('help.ring.nobody.some', { number, dial, state: describe.state(call) });
  const quiet = call.responders.find(wasThere) ?? call.responders[0];
  if (quiet === undefined) return say('help.ring.nobody', { number, dial });
  const params = { number, person: describe.name(quiet.person), dial };
  return quiet.onSceneAt === undefined
    ? say('help.ring.nobody.responder', params)
    : say('help.ring.nobody.there', { ...params, at: describe.at(call, lastWordOf(quiet)) });
}

/** The same with what follows from it: apart, the second would read as if nobody had ever answered. */
export function gaveUpAndText(
  call: HelpRequest,
  gaveUp: Extract<News, { type: 'gaveUp' }>,
  follows: Extract<News, { type: 'movedOn' | 'nobody' }>,
  before: HelpRequest['asked'],
  describe: Describe,
): CatalogueText {
  const so = gaveUpText(call, gaveUp, describe);
  if (follows.type === 'nobody') return say('help.ring.nobody.gaveUp', { so, dial: describe.dial(call) });
  const again = isAgain(follows.people, before);
  return say(again ? 'help.ring.movedOn.again' : 'help.ring.movedOn', {
    so,
    people: describe.names(follows.people),
  });
}

/** Somebody else has ended the call: the last that its caller heard of it may be that somebody is coming. */
export function endedText(call: HelpRequest, by: PersonId, describe: Describe): CatalogueText {
  const how = call.ended?.how === 'closed' ? 'closed' : 'done';
  const params = { person: describe.name(by), number: call.number };
  const dial = describe.dial(call);
  // With the branch: whoever is not on shift would be asked which building they are in.
  const words = wordsToCall(call.urgency, call.branch === null ? undefined : { id: call.branch });
  if (isCheckIn(call))
    return say('help.ring.ended.checkIn', { said: say(`help.ended.checkIn.${how}`, params), words, dial });
  const isOnTheWay = call.responders.some(({ onSceneAt }) => onSceneAt === undefined);
  const said = say(`help.ended.${how}`, params);
  return say(isOnTheWay ? 'help.ring.ended.coming' : 'help.ring.ended', { said, words, dial });
}

function isAgain(asked: readonly PersonId[], before: HelpRequest['asked']): boolean {
  const had = new Set(before.map(({ person }) => person));
  return asked.every((person) => had.has(person));
}
