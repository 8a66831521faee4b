import { type ButtonView, type CardPart, withParts } from '../../chat/card.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { asKnown } from './as-known.ts';
import { coming, lastWordOf } from './coming.ts';
import { declinedRest } from './declined.ts';
import type { HelpDesk } from './help-desk.ts';
import { wordsToCall } from './over.ts';
import { decline, givenUp } from './presses.ts';
import { onScene, onTheWay } from './responding.ts';
import type { Changed, News } from './rules.ts';
import { countingRecent } from './running.ts';
import { type HelpRequest, helpCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** What somebody has to do with a call's place: they are there, are coming, or have made the call. */
export type Presence = 'there' | 'coming' | 'called';

/**
 * What becomes of the other calls to which this person has said that they are coming. Nobody is at two branches at once:
 * where they are at one now, those who called from another are not left waiting, and others are asked there. Otherwise
 * only they know whether they can do both, or from where they call: they are reminded of it.
 *
 * @returns the outcome with what others are told, and with what the person reads after their answer
 */
export async function besidesOthers(
  desk: HelpDesk,
  tx: Transaction,
  { person, at, how }: { readonly person: PersonId; readonly at: HelpRequest; readonly how: Presence },
  now: string,
  outcome: Outcome,
): Promise<Outcome> {
  const others = at.drill === undefined ? desk.respondsTo(person) : [];
  let told = outcome;
  for (const { id } of others) {
    const stored = id === at.id ? undefined : await tx.get(helpCollection, id);
    if (stored === undefined) continue;
    const before = asKnown(stored, desk.people.canonical);
    const isElsewhere = isAtAnother(before, at.branch);
    if (how === 'called' && isElsewhere)
      told = adding(told, notTold(desk, person, countingRecent(before, now), at));
    if (!onTheWay(before).includes(person)) continue;
    if (how !== 'there' || !isElsewhere) {
      told = adding(told, reminder(desk, before));
      continue;
    }
    const { call, news } = decline(before, person, now, desk);
    const changed = { call, news: news.map(asElsewhere) };
    await tx.put(helpCollection, call);
    const { post = [], ring = [] } = desk.news.tellAll(changed, before);
    const text = say('help.left', { ...paramsOf(desk, before), rest: declinedRest(changed, desk.describe) });
    told = {
      ...adding(told, [{ type: 'text', text }]),
      post: [...(told.post ?? []), ...post],
      ring: [...(told.ring ?? []), ...ring],
    };
  }
  return told;
}

/**
 * A call whose building becomes known, without those who have said since that they are at another branch's: its steps are to
 * ask others.
 */
export function withoutThoseElsewhere(
  desk: Pick<HelpDesk, 'people' | 'respondsTo'>,
  call: HelpRequest,
  branch: string,
  now: string,
): Changed {
  const { canonical } = desk.people;
  const left = coming(call)
    .filter(({ onSceneAt }) => onSceneAt === undefined)
    .filter((one) =>
      desk
        .respondsTo(one.person)
        .some(
          (other) =>
            isAtAnother(other, branch) &&
            coming(other).some(
              (there) =>
                there.onSceneAt !== undefined &&
                canonical(there.person) === canonical(one.person) &&
                lastWordOf(there) > lastWordOf(one),
            ),
        ),
    )
    .map(({ person }) => person);
  return left.reduce<Changed>(
    ({ call: before, news }, person) => {
      const next = givenUp(before, person, now);
      const gaveUp = {
        type: 'gaveUp',
        person,
        left: next.responders.length === 0,
        why: 'elsewhere',
      } as const;
      return { call: next, news: [...news, gaveUp] };
    },
    { call, news: [] },
  );
}

function asElsewhere(news: News): News {
  return news.type === 'gaveUp' ? { ...news, why: 'elsewhere' } : news;
}

function isAtAnother(call: HelpRequest, branch: string | null): boolean {
  return call.branch !== null && branch !== null && call.branch !== branch;
}

/** Whoever went to help at another branch may call from there, although their shift is elsewhere. */
function notTold(
  desk: HelpDesk,
  person: PersonId,
  there: HelpRequest,
  made: HelpRequest,
): readonly CardPart[] {
  const branch = desk.branches.byCode(there.branch ?? '');
  if (branch === undefined || ![...onTheWay(there), ...onScene(there)].includes(person)) return [];
  const text: Text = say('help.notToldThere', {
    ...paramsOf(desk, { ...there, zone: null }),
    words: wordsToCall(made.urgency, branch),
    dial: desk.describe.dial(there),
  });
  return [{ type: 'text', text }];
}

function reminder(desk: HelpDesk, call: HelpRequest): readonly CardPart[] {
  const params = paramsOf(desk, call);
  const button: ButtonView = {
    button: 'help.decline',
    label: say('help.button.declineOther', params),
    describe: say('help.button.decline.describe', params),
    record: call.id,
  };
  return [
    { type: 'text', text: say('help.alsoComing', params) },
    { type: 'buttons', buttons: [button] },
  ];
}

function paramsOf({ describe }: Pick<HelpDesk, 'describe'>, call: HelpRequest) {
  return { number: call.number, place: describe.place(call) };
}

function adding(outcome: Outcome, parts: readonly CardPart[]): Outcome {
  const { reply } = outcome;
  return reply === undefined ? outcome : { ...outcome, reply: withParts(reply, parts) };
}
