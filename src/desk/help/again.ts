import type { PersonId } from '../../chat/outcome.ts';
import type { CatalogueText } from '../../chat/text.ts';
import { awaited, isAskedSince, lastWordOf, wasThere } from './coming.ts';
import type { Describe } from './describe.ts';
import type { Changed } from './rules.ts';
import { type HelpRequest, isCheckIn, isWithNobody } from './schema.ts';
import { say } from './texts.en.ts';

/** When somebody was last asked to the same call once more; undefined when that never happened, or they can't come. */
export function askedAgainAt(
  call: HelpRequest,
  isMe: (one: { readonly person: PersonId }) => boolean,
): string | undefined {
  if (call.declined.some(isMe)) return undefined;
  const asked = call.timeline.filter(
    ({ what, people = [], by }) =>
      ((what === 'asked' || what === 'added') && people.some((person) => isMe({ person }))) ||
      (what === 'coming' && by !== undefined && isMe({ person: by })),
  );
  return asked.slice(1).findLast(({ what }) => what !== 'coming')?.at;
}

/**
 * What somebody who is coming or there is asked when nothing has been heard of them for long; undefined when nothing.
 */
export function questionFor(
  call: HelpRequest,
  isMe: (one: { readonly person: PersonId }) => boolean,
  describe: Describe,
): CatalogueText | undefined {
  const me = call.responders.find(isMe);
  const params = { number: call.number, place: describe.place(call) };
  // Whoever was there hours ago is asked to come, like anybody else.
  if (me !== undefined && wasThere(me)) return undefined;
  if (me?.onSceneAt !== undefined) {
    return isAskedSince(call, me.person) ? say('help.ring.stillOn', params) : undefined;
  }
  const isAsked = me !== undefined && me.person === awaited(call)?.person && call.quietAskedAt !== undefined;
  return isAsked || me?.quietAt !== undefined
    ? say(isCheckIn(call) ? 'help.ring.quiet.checkIn' : 'help.ring.quiet', {
        ...params,
        caller: describe.name(call.caller),
      })
    : undefined;
}

/** What its reader answered, and what to press next; nobody goes anywhere for a drill. */
export function saidText(
  call: HelpRequest,
  isMe: (one: { readonly person: PersonId }) => boolean,
  describe: Describe,
): CatalogueText | undefined {
  if (call.declined.some(isMe)) return say('help.asked.declined');
  const me = call.responders.find(isMe);
  if (me === undefined || call.drill !== undefined) return undefined;
  if (me.onSceneAt === undefined) return say('help.asked.coming');
  return wasThere(me)
    ? say('help.asked.wasThere', { at: describe.at(call, lastWordOf(me)) })
    : say('help.asked.there');
}

/** What the caller is told whose second call was added to the first: only what really came of it. */
export function addedText({ call, news }: Changed, describe: Describe): CatalogueText {
  const { number } = call;
  const typed = call.notes.at(-1)?.text ?? '';
  const isNew = typed !== '' && call.notes.filter(({ text }) => text === typed).length === 1;
  const words = isNew ? 'words' : 'again';
  if (isWithNobody(call)) {
    const at = describe.at(call, call.notes.at(-1)?.at ?? call.createdAt, 'seconds');
    return say(`help.added.unsent.${words}`, { number, at });
  }
  const reached = news.flatMap((one) => (one.type === 'asked' ? [...one.people, ...one.again] : []));
  if (reached.length === 0) return say(`help.added.nobody.${words}`, { number, dial: describe.dial(call) });
  if (news.some((one) => one.type === 'added' && one.raised)) {
    return say(`help.added.raised.${words}`, {
      number,
      urgency: describe.urgency(call.urgency),
      place: describe.place(call),
    });
  }
  const people = describe.names(reached);
  return say(`help.added.${words}`, { number, people, place: describe.place(call) });
}
