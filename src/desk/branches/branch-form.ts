import { z } from 'zod';
import type { Button, Form, Look } from '../../chat/command.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { branchOptions } from './place-choice.ts';
import type { Branches } from './types.ts';

type AnyForm = Form<Transaction>;

/** What a subject's form says and does, in which somebody chooses the building of a record. */
export interface BranchForm
  extends Pick<AnyForm, 'id' | 'title' | 'submit' | 'opening' | 'openToUnverified'> {
  readonly label: Text;
  readonly hint: Text;
  readonly missing: Text;
  /** The words for a building by its name. */
  readonly option: (branch: string) => Text;
  /** Codes of the buildings that come first, as far as they are known. */
  readonly first: (look: Look) => readonly (string | undefined)[];
  /** The id of the button of one building: the choice is a press on it. */
  readonly button: string;
  readonly hasEnded: (tx: Transaction, record: string) => Promise<boolean>;
}

/**
 * A form with the list of all buildings.
 *
 * @param buttons the subject's, with that of one building among them
 */
export function createBranchForm(
  { label, hint, missing, option, first, button, hasEnded, ...form }: BranchForm,
  branches: Branches,
  buttons: readonly Button<Transaction>[],
): AnyForm {
  const one = buttons.find(({ id }) => id === button);
  if (one === undefined) throw new Error(`There is no button ${button}.`);
  return {
    ...form,
    fields: [
      {
        id: 'branch',
        type: 'choice',
        label,
        hint,
        required: true,
        missing,
        schema: z.string().refine((code) => branches.byCode(code) !== undefined),
        options: (look) => branchOptions(branches, first(look), option),
      },
    ],
    plan(values, record, look) {
      const press = { value: String(values.branch), ...(record === undefined ? {} : { record }) };
      const plan = one.plan(press, look);
      if (plan.do !== 'run') throw new Error('A building is chosen at once.');
      return { ...plan, isOver: (tx) => hasEnded(tx, record ?? '') };
    },
  };
}
