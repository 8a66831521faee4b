import { z } from 'zod';
import type { Button, Form } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { branchOptions } from '../branches/index.ts';
import type { HelpDesk } from './help-desk.ts';
import { helpCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** Opens the list of all buildings, where they are too many for a button each. */
export function buildingButton(): Button<Transaction> {
  return {
    id: 'help.building',
    openToUnverified: true,
    plan: ({ record }) => ({
      do: 'form',
      open: { form: 'help.building', ...(record === undefined ? {} : { record }) },
    }),
  };
}

/**
 * All buildings, the caller's own first.
 *
 * @param buttons those of a call: the choice is a press on the one of that building
 */
export function createBuildingForm(
  desk: HelpDesk,
  buttons: readonly Button<Transaction>[],
): Form<Transaction> {
  const { branches, people } = desk;
  const branch = buttons.find(({ id }) => id === 'help.branch');
  return {
    id: 'help.building',
    title: say('help.building.title'),
    submit: say('help.building.submit'),
    openToUnverified: true,
    // Nobody should have to send a form to read it.
    opening({ branch: chosen }) {
      const known = typeof chosen === 'string' ? branches.byCode(chosen) : undefined;
      return say('help.dial', { dial: branches.dialText(known) });
    },
    fields: [
      {
        id: 'branch',
        type: 'choice',
        label: say('help.building.field'),
        hint: say('help.building.hint'),
        required: true,
        missing: say('help.building.missing'),
        schema: z.string().refine((code) => branches.byCode(code) !== undefined),
        options(look) {
          const own = people.staff(look.person)?.branches ?? [];
          return branchOptions(branches, [desk.branchOfCaller(look)?.id, ...own], (name) =>
            say('help.place.branch', { branch: name }),
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
        // Whoever ended it may have meant something else.
        isOver: async (tx) => (await tx.get(helpCollection, record ?? ''))?.ended !== undefined,
      };
    },
  };
}
