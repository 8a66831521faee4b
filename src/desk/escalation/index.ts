import type { Button, Command, Form } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { AnyCollection, Transaction } from '../../store/store.ts';
import { msBetween } from '../../time.ts';
import { hasLeft, latestAt } from '../asking/index.ts';
import { delayedEvent, heardFrom, reroutedEvent } from '../routes/index.ts';
import { askAtNewPlace } from './ask-at-new-place.ts';
import { createBuildingForm } from './building-form.ts';
import { createEscalationButtons } from './buttons.ts';
import { createEscalate } from './commands.ts';
import { onDue } from './due.ts';
import { createEscalationDesk, type EscalationReads } from './escalation-desk.ts';
import { createEscalationForm, createReasonForm } from './forms.ts';
import { lacksStep, withStep } from './give-step.ts';
import { unreached } from './presses.ts';
import type { Changed } from './rules.ts';
import { dueOf, type Escalation, escalationCollection, holder, type TimelineEvent } from './schema.ts';
import { escalationTexts } from './texts.en.ts';

export type { AboutLookup, EscalationReads } from './escalation-desk.ts';
export { createEscalationHome } from './home.ts';
export { escalationNotices } from './notices.ts';
export * from './schema.ts';
export { createWaitingEscalations } from './waiting.ts';
export { whatIfEscalated } from './what-if.ts';

/** Asking a supervisor, with an answer by a time: its command, forms, buttons, cards and what falls due. */
export interface Escalations {
  readonly commands: readonly Command<Transaction>[];
  readonly forms: readonly Form<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kind: RecordKind<Transaction, Escalation>;
  readonly texts: typeof escalationTexts;
  /** The ids of those that are open. */
  readonly open: (tx: Transaction) => Promise<readonly string[]>;
  /** Asks for an open one whoever was asked at an account that is no longer theirs, or had no address and now has one. */
  readonly recheck: (tx: Transaction, id: string, now: string) => Promise<Outcome>;
}

export const escalationCollections: readonly AnyCollection[] = [escalationCollection];

export function createEscalations(reads: EscalationReads): Escalations {
  const desk = createEscalationDesk(reads);
  const buttons = createEscalationButtons(desk);

  /** Runs a rule on an open one and tells of it; one that has ended meanwhile is left alone. */
  async function change(
    tx: Transaction,
    id: string,
    rule: (escalation: Escalation) => Changed | Promise<Changed>,
  ) {
    const before = await tx.get(escalationCollection, id);
    if (before === undefined || before.ended !== undefined) return {};
    const changed = await rule(before);
    if (changed.escalation === before) return {};
    await tx.put(escalationCollection, changed.escalation);
    return desk.news.tellAll(changed, before);
  }

  /** Adds to the timeline, also of one that is over. */
  async function note(tx: Transaction, id: string, event: TimelineEvent): Promise<void> {
    const before = await tx.get(escalationCollection, id);
    if (before === undefined) return;
    await tx.put(escalationCollection, { ...before, timeline: [...before.timeline, event] });
  }

  return {
    commands: [createEscalate(desk)],
    forms: [createEscalationForm(desk), createReasonForm(desk), createBuildingForm(desk, buttons)],
    buttons,
    texts: escalationTexts,
    open: async (tx) => (await tx.range(escalationCollection, 'open', {})).map(({ id }) => id),
    recheck: (tx, id, now) =>
      change(tx, id, async (escalation) => {
        const cutOff = await desk.cutOffFrom(tx, { kind: 'escalation', id });
        return askAtNewPlace(escalation, cutOff, now, desk);
      }),
    kind: {
      kind: 'escalation',
      collection: escalationCollection,
      draw: desk.cards.draw,
      isOver: (escalation) => escalation.ended !== undefined,
      label: (escalation) => escalation.number,
      isCall: true,
      alwaysDue: {
        index: 'open',
        isMissing: lacksStep,
        async mend(tx, id, now) {
          const escalation = await tx.get(escalationCollection, id);
          if (escalation === undefined || !lacksStep(escalation)) return true;
          await tx.put(escalationCollection, withStep(escalation, now));
          return true;
        },
      },
      dueAt: (escalation) => dueOf(escalation)?.at,
      latestAt,
      onDue: (tx, id, { now, lateMs }) =>
        change(tx, id, (escalation) => onDue(escalation, now, lateMs, desk)),
      onUnreached: (tx, id, person, reason, now, routes) =>
        change(tx, id, (escalation) =>
          unreached(escalation, desk.people.canonical(person), { reason, routes }, now, desk),
        ),
      onRerouted: (tx, id, reached, now) => note(tx, id, reroutedEvent(reached, now)),
      onDelayed: (tx, id, late, now) => note(tx, id, delayedEvent(late, now)),
      heardFrom(escalation, person) {
        const { canonical } = desk.people;
        return heardFrom(escalation.timeline, (one) => canonical(one) === canonical(person));
      },
      awaitsAnswer(escalation, person, now) {
        const { canonical } = desk.people;
        const isOld = msBetween(escalation.createdAt, now) > escalation.staleAfterMs;
        const hasAnswered = escalation.answers.some((one) => canonical(one.person) === canonical(person));
        const isOut = hasAnswered || hasLeft(person, desk.people);
        if (escalation.ended !== undefined || isOld || isOut) return 'no';
        return holder(escalation) === undefined ? 'yes' : 'perhaps';
      },
      redrawRank: (_escalation, view) => (view === 'caller' ? 0 : 1),
    },
  };
}
