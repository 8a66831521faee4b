import type { Button, Command, Form } from '../../chat/command.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { AnyCollection, Transaction } from '../../store/store.ts';
import { createEscalationButtons } from './buttons.ts';
import { createEscalate } from './commands.ts';
import { onDue } from './due.ts';
import { createEscalationDesk, type EscalationReads } from './escalation-desk.ts';
import { createEscalationForm, createReasonForm } from './forms.ts';
import { unreached } from './presses.ts';
import type { Changed } from './rules.ts';
import { dueOf, type Escalation, escalationCollection } from './schema.ts';
import { escalationTexts } from './texts.en.ts';

export type { AboutLookup, EscalationReads } from './escalation-desk.ts';
export { createEscalationHome } from './home.ts';
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
}

export const escalationCollections: readonly AnyCollection[] = [escalationCollection];

export function createEscalations(reads: EscalationReads): Escalations {
  const desk = createEscalationDesk(reads);

  /** Runs a rule on an open one and tells of it; one that has ended meanwhile is left alone. */
  async function change(tx: Transaction, id: string, rule: (escalation: Escalation) => Changed) {
    const before = await tx.get(escalationCollection, id);
    if (before === undefined || before.ended !== undefined) return {};
    const changed = rule(before);
    if (changed.escalation === before) return {};
    await tx.put(escalationCollection, changed.escalation);
    return desk.news.tellAll(changed, before);
  }

  return {
    commands: [createEscalate(desk)],
    forms: [createEscalationForm(desk), createReasonForm(desk)],
    buttons: createEscalationButtons(desk),
    texts: escalationTexts,
    kind: {
      kind: 'escalation',
      collection: escalationCollection,
      draw: desk.cards.draw,
      isOver: (escalation) => escalation.ended !== undefined,
      dueAt: (escalation) => dueOf(escalation)?.at,
      onDue: (tx, id, { now, lateMs }) =>
        change(tx, id, (escalation) => onDue(escalation, now, lateMs, desk)),
      onUnreached: (tx, id, person, reason, now) =>
        change(tx, id, (escalation) =>
          unreached(escalation, desk.people.canonical(person), reason, now, desk),
        ),
      redrawRank: (_escalation, view) => (view === 'caller' ? 0 : 1),
    },
  };
}
