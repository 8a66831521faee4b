import { randomUUID } from 'node:crypto';
import type { ButtonView, Card, CardPart } from '../../chat/card.ts';
import type { Look, Work } from '../../chat/command.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { instantToLocal } from '../../time.ts';
import type { Branch } from '../branches/index.ts';
import { buildingParts } from './building.ts';
import { type ResolvedDeadline, resolveDeadline } from './deadline.ts';
import { whoDecides } from './deputy.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import type { ParsedEscalation } from './parse.ts';
import { escalate } from './rules.ts';
import { type Escalation, escalationCollection, reasonLimit, stateOf, type Wants } from './schema.ts';
import { say } from './texts.en.ts';

/** What somebody asks, whether it was typed or filled in. */
export interface Asking extends ParsedEscalation {
  /** As chosen; undefined: the asker's, else that of the record it is about. */
  readonly branch?: Branch;
  readonly wants: Wants;
  readonly concerns: readonly PersonId[];
}

/**
 * Saves it and asks. A deadline that cannot be told from the words holds nothing up: it is asked about afterwards.
 * @throws DeskError INVALID_INPUT when the reason is too long: the form stays with what was filled in.
 */
export function escalateWork(desk: EscalationDesk, asking: Asking, look: Look): Work<Transaction> {
  const text = tooLong(asking.reason);
  if (text !== undefined) {
    throw new DeskError('INVALID_INPUT', 'reason too long', { text, fields: { reason: text } });
  }
  const id = randomUUID();
  return {
    async run(tx) {
      const found = asking.about === undefined ? undefined : await desk.about(tx, asking.about.number, look);
      const isUnknown = asking.about !== undefined && found === undefined;
      const typed = isUnknown ? asking.typed : undefined;
      const about = typed === undefined ? asking.about : undefined;
      const branch = asking.branch ?? desk.branchOfCaller(look) ?? desk.branches.byCode(found?.branch ?? '');
      const deadline =
        asking.deadline === undefined
          ? undefined
          : resolveDeadline(asking.deadline.deadline, branch, look.now, desk.branches);
      const concerns = [...asking.concerns, ...(await desk.concernedBy(tx, asking.about))];
      const changed = escalate(
        {
          id,
          number: await desk.nextNumber(tx),
          asker: desk.people.canonical(look.person),
          branch: branch?.id ?? null,
          about,
          wants: asking.wants,
          reason: typed?.words ?? asking.reason,
          concerns: concerns.map((person) => desk.people.canonical(person)),
          ...(deadline?.type === 'at' ? { deadlineAt: deadline.at } : {}),
          // On whose clock it was meant is known with the building.
          ...(branch === undefined && asking.deadline?.deadline.type === 'moment'
            ? { deadlineWords: asking.deadline.words }
            : {}),
          policy: desk.policies.of('escalate', branch?.id),
        },
        look.now,
        desk,
      );
      await tx.put(escalationCollection, changed.escalation);
      const unknown = isUnknown ? (typed ?? about)?.number : undefined;
      return {
        reply: sentCard(desk, changed.escalation, deadline, unknown),
        ...desk.news.tellAll(changed, undefined),
      };
    },
  };
}

/** What is said of a reason that does not fit; undefined when it does. */
export function tooLong(reason: string): Text | undefined {
  const count = [...reason].length;
  return count > reasonLimit ? say('escalation.form.reason.long', { count }) : undefined;
}

/**
 * The reply to one that is saved: to whom it goes, by when, and what has to be asked about the deadline.
 *
 * @param missing a number of which the asker is told that no record has it
 */
export function sentCard(
  desk: EscalationDesk,
  escalation: Escalation,
  deadline: ResolvedDeadline | undefined,
  missing: string | undefined,
): Card {
  const { number } = escalation;
  const unknown: readonly CardPart[] =
    missing === undefined
      ? []
      : [{ type: 'context', text: say('escalation.sent.unknown', { about: missing }) }];
  const after = [...deadlineParts(desk, escalation, deadline), ...unknown];
  if (stateOf(escalation) === 'unsent') {
    // An answer is not drawn again: it names its moment, so that it is still true later.
    const at = desk.describe.at(escalation, escalation.createdAt, 'seconds');
    return {
      summary: say('escalation.unsent.summary', { number, at }),
      tone: 'urgent',
      parts: [
        { type: 'text', text: say('escalation.unsent', { at }), strong: true },
        ...buildingParts(escalation, desk, desk.describe),
        ...after,
      ],
    };
  }
  return {
    summary: say('escalation.sent.summary', { number }),
    parts: [{ type: 'text', text: sentText(desk, escalation) }, ...after],
  };
}

function sentText({ describe, ...who }: EscalationDesk, escalation: Escalation) {
  const { number } = escalation;
  const people = describe.names(escalation.asked.map((one) => one.person));
  if (people.length > 0) return say('escalation.sent.to', { number, people });
  const person = whoDecides(escalation, who);
  return person === undefined
    ? say('escalation.sent.nobodyAtAll', { number })
    : say('escalation.sent.nobody', { number, person: describe.name(person) });
}

function deadlineParts(
  { describe }: EscalationDesk,
  escalation: Escalation,
  deadline: ResolvedDeadline | undefined,
): readonly CardPart[] {
  if (deadline === undefined) return [];
  const none = deadlineButton(escalation, 'none', say('escalation.deadline.none'), {
    describe: say('escalation.deadline.none.describe', { number: escalation.number }),
  });
  if (deadline.type === 'at') {
    const at = describe.at(escalation, deadline.at);
    return [
      { type: 'text', text: say('escalation.sent.deadline', { at }) },
      { type: 'buttons', buttons: [none] },
    ];
  }
  const { why, choices } = deadline;
  const zone = describe.zoneOf(escalation);
  const buttons = choices.map((instant, index): ButtonView => {
    const at = { instant, zone, style: 'full' } as const;
    const { time } = instantToLocal(instant, zone);
    const isTwice = why === 'twice' && choices.length === 2;
    const label = isTwice
      ? say(index === 0 ? 'escalation.deadline.first' : 'escalation.deadline.second', { time })
      : say('escalation.deadline.exact', { at });
    return deadlineButton(escalation, instant, label, {
      describe: say('escalation.deadline.choose.describe', { number: escalation.number, at }),
    });
  });
  const at = { instant: deadline.at, zone, style: 'full' } as const;
  return [
    { type: 'text', text: say(`escalation.deadline.${why}`, { at }), strong: true },
    { type: 'buttons', buttons: [...buttons, none] },
  ];
}

function deadlineButton(
  { id }: Escalation,
  value: string,
  label: ButtonView['label'],
  more: Pick<ButtonView, 'describe'>,
): ButtonView {
  return { button: 'escalation.deadline', label, record: id, value, ...more };
}
