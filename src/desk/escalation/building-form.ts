import { z } from 'zod';
import type { Button, Form } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { branchOptions } from '../branches/index.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import { escalationCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** Opens the list of all buildings, where they are too many for a button each. */
export function buildingButton(): Button<Transaction> {
  return {
    id: 'escalation.building',
    plan: ({ record }) => ({
      do: 'form',
      open: { form: 'escalation.building', ...(record === undefined ? {} : { record }) },
    }),
  };
}

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
  const branch = buttons.find(({ id }) => id === 'escalation.branch');
  return {
    id: 'escalation.building',
    title: say('escalation.building.title'),
    submit: say('escalation.building.submit'),
    fields: [
      {
        id: 'branch',
        type: 'choice',
        label: say('escalation.building.field'),
        hint: say('escalation.form.branch.hint'),
        required: true,
        missing: say('escalation.form.branch.missing'),
        schema: z.string().refine((code) => branches.byCode(code) !== undefined),
        options(look) {
          const own = people.staff(look.person)?.branches ?? [];
          return branchOptions(branches, [desk.branchOfCaller(look)?.id, ...own], (name) =>
            say('escalation.place', { branch: name }),
          );
        },
      },
    ],
    plan(values, record, look) {
      const press = { value: String(values.branch), ...(record === undefined ? {} : { record }) };
      const plan = branch?.plan(press, look);
      if (plan?.do !== 'run') throw new Error('A building is chosen at once.');
      return {
        ...plan,
        // What came of it since is said, and not what was said when it was chosen.
        isOver: async (tx) => (await tx.get(escalationCollection, record ?? ''))?.ended !== undefined,
      };
    },
  };
}
