import type { ButtonView } from '../../chat/card.ts';
import type { Branches } from './types.ts';

/**
 * One button per branch, each with its code as the value, for a record whose building is unknown.
 *
 * @param words of the button, given the branch as it is shown
 */
export function branchButtons(
  branches: Pick<Branches, 'all' | 'label'>,
  on: { readonly button: string; readonly record: string },
  words: (branch: string) => Required<Pick<ButtonView, 'label' | 'describe'>>,
): readonly ButtonView[] {
  return branches.all().map((branch) => ({ ...on, ...words(branches.label(branch)), value: branch.id }));
}
