import { randomUUID } from 'node:crypto';
import type { Card } from '../../chat/card.ts';
import type { Press } from '../../chat/command.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { addToCall } from './add-to-call.ts';
import { branchSetCard, isUnsent } from './building.ts';
import { addedCard, askedNowCard, sentCard } from './call-work.ts';
import { withDial } from './dial.ts';
import { addMeant } from './elsewhere.ts';
import { askFallback } from './fallback.ts';
import type { HelpDesk } from './help-desk.ts';
import { lowered, lowerParts, urgencyLeft } from './lower.ts';
import { type Presence, withoutThoseElsewhere } from './other-calls.ts';
import { overCard } from './over.ts';
import { urgencyMeant } from './parse.ts';
import { end } from './presses.ts';
import { after, askMore, byCaller, type Changed, callForHelp, setBranch, stillAsked } from './rules.ts';
import { type HelpRequest, helpCollection } from './schema.ts';
import { say } from './texts.en.ts';
import { withoutNote } from './without-note.ts';

/** What a press does to a call, and what the presser is told. */
export type Rule = (
  call: HelpRequest,
  person: PersonId,
  now: string,
  press: Press,
  tx: Transaction,
) => Promise<Pressed> | Pressed;

export interface Pressed {
  readonly changed?: Changed;
  /** Another call of the same caller, which their words went to. */
  readonly also?: { readonly before: HelpRequest; readonly changed: Changed };
  readonly reply: Text | Card;
  /** Absent: it says nothing about where the presser is or goes. */
  readonly presence?: Presence;
}

/** A button of the caller's own. */
export interface CallersPress {
  readonly id: string;
  readonly open: Rule;
  /** On a call that is over; absent: it stays over, and the caller is told so. */
  readonly ended?: Rule;
  /** It asks people: where that cannot be saved, it goes out from memory, as a typed call does. */
  readonly asks?: true;
  /** The answer that asked for this press goes: it says that nobody is asked yet. */
  readonly replaces?: true;
}

/**
 * What only the caller of a call can press. Whoever ended it may have meant something else: words that were added to it
 * still go where they belong, and whoever asks for more help reads how to call again.
 */
export function callersPresses(desk: HelpDesk): readonly CallersPress[] {
  const { describe } = desk;
  const callAgain: Rule = (call) => ({ reply: overCard(desk, call, { urgency: call.urgency }) });

  const meant: Rule = async (call, person, now, press, tx) => {
    if (call.meant !== undefined) return { reply: say('help.meant.already', { number: call.meant }) };
    const added = await addMeant(desk, tx, call, press.value ?? '', now);
    if (added === undefined) return { reply: say('help.press.gone') };
    const { before, changed } = added;
    if (changed === undefined) return { reply: overCard(desk, before, { urgency: call.urgency }) };
    const moved = { ...call, meant: before.number };
    return {
      changed: call.ended === undefined ? end(moved, 'cancelled', person, now) : { call: moved, news: [] },
      also: { before, changed },
      reply: addedCard(desk, changed),
    };
  };

  const newCall: Rule = async (call, person, now, press, tx) => {
    const note = call.notes[Number(press.value)];
    if (note === undefined) return { reply: say('help.newCall.gone') };
    if (note.became !== undefined) {
      return { reply: say('help.newCall.already', { number: note.became }) };
    }
    const made = callForHelp(
      {
        id: randomUUID(),
        number: await desk.nextNumber(tx),
        caller: person,
        branch: call.branch,
        zone: note.zone ?? null,
        urgency: note.urgency,
        note: note.text,
        policy: desk.policies.of(note.urgency, call.branch ?? undefined),
      },
      now,
      desk,
    );
    const left = withoutNote(call, note, made.call.number, now);
    await tx.put(helpCollection, left);
    const sent = sentCard(desk, made.call);
    return { changed: made, reply: { ...sent, parts: [...sent.parts, ...lowerParts(left, describe)] } };
  };

  return [
    {
      id: 'help.cancel',
      open: (call, person, now) => ({
        changed: end(call, 'cancelled', person, now),
        reply: say('help.press.cancelled', { number: call.number }),
      }),
    },
    {
      id: 'help.more',
      asks: true,
      open(call, _person, now) {
        const changed = askMore(call, now, desk);
        const asked = changed.news.filter((news) => news.type === 'asked');
        const fresh = asked.flatMap((news) => news.people);
        const again = asked.flatMap((news) => news.again);
        const dial = describe.dial(call);
        if (asked.length === 0)
          return { changed, reply: say('help.press.moreNobody', { number: call.number, dial }) };
        const reply =
          fresh.length > 0
            ? say('help.press.more', { number: call.number, people: describe.names(fresh) })
            : say('help.press.moreAgain', { number: call.number, people: describe.names(again), dial });
        return { changed, reply };
      },
      ended: callAgain,
    },
    {
      id: 'help.askNow',
      asks: true,
      replaces: true,
      open(call, _person, now) {
        const changed = isUnsent(call) ? byCaller(askFallback(call, now, desk)) : { call, news: [] };
        const people = describe.names(stillAsked(changed.call));
        const { number } = call;
        if (people.length === 0) {
          return { changed, reply: say('help.press.moreNobody', { number, dial: describe.dial(call) }) };
        }
        if (changed.call === call) return { reply: say('help.press.askedAlready', { number, people }) };
        return { changed, reply: askedNowCard(desk, changed.call) };
      },
      ended: callAgain,
    },
    {
      id: 'help.branch',
      asks: true,
      replaces: true,
      open(call, _person, now, press) {
        const branch = desk.branches.byCode(press.value ?? '');
        if (branch === undefined) return { reply: say('help.press.noBranch') };
        if (call.branch !== null) return { reply: branchSetCard(call, branch, desk, describe) };
        const policy = desk.policies.of(call.urgency, branch.id);
        const changed = after(withoutThoseElsewhere(desk, call, branch.id, now), (left) =>
          setBranch(left, branch, policy, now, desk),
        );
        const reply = withDial(sentCard(desk, changed.call), changed.call, describe.dial(call), describe);
        return { changed, reply, presence: 'there' };
      },
      ended: (call, _person, _now, { value = '' }) => ({
        reply: overCard(desk, call, { urgency: call.urgency, branch: desk.branches.byCode(value) }),
      }),
    },
    {
      id: 'help.raise',
      asks: true,
      open(call, _person, now, press) {
        const urgency = urgencyMeant(press.value ?? '') ?? 'now';
        const policy = desk.policies.of(urgency, call.branch ?? undefined);
        const changed = addToCall(call, { note: '', zone: null, urgency, policy }, now, desk);
        return { changed, reply: addedCard(desk, changed) };
      },
      ended: (call, _person, _now, { value = '' }) => ({
        reply: overCard(desk, call, { urgency: urgencyMeant(value) ?? 'now' }),
      }),
    },
    {
      id: 'help.lower',
      open(call, _person, now) {
        const left = urgencyLeft(call);
        const params = { number: call.number, urgency: describe.urgency(left) };
        if (left === call.urgency) return { reply: say('help.lowered.not', params) };
        const policy = desk.policies.of(left, call.branch ?? undefined);
        const changed = { call: lowered(call, left, policy, now, desk), news: [] };
        return { changed, reply: say('help.lowered', params) };
      },
    },
    { id: 'help.meant', asks: true, open: meant, ended: meant },
    { id: 'help.newCall', asks: true, open: newCall, ended: newCall },
  ];
}
