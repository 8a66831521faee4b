import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Button, Look, Press } from '../../chat/command.ts';
import { formButton } from '../../chat/form-button.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { asKnown } from './as-known.ts';
import { type CallersPress, callersPresses, type Pressed, type Rule } from './callers-presses.ts';
import { coming, isEnough, isResponder, isShort, leader, needed } from './coming.ts';
import { declinedText } from './declined.ts';
import { steered } from './drill.ts';
import { withoutDrills } from './drill-calls.ts';
import { marked } from './drill-card.ts';
import { goneCard } from './gone.ts';
import type { HelpDesk } from './help-desk.ts';
import { besidesOthers } from './other-calls.ts';
import { arrive, claim, decline, end } from './presses.ts';
import type { Changed } from './rules.ts';
import { type HelpRequest, helpCollection } from './schema.ts';
import { say } from './texts.en.ts';
import { unsavedPress } from './unsaved.ts';

/** What a press does; on a call that is over, it mostly stays over, and the presser is told so. */
type Rules = Pick<CallersPress, 'open' | 'ended' | 'asks'>;

/** Every button of a call. Each has a defined answer in every state: a press on a call that is over is a polite sentence. */
export function createHelpButtons(desk: HelpDesk): readonly Button<Transaction>[] {
  const { describe, people } = desk;
  const params = (call: HelpRequest) => ({ number: call.number, place: describe.place(call) });
  const caller = (call: HelpRequest) => describe.name(call.caller);
  const isCaller = (call: HelpRequest, person: PersonId) => people.canonical(call.caller) === person;

  function button(id: string, openToUnverified: boolean, rules: Rules): Button<Transaction> {
    return {
      id,
      openToUnverified,
      plan(press: Press, look: Look) {
        let asking: Changed | undefined;
        return {
          do: 'run',
          run: (tx) =>
            run(tx, press, look, rules, (changed) => {
              asking = changed;
            }),
          unsaved: () => (asking === undefined ? undefined : unsavedPress(desk, asking)),
        };
      },
    };
  }

  /** @param keep takes what a caller asked for, in case it cannot be saved */
  async function run(
    tx: Transaction,
    press: Press,
    look: Look,
    { open, ended = over, asks }: Rules,
    keep: (asking: Changed) => void,
  ): Promise<Outcome> {
    const stored = await tx.get(helpCollection, press.record ?? '');
    if (stored === undefined) return { reply: goneCard(desk, look), replaces: true };
    const before = asKnown(stored, people.canonical);
    const rule = before.ended === undefined ? open : ended;
    const {
      changed: ruled,
      also,
      reply,
      presence,
    } = await rule(before, people.canonical(look.person), look.now, press, tx);
    if (ruled === undefined || ruled.call === before) return { reply: answer(reply, before) };
    const changed = steered(ruled, look.now);
    // Nobody is to come to a drill, least of all where no message can say afterwards that it was one.
    if (asks === true && changed.call.drill === undefined) keep(also?.changed ?? changed);
    await tx.put(helpCollection, changed.call);
    const told = desk.news.tellAll(changed, changed.call.id === before.id ? before : undefined);
    if (also !== undefined) await tx.put(helpCollection, also.changed.call);
    const first = also === undefined ? {} : desk.news.tellAll(also.changed, also.before);
    const outcome = await withoutDrills(desk, tx, changed.call, look.now, {
      reply: answer(reply, before),
      post: [...(first.post ?? []), ...(told.post ?? [])],
      ring: [...(first.ring ?? []), ...(told.ring ?? [])],
    });
    if (presence === undefined) return outcome;
    const me = { person: people.canonical(look.person), at: changed.call, how: presence };
    return besidesOthers(desk, tx, me, look.now, outcome);
  }

  function answer(reply: Text | Card, call: HelpRequest): Card {
    return marked(toCard(reply), call, describe);
  }

  /** A call that is over stays over. */
  function over(call: HelpRequest): Pressed {
    return { reply: say('help.press.over', { number: call.number, state: describe.state(call) }) };
  }

  /** The caller's own buttons, and nobody else's. */
  function callersOwn({ id, open, ended = over, asks, replaces }: CallersPress): Button<Transaction> {
    const own = button(id, true, {
      ...(asks === undefined ? {} : { asks }),
      open: (call, person, now, press, tx) =>
        isCaller(call, person)
          ? open(call, person, now, press, tx)
          : { reply: say('help.press.onlyCaller', { number: call.number, caller: caller(call) }) },
      // Nobody needs anything of a drill that is over.
      ended: (call, person, now, press, tx) =>
        isCaller(call, person) && call.drill === undefined ? ended(call, person, now, press, tx) : over(call),
    });
    return replaces === true ? replacing(own) : own;
  }

  /** For anyone but the caller: whoever presses in the channel may come, asked or not. */
  function respondersOwn(id: string, rule: Rule): Button<Transaction> {
    return button(id, false, {
      async open(call, person, now, press, tx) {
        if (isCaller(call, person)) return { reply: say('help.press.ownCall') };
        const pressed = await rule(call, person, now, press, tx);
        const isAnswer =
          call.drill !== undefined && pressed.changed !== undefined && pressed.changed.call !== call;
        return isAnswer ? { ...pressed, reply: say('help.drill.noted', { number: call.number }) } : pressed;
      },
    });
  }

  /** Whoever has a card only at an account that is not theirs gets one: "On scene" and "Done" are on it. */
  async function withCard(
    changed: Changed,
    call: HelpRequest,
    person: PersonId,
    tx: Transaction,
  ): Promise<Changed> {
    if (changed.call === call) return changed;
    const cutOff = await desk.cutOffFrom(tx, { kind: 'help', id: call.id });
    if (!cutOff.has(person)) return changed;
    return { ...changed, news: [...changed.news, { type: 'asked', people: [], again: [person] }] };
  }

  /** What somebody reads who has just said that they are coming. */
  function comingReply(call: HelpRequest, person: PersonId): Text {
    const leads = leader(call);
    if (isEnough(call) && leads !== undefined && leads !== person)
      return say('help.press.comingToo', { leader: describe.name(leads), caller: caller(call) });
    const given = { ...params(call), caller: caller(call) };
    if (call.branch === null) return say('help.press.coming.unknown', given);
    if (isEnough(call)) return say('help.press.coming', given);
    const counts = { ...given, count: coming(call).length, needs: needed(call) };
    return isShort(call)
      ? say('help.press.coming.short', { ...counts, dial: describe.dial(call) })
      : say('help.press.coming.some', counts);
  }

  return [
    formButton('help.close'),
    // The list of all buildings, where they are too many for a button each.
    formButton('help.building', { openToUnverified: true }),
    respondersOwn('help.claim', async (call, person, now, _press, tx) => {
      const changed = await withCard(claim(call, person, now), call, person, tx);
      const me = coming(call).find((one) => one.person === person);
      if (me !== undefined) {
        const reply =
          me.onSceneAt === undefined || call.drill !== undefined
            ? say('help.press.alreadyComing', { number: call.number, caller: caller(call) })
            : say('help.press.onScene', params(call));
        return { changed, reply };
      }
      return { changed, reply: comingReply(changed.call, person), presence: 'coming' };
    }),
    respondersOwn('help.decline', (call, person, now) => {
      const changed = decline(call, person, now, desk);
      return { changed, reply: declinedText(changed, describe) };
    }),
    respondersOwn('help.onScene', async (call, person, now, _press, tx) => ({
      changed: await withCard(arrive(call, person, now), call, person, tx),
      reply: say('help.press.onScene', params(call)),
      presence: 'there',
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
    ...callersPresses(desk).map(callersOwn),
  ];
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
