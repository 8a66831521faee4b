import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Button, Look, Press } from '../../chat/command.ts';
import { formButton } from '../../chat/form-button.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { parseInstant } from '../../time.ts';
import { hasLeft } from '../asking/index.ts';
import { askMore } from './ask-more.ts';
import { escalationButton } from './cards.ts';
import { parseWholeDeadline, resolveDeadline } from './deadline.ts';
import { sentCard } from './escalate-work.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import { acknowledge, decide, end, markSeen, passOn, takeUp } from './presses.ts';
import { type Changed, setBranch, setDeadline } from './rules.ts';
import { type Escalation, escalationCollection, holder } from './schema.ts';
import { stillAsked } from './still-asked.ts';
import { say } from './texts.en.ts';

/** What a press does, and what the presser is told. */
interface Pressed {
  readonly changed?: Changed;
  readonly reply: Text | Card;
}
type Rule = (escalation: Escalation, person: PersonId, now: string, press: Press) => Pressed;

/** Every button. Each has a defined answer in every state: a press on one that is over is a polite sentence. */
export function createEscalationButtons(desk: EscalationDesk): readonly Button<Transaction>[] {
  const { describe, people, branches } = desk;
  const asker = (escalation: Escalation) => describe.name(escalation.asker);

  function button(id: string, rule: Rule): Button<Transaction> {
    return {
      id,
      plan: (press: Press, look: Look) => ({ do: 'run', run: (tx) => run(tx, press, look, rule) }),
    };
  }

  async function run(tx: Transaction, press: Press, look: Look, rule: Rule): Promise<Outcome> {
    const before = await tx.get(escalationCollection, press.record ?? '');
    if (before === undefined)
      throw new DeskError('NOT_FOUND', 'no such escalation', { text: say('escalation.press.gone') });
    const { changed, reply } = rule(before, people.canonical(look.person), look.now, press);
    const card = 'parts' in reply ? reply : sentenceCard(reply);
    if (changed === undefined) return { reply: card };
    if (changed.escalation !== before) await tx.put(escalationCollection, changed.escalation);
    return { reply: card, ...desk.news.tellAll(changed, before) };
  }

  /** What anybody is told who presses once it is over: what came of it, by whom and when. */
  function over(escalation: Escalation): Text {
    const { number, ended } = escalation;
    return ended?.how === 'noDecision'
      ? say('escalation.press.late', {
          number,
          at: describe.at(escalation, ended.at),
          asker: asker(escalation),
        })
      : say('escalation.press.over', { number, state: describe.state(escalation) });
  }

  /** For those who were asked. Whoever has left can bring it to the next, and no more. */
  function answer(id: string, rule: Rule): Button<Transaction> {
    return button(id, (escalation, person, now, press) => {
      const isMe = (one: PersonId) => people.canonical(one) === person;
      if (!escalation.asked.some((one) => isMe(one.person)) || escalation.concerns.some(isMe))
        return { reply: say('escalation.press.onlyAsked', { number: escalation.number }) };
      const isOver = escalation.ended !== undefined;
      if (hasLeft(person, people) && (isOver || id !== 'escalation.passOn'))
        return { reply: say('escalation.press.left', { number: escalation.number }) };
      return !isOver ? rule(escalation, person, now, press) : { reply: over(escalation) };
    });
  }

  /** The asker's own buttons, and nobody else's. */
  function askersOwn(id: string, rule: Rule): Button<Transaction> {
    return button(id, (escalation, person, now, press) => {
      if (people.canonical(escalation.asker) !== person)
        return { reply: say('escalation.press.onlyAsker', { asker: asker(escalation) }) };
      return escalation.ended === undefined
        ? rule(escalation, person, now, press)
        : { reply: over(escalation) };
    });
  }

  /** For whoever answers for the branch, asked or not. */
  function inCharge(id: string, rule: Rule): Button<Transaction> {
    return button(id, (escalation, person, now, press) =>
      desk.isInCharge(escalation, person, now)
        ? rule(escalation, person, now, press)
        : { reply: say('escalation.press.onlySupervisor') },
    );
  }

  /** The answer to an answer: what was done, and one more press for the reason. */
  function withReason(escalation: Escalation, text: Text): Card {
    return {
      summary: text,
      parts: [
        { type: 'text', text },
        { type: 'buttons', buttons: [escalationButton(escalation, describe, 'escalation.reason')] },
      ],
    };
  }

  function passedOnText({ escalation, news }: Changed): Text {
    const { number } = escalation;
    const asked = news.flatMap((one) => (one.type === 'asked' ? [...one.people, ...one.again] : []));
    if (asked.length > 0) return say('escalation.press.passedOn', { number, people: describe.names(asked) });
    const held = holder(escalation);
    if (held !== undefined)
      return say('escalation.press.passedOnHeld', { number, person: describe.name(held) });
    return stillAsked(escalation, people).length > 0
      ? say('escalation.press.passedOnOthers', { number })
      : say('escalation.press.passedOnNobody', { number, asker: asker(escalation) });
  }

  const reason = formButton<Transaction>('escalation.reason');
  const left = button(reason.id, ({ number }) => ({
    reply: say('escalation.press.left', { number }),
  }));

  return [
    // The list of all buildings, where they are too many for a button each.
    formButton('escalation.building'),
    {
      ...reason,
      plan: (press, look) =>
        (hasLeft(people.canonical(look.person), people) ? left : reason).plan(press, look),
    },
    ...(['yes', 'no'] as const).map((what) =>
      answer(`escalation.${what}`, (escalation, person, now) => {
        const { number } = escalation;
        const text = say(`escalation.press.${what}`, { number, asker: asker(escalation) });
        return {
          changed: decide(escalation, what, person, now),
          reply: withReason(escalation, text),
        };
      }),
    ),
    answer('escalation.acknowledge', (escalation, person, now) => {
      const params = { number: escalation.number, asker: asker(escalation) };
      const changed = acknowledge(escalation, person, now);
      if (changed.escalation === escalation)
        return { reply: say('escalation.press.acknowledgedAlready', params) };
      const isOver = changed.escalation.ended !== undefined;
      const text = say(
        isOver ? 'escalation.press.acknowledgedOver' : 'escalation.press.acknowledged',
        params,
      );
      return { changed, reply: withReason(escalation, text) };
    }),
    answer('escalation.passOn', (escalation, person, now) => {
      const changed = passOn(escalation, person, now, desk);
      if (changed.escalation === escalation)
        return { reply: say('escalation.press.passedOnAlready', { number: escalation.number }) };
      const text = passedOnText(changed);
      return { changed, reply: hasLeft(person, people) ? text : withReason(escalation, text) };
    }),
    askersOwn('escalation.withdraw', (escalation, person, now) => ({
      changed: end(escalation, 'withdrawn', person, now),
      reply: say('escalation.press.withdrawn', { number: escalation.number }),
    })),
    askersOwn('escalation.more', (escalation, _person, now) => {
      const { number } = escalation;
      const changed = askMore(escalation, now, desk);
      const asked = changed.news.find((news) => news.type === 'asked');
      if (asked === undefined) return { changed, reply: say('escalation.press.moreNobody', { number }) };
      const reply =
        asked.people.length > 0
          ? say('escalation.press.more', {
              number,
              people: describe.names([...asked.people, ...asked.again]),
            })
          : say('escalation.press.moreAgain', { number, people: describe.names(asked.again) });
      return { changed, reply };
    }),
    askersOwn('escalation.branch', (escalation, _person, now, press) => {
      const branch = branches.byCode(press.value ?? '');
      if (branch === undefined) return { reply: say('escalation.press.noBranch') };
      const { number, deadlineWords, createdAt } = escalation;
      if (escalation.branch !== null)
        return { reply: say('escalation.press.branchSet', { number, branch: describe.place(escalation) }) };
      const typed = deadlineWords === undefined ? undefined : parseWholeDeadline(deadlineWords);
      const deadline =
        typed === undefined ? undefined : resolveDeadline(typed, branch, createdAt, branches, now);
      const deadlineAt = deadline?.type === 'at' ? deadline.at : undefined;
      const policy = desk.policies.of('escalate', branch.id);
      const changed = setBranch(escalation, branch.id, policy, deadlineAt, now, desk);
      return { changed, reply: sentCard(desk, changed.escalation, deadline, undefined) };
    }),
    askersOwn('escalation.deadline', (escalation, _person, now, press) => {
      const { number, deadlineAt } = escalation;
      const instant = parseInstant(press.value ?? '');
      if (instant === undefined) {
        return {
          changed: setDeadline(escalation, undefined, now),
          reply: say('escalation.press.noDeadline', { number }),
        };
      }
      const at = describe.at(escalation, instant);
      if (instant <= now) {
        const reply =
          deadlineAt === undefined
            ? say('escalation.press.deadlinePast', { number, at })
            : say('escalation.press.deadlineStays', {
                number,
                at,
                until: describe.at(escalation, deadlineAt),
              });
        return { reply };
      }
      return {
        changed: setDeadline(escalation, instant, now),
        reply: say('escalation.press.deadline', { number, at }),
      };
    }),
    inCharge('escalation.open', (escalation, person, now) =>
      escalation.ended === undefined
        ? {
            changed: takeUp(escalation, person, now),
            reply: say('escalation.press.shown', { number: escalation.number }),
          }
        : { reply: over(escalation) },
    ),
    inCharge('escalation.seen', (escalation, person, now) => {
      const { number, seen, ended } = escalation;
      if (ended?.how !== 'noDecision')
        return { reply: ended === undefined ? say('escalation.press.gone') : over(escalation) };
      if (seen !== undefined)
        return { reply: say('escalation.press.seenAlready', { number, person: describe.name(seen.by) }) };
      return {
        changed: markSeen(escalation, person, now),
        reply: say('escalation.press.seen', { number }),
      };
    }),
  ];
}
