import { randomUUID } from 'node:crypto';
import type { ButtonView, Card, CardPart } from '../../chat/card.ts';
import type { Look, Work } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { parsePlace } from '../branches/index.ts';
import { routeFacts } from '../routes/index.ts';
import { addToCall, addWithBranch } from './add-to-call.ts';
import { addedText } from './again.ts';
import {
  askNowButtons,
  buildingButtons,
  buildingParts,
  choiceParts,
  fallbackParts,
  isUnsent,
} from './building.ts';
import { openCallsOf } from './calls-of.ts';
import { isWithoutColleagues } from './card-facts.ts';
import { inSight } from './cards.ts';
import { isEnough } from './coming.ts';
import { dialCard, withDial } from './dial.ts';
import { withoutDrills } from './drill-calls.ts';
import { callElsewhere, elsewhereParts } from './elsewhere.ts';
import type { HelpDesk } from './help-desk.ts';
import { fitNote, tellingRest } from './note.ts';
import { besidesOthers, withoutThoseElsewhere } from './other-calls.ts';
import type { ParsedCall } from './parse.ts';
import { raiseParts } from './raise.ts';
import { after, type Changed, callForHelp, stillAsked } from './rules.ts';
import { earlierParts, isRecent, runningCall } from './running.ts';
import { type HelpRequest, helpCollection, notesOf, type Urgency } from './schema.ts';
import { say } from './texts.en.ts';
import { endParts } from './typed-button.ts';
import { callAlone, unsavedCall, type Worked } from './unsaved.ts';

/** Saves a call and asks, whether it was typed or filled in. Of a note that is too long it sends what fits. */
export function callWork(desk: HelpDesk, call: ParsedCall, look: Look): Work<Transaction> {
  const id = randomUUID();
  const dial = call.urgency === 'emergency' ? desk.dialFor(look, call.branch) : undefined;
  let worked: Worked | undefined;
  const keep = (now: Worked) => {
    worked = now;
  };
  return {
    ...(dial === undefined ? {} : { first: dialCard(dial) }),
    run: async (tx) => {
      worked = undefined;
      const real = { branch: call.branch?.id ?? null, caller: desk.people.canonical(look.person) };
      return withoutDrills(desk, tx, real, look.now, await save(desk, tx, id, call, look, dial, keep));
    },
    unsaved: () => unsavedCall(desk, worked ?? callAlone(desk, id, call, look)),
  };
}

/**
 * @param dial what the caller has read first that they are to dial; undefined: nothing
 * @param keep takes what became of the words, in case it cannot be saved
 */
async function save(
  desk: HelpDesk,
  tx: Transaction,
  id: string,
  call: ParsedCall,
  look: Look,
  dial: string | undefined,
  keep: (worked: Worked) => void,
): Promise<Outcome> {
  const branch = call.branch?.id ?? null;
  const policy = desk.policies.of(call.urgency, branch ?? undefined);
  const caller = desk.people.canonical(look.person);
  const open = await openCallsOf(tx, caller, desk.people);
  const latest = open.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const before = runningCall(latest, branch, look.now);
  const said = before === undefined ? call : readAt(before, call, desk);
  const { note, rest } = fitNote(said.note);
  const words = Object.assign({}, said, { note });
  const outcome = (changed: Changed, reply: Card, of?: HelpRequest): Promise<Outcome> => {
    keep({ changed, rest });
    const heard = dial ?? desk.describe.dial(of ?? changed.call);
    const answer = withDial(reply, changed.call, heard, desk.describe);
    const told = {
      ...tellingRest(answer, rest, changed.call.branch),
      ...desk.news.tellAll(changed, of),
    };
    return besidesOthers(desk, tx, { person: caller, at: changed.call, how: 'called' }, look.now, told);
  };
  if (before !== undefined) {
    const ladder = desk.policies.of(call.urgency, before.branch ?? undefined);
    const changed = addToCall(before, { ...words, policy: ladder }, look.now, desk);
    await tx.put(helpCollection, changed.call);
    return outcome(changed, addedCard(desk, changed), before);
  }
  const unknown = latest.findLast((one) => one.branch === null && isRecent(one, look.now));
  if (unknown !== undefined && call.branch !== undefined) {
    // Typed again with its building, instead of pressed.
    const { id: code } = call.branch;
    const policyOf = (urgency: Urgency) => desk.policies.of(urgency, code);
    const { branch: where } = call;
    const changed = after(withoutThoseElsewhere(desk, unknown, code, look.now), (left) =>
      addWithBranch(left, words, where, policyOf, look.now, desk),
    );
    await tx.put(helpCollection, changed.call);
    return outcome(changed, sentCard(desk, changed.call), unknown);
  }
  const number = await desk.nextNumber(tx);
  const changed = callForHelp(
    { id, number, caller, policy, branch, zone: said.zone, urgency: said.urgency, note },
    look.now,
    desk,
  );
  await tx.put(helpCollection, changed.call);
  const sent = sentCard(desk, changed.call);
  const elsewhere = callElsewhere(latest, call, look.now);
  const earlier = latest.findLast((one) => one.branch === branch);
  const more =
    elsewhere === undefined
      ? earlierParts(earlier, desk.describe)
      : elsewhereParts(elsewhere, changed.call, desk.describe);
  return outcome(changed, { ...sent, parts: [...sent.parts, ...more] });
}

