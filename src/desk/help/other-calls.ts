import { type ButtonView, type CardPart, withParts } from '../../chat/card.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { asKnown } from './as-known.ts';
import { declinedRest } from './declined.ts';
import type { HelpDesk } from './help-desk.ts';
import { onTheWay } from './on-the-way.ts';
import { decline } from './presses.ts';
import { type HelpRequest, helpCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** What somebody has to do with a call's place: they are there, are coming, or have made the call. */
export type Presence = 'there' | 'coming' | 'called';

/**
 * What becomes of the other calls to which this person has said that they are coming. Nobody is at two branches at once:
 * where they are at one now, those who called from another are not left waiting, and others are asked there. Of a call
 * at the same branch only they know whether they can do both: they are reminded of it.
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
  const others = desk.onTheWayTo(person);
  if (others.length === 0 || at.drill !== undefined) return outcome;
  const isThere = how === 'there' || (how === 'called' && isOnShiftAt(desk, person, at, now));
  let told = outcome;
  for (const id of others) {
    const stored = id === at.id ? undefined : await tx.get(helpCollection, id);
    const before = stored === undefined ? undefined : asKnown(stored, desk.people.canonical);
    if (before === undefined || !onTheWay(before).includes(person)) continue;
    if (!isThere || !isElsewhere(before, at)) {
      told = adding(told, reminder(desk, before));
      continue;
    }
    const { call, news } = decline(before, person, now, desk);
    const changed = {
      call,
      news: news.map((one) => (one.type === 'gaveUp' ? { ...one, elsewhere: true as const } : one)),
    };
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

/** Some call for a branch where they are not. */
function isOnShiftAt({ roster }: HelpDesk, person: PersonId, { branch }: HelpRequest, now: string): boolean {
  return roster.shiftsOf(person, now).some((shift) => shift.branch === branch);
}

function isElsewhere(call: HelpRequest, at: HelpRequest): boolean {
  return call.branch !== null && at.branch !== null && call.branch !== at.branch;
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

function paramsOf({ describe }: HelpDesk, call: HelpRequest) {
  return { number: call.number, place: describe.place(call) };
}

function adding(outcome: Outcome, parts: readonly CardPart[]): Outcome {
  const { reply } = outcome;
  return reply === undefined ? outcome : { ...outcome, reply: withParts(reply, parts) };
}
