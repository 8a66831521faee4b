import type { Button, Form } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import { createBranchForm } from '../branches/index.ts';
import type { HelpDesk } from './help-desk.ts';
import { helpCollection } from './schema.ts';
import { say } from './texts.en.ts';

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
  return createBranchForm(
    {
      id: 'help.building',
      title: say('help.building.title'),
      submit: say('help.building.submit'),
      openToUnverified: true,
      // Nobody should have to send a form to read it.
      opening({ branch: chosen }) {
        const known = typeof chosen === 'string' ? branches.byCode(chosen) : undefined;
        return say('help.dial', { dial: branches.dialText(known) });
      },
      label: say('help.building.field'),
      hint: say('help.building.hint'),
      missing: say('help.building.missing'),
      option: (branch) => say('help.place.branch', { branch }),
      first: (look) => [desk.branchOfCaller(look)?.id, ...(people.staff(look.person)?.branches ?? [])],
      button: 'help.branch',
      // Whoever ended it may have meant something else.
      hasEnded: async (tx, call) => (await tx.get(helpCollection, call))?.ended !== undefined,
    },
    branches,
    buttons,
  );
}