/** Words without a building are about that of the call that they belong to: they may begin with one of its zones. */
function readAt(running: HelpRequest, call: ParsedCall, { branches }: HelpDesk): ParsedCall {
  const branch = running.branch === null ? undefined : branches.byCode(running.branch);
  if (call.branch !== undefined || branch === undefined) return call;
  const { zone = null, rest } = parsePlace(call.note, branch, branches);
  return { ...call, zone, note: rest };
}

/** The reply to a call that is saved: to whom it goes, or that it goes to nobody yet. */
export function sentCard(desk: HelpDesk, call: HelpRequest): Card {
  if (call.branch === null) return unsentCard(desk, call);
  const { describe } = desk;
  const people = describe.names(stillAsked(call));
  const branch = describe.place({ branch: call.branch, zone: null });
  const text =
    people.length === 0
      ? say('help.sent.nobody', { number: call.number, dial: describe.dial(call) })
      : say(isWithoutColleagues(call, desk) ? 'help.sent.elsewhere' : 'help.sent.to', {
          number: call.number,
          people,
          branch,
          urgency: describe.what(call),
        });
  return {
    summary: people.length === 0 ? text : say('help.sent.summary', { number: call.number }),
    parts: [
      { type: 'text', text },
      ...endParts(call, call.notes.at(-1)?.text ?? '', describe),
      ...raiseParts(call, notesOf(call), describe),
    ],
    ...inSight(call, describe),
  };
}

/** An answer is not drawn again: it names its moment, so that it is still true when the fallback person was asked. */
function unsentCard(desk: HelpDesk, call: HelpRequest): Card {
  const { describe } = desk;
  const at = describe.at(call, call.createdAt, 'seconds');
  return {
    summary: say('help.unsent.summary', { number: call.number, at }),
    tone: 'urgent',
    parts: [
      { type: 'text', text: say('help.unsent', { at }), strong: true },
      ...endParts(call, call.notes.at(-1)?.text ?? '', describe),
      { type: 'text', text: say('help.unsent.why') },
      ...choiceParts(call, desk),
      ...fallbackParts('help.unsent.then', call, desk, describe),
      ...buttonsOf(askNowButtons(call, desk)),
      { type: 'text', text: say('help.dial', { dial: describe.dial(call) }), strong: true },
      ...raiseParts(call, notesOf(call), describe),
    ],
    ...inSight(call, describe),
  };
}

/** The reply when the call goes to the fallback person at the caller's word: the building is still asked for. */
export function askedNowCard(desk: HelpDesk, call: HelpRequest): Card {
  const { describe } = desk;
  const people = describe.names(call.asked.map((one) => one.person));
  const text = say('help.press.askedNow', { number: call.number, people });
  return {
    summary: text,
    parts: [
      { type: 'text', text, strong: true },
      ...buildingParts(call, desk, describe),
      { type: 'text', text: say('help.dial', { dial: describe.dial(call) }) },
    ],
    ...inSight(call, describe),
  };
}

function buttonsOf(buttons: readonly ButtonView[]): readonly CardPart[] {
  return buttons.length === 0 ? [] : [{ type: 'buttons', buttons }];
}

/** The reply to words that were added to an open call: what came of them. */
export function addedCard(desk: HelpDesk, changed: Changed): Card {
  const { call } = changed;
  const number = call.number;
  const text = addedText(changed, desk.describe);
  const said = call.notes.at(-1)?.text ?? '';
  // Where it is sent to nobody yet, they are asked when its building is known.
  const raise = raiseParts(call, isUnsent(call) ? [] : [said], desk.describe);
  const parts: CardPart[] = [{ type: 'text', text }, ...endParts(call, said, desk.describe), ...raise];
  if (call.branch === null) {
    parts.push({ type: 'buttons', buttons: [...buildingButtons(call, desk), ...askNowButtons(call, desk)] });
  }
  // They read before that nobody comes: that they are asked again is not to sound like more than it is.
  else if (call.nobodyToldAt !== undefined && !isEnough(call) && raise.length === 0) {
    parts.push({ type: 'text', text: say('help.dial', { dial: desk.describe.dial(call) }) });
  }
  // Their card may not have got through either: this may be the first that the caller hears of it.
  const facts = routeFacts(call.timeline, desk.describe.name);
  if (facts.length > 0) parts.push({ type: 'facts', facts });
  parts.push({
    type: 'buttons',
    buttons: [
      {
        button: 'help.newCall',
        label: say('help.button.newCall'),
        describe: say('help.button.newCall.describe', { number }),
        record: call.id,
        value: String(call.notes.length - 1),
      },
    ],
  });
  return { summary: say('help.added.summary', { number }), parts, ...inSight(call, desk.describe) };
}
