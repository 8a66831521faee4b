import type { Button, Form } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { createBranchForm } from '../branches/index.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import { escalationCollection } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * All buildings, the asker's own first.
 *
 * @param buttons those of a question: the choice is a press on the one of that building
 */
export function createBuildingForm(
  desk: EscalationDesk,
  buttons: readonly Button<Transaction>[],
): Form<Transaction> {
  const { branches, people } = desk;
  return createBranchForm(
    {
      id: 'escalation.building',
      title: say('escalation.building.title'),
      submit: say('escalation.building.submit'),
      label: say('escalation.building.field'),
      hint: say('escalation.form.branch.hint'),
      missing: say('escalation.form.branch.missing'),
      option: (branch) => say('escalation.place', { branch }),
      first: (look) => [desk.branchOfCaller(look)?.id, ...(people.staff(look.person)?.branches ?? [])],
      button: 'escalation.branch',
      // What came of it since is said, and not what was said when it was chosen.
      hasEnded: async (tx, escalation) =>
        (await tx.get(escalationCollection, escalation))?.ended !== undefined,
    },
    branches,
    buttons,
  );
}
