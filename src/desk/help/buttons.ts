import { randomUUID } from 'node:crypto';
import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Button, Look, Press } from '../../chat/command.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { addToCall } from './add-to-call.ts';
import { asKnown } from './as-known.ts';
import { branchSetCard, isUnsent } from './building.ts';
import { addedCard, askedNowCard, sentCard } from './call-work.ts';
import { coming, isEnough, isResponder, leader, needed } from './coming.ts';
import { declinedText } from './declined.ts';
import { steered } from './drill.ts';
import { withoutDrills } from './drill-calls.ts';
import { marked } from './drill-card.ts';
import { askFallback } from './due.ts';
import { addMeant } from './elsewhere.ts';
import { closeButton } from './forms.ts';
import { goneCard } from './gone.ts';
import type { HelpDesk } from './help-desk.ts';
import { urgencyMeant } from './parse.ts';
import { arrive, claim, decline, end } from './presses.ts';
import { askMore, byCaller, type Changed, callForHelp, setBranch } from './rules.ts';
import { type HelpRequest, helpCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** What a press does to an open call, and what the presser is told. */
type Rule = (
  call: HelpRequest,
  person: PersonId,
  now: string,
  press: Press,
  tx: Transaction,
) => Promise<Pressed> | Pressed;
interface Pressed {
  readonly changed?: Changed;
  /** Another call of the same caller, which their words went to. */
  readonly also?: { readonly before: HelpRequest; readonly changed: Changed };
  readonly reply: Text | Card;
}

/** Every button of a call. Each has a defined answer in every state: a press on a call that is over is a polite sentence. */
export function createHelpButtons(desk: HelpDesk): readonly Button<Transaction>[] {
  const { describe, people } = desk;
  const params = (call: HelpRequest) => ({ number: call.number, place: describe.place(call) });
  const caller = (call: HelpRequest) => describe.name(call.caller);
  const isCaller = (call: HelpRequest, person: PersonId) => people.canonical(call.caller) === person;

  function button(id: string, openToUnverified: boolean, rule: Rule): Button<Transaction> {
    return {
      id,
      openToUnverified,
      plan: (press: Press, look: Look) => ({
        do: 'run',
        run: (tx) => run(tx, press, look, rule),
      }),
    };
  }

  async function run(tx: Transaction, press: Press, look: Look, rule: Rule): Promise<Outcome> {
    const stored = await tx.get(helpCollection, press.record ?? '');
    if (stored === undefined) return { reply: goneCard(desk, look), replaces: true };
    const before = asKnown(stored, people.canonical);
    if (before.ended !== undefined)
      return {
        reply: answer(
          say('help.press.over', { number: before.number, state: describe.state(before) }),
          before,
        ),
      };
    const {
      changed: ruled,
      also,
      reply,
    } = await rule(before, people.canonical(look.person), look.now, press, tx);
    if (ruled === undefined || ruled.call === before) return { reply: answer(reply, before) };
    const changed = steered(ruled, look.now);
    await tx.put(helpCollection, changed.call);
    const told = desk.news.tellAll(changed, changed.call.id === before.id ? before : undefined);
    if (also !== undefined) await tx.put(helpCollection, also.changed.call);
    const first = also === undefined ? {} : desk.news.tellAll(also.changed, also.before);
    return withoutDrills(desk, tx, changed.call, look.now, {
      reply: answer(reply, before),
      post: [...(first.post ?? []), ...(told.post ?? [])],
      ring: [...(first.ring ?? []), ...(told.ring ?? [])],
    });
  }

  function answer(reply: Text | Card, call: HelpRequest): Card {
    return marked(toCard(reply), call, describe);
  }

  /** The caller's own buttons, and nobody else's. */
  function callersOwn(id: string, rule: Rule): Button<Transaction> {
    return button(id, true, (call, person, now, press, tx) =>
      isCaller(call, person)
        ? rule(call, person, now, press, tx)
        : { reply: say('help.press.onlyCaller', { number: call.number, caller: caller(call) }) },
    );
  }

  /** For anyone but the caller: whoever presses in the channel may come, asked or not. */
  function respondersOwn(id: string, rule: Rule): Button<Transaction> {
    return button(id, false, async (call, person, now, press, tx) => {
      if (isCaller(call, person)) return { reply: say('help.press.ownCall') };
      const pressed = await rule(call, person, now, press, tx);
      const isAnswer =
        call.drill !== undefined && pressed.changed !== undefined && pressed.changed.call !== call;
      return isAnswer ? { ...pressed, reply: say('help.drill.noted', { number: call.number }) } : pressed;
    });
  }

  return [
    closeButton(),
    respondersOwn('help.claim', (call, person, now) => {
      const changed = claim(call, person, now);
      const leads = leader(changed.call);
      if (changed.call === call) {
        return { reply: say('help.press.alreadyComing', { number: call.number, caller: caller(call) }) };
      }
      const given = { ...params(call), caller: caller(call) };
      const reply = !isEnough(changed.call)
        ? say('help.press.coming.some', {
            ...given,
            count: coming(changed.call).length,
            needs: needed(changed.call),
          })
        : leads === person || leads === undefined
          ? say('help.press.coming', given)
          : say('help.press.comingToo', { leader: describe.name(leads), caller: caller(call) });
      return { changed, reply };
    }),
    respondersOwn('help.decline', (call, person, now) => {
      const changed = decline(call, person, now, desk);
      return { changed, reply: declinedText(changed, describe) };
    }),
    respondersOwn('help.onScene', (call, person, now) => ({
      changed: arrive(call, person, now),
      reply: say('help.press.onScene', params(call)),
    })),
    respondersOwn('help.done', (call, person, now) => {
      const asked = call.asked.some((one) => people.canonical(one.person) === person);
      if (!asked && !isResponder(call, person)) {
        return { reply: say('help.press.onlyAsked', { number: call.number, caller: caller(call) }) };
      }
      const reply = say('help.press.done', { number: call.number });
      // In a drill it is an answer like any other: the others are to have their turn.
      if (call.drill !== undefined) return { changed: arrive(call, person, now), reply };
      return { changed: end(call, 'done', person, now), reply };
    }),
    callersOwn('help.cancel', (call, person, now) => ({
      changed: end(call, 'cancelled', person, now),
      reply: say('help.press.cancelled', { number: call.number }),
    })),
    callersOwn('help.more', (call, _person, now) => {
      const changed = askMore(call, now, desk);
      const asked = changed.news.filter((news) => news.type === 'asked');
      const fresh = asked.flatMap((news) => news.people);
      const dial = describe.dial(call);
      if (asked.length === 0)
        return { changed, reply: say('help.press.moreNobody', { number: call.number, dial }) };
      const reply =
        fresh.length > 0
          ? say('help.press.more', { number: call.number, people: describe.names(fresh) })
          : say('help.press.moreAgain', { number: call.number, dial });
      return { changed, reply };
    }),
    replacing(
      callersOwn('help.askNow', (call, _person, now) => {
        const changed = isUnsent(call) ? byCaller(askFallback(call, now, desk)) : { call, news: [] };
        const people = describe.names(changed.call.asked.map((one) => one.person));
        const { number } = call;
        if (people.length === 0) {
          return { changed, reply: say('help.press.moreNobody', { number, dial: describe.dial(call) }) };
        }
        if (changed.call === call) return { reply: say('help.press.askedAlready', { number, people }) };
        return { changed, reply: askedNowCard(desk, changed.call) };
      }),
    ),
    replacing(
      callersOwn('help.branch', (call, _person, now, press) => {
        const branch = desk.branches.byCode(press.value ?? '');
        if (branch === undefined) return { reply: say('help.press.noBranch') };
        if (call.branch !== null) return { reply: branchSetCard(call, branch, desk, describe) };
        const policy = desk.policies.of(call.urgency, branch.id);
        const changed = setBranch(call, branch, policy, now, desk);
        return { changed, reply: sentCard(desk, changed.call) };
      }),
    ),
    callersOwn('help.raise', (call, _person, now, press) => {
      const urgency = urgencyMeant(press.value ?? '') ?? 'now';
      const policy = desk.policies.of(urgency, call.branch ?? undefined);
      const changed = addToCall(call, { note: '', zone: null, urgency, policy }, now, desk);
      return { changed, reply: addedCard(desk, changed) };
    }),
    callersOwn('help.meant', async (call, person, now, press, tx) => {
      const meant = await addMeant(desk, tx, call, press.value ?? '', now);
      if (meant === undefined) return { reply: say('help.press.gone') };
      const { before, changed } = meant;
      if (changed === undefined) {
        return { reply: say('help.press.over', { number: before.number, state: describe.state(before) }) };
      }
      const reply = addedCard(desk, changed);
      return { changed: end(call, 'cancelled', person, now), also: { before, changed }, reply };
    }),
    callersOwn('help.newCall', async (call, person, now, press, tx) => {
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
      await tx.put(helpCollection, withoutNote(call, note, made.call.number));
      return { changed: made, reply: sentCard(desk, made.call) };
    }),
  ];
}

/** The call without words that became one of their own; the place that they named goes with them. */
function withoutNote(call: HelpRequest, note: HelpRequest['notes'][number], became: string): HelpRequest {
  const notes = call.notes.map((one) => (one === note ? { ...one, became } : one));
  const moved = call.timeline.findLast(({ from }) => from !== undefined);
  const isByNote = moved?.at === note.at && call.zone === note.zone;
  return { ...call, notes, ...(moved?.from !== undefined && isByNote ? { zone: moved.from } : {}) };
}

function toCard(reply: Text | Card): Card {
  return 'parts' in reply ? reply : sentenceCard(reply);
}

/** The answer that asked for this press goes: it says that nobody is asked yet. */
function replacing(button: Button<Transaction>): Button<Transaction> {
  return {
    ...button,
    plan(press, look) {
      const plan = button.plan(press, look);
      if (plan.do !== 'run') return plan;
      return { ...plan, run: async (tx) => ({ ...(await plan.run(tx)), replaces: true }) };
    },
  };
}
