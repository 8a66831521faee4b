import type { ButtonView } from '../../chat/card.ts';
import type { Branches } from './types.ts';

/** What is drawn for somebody who is to say which branch it is. */
export interface BranchChoice {
  /** A few branches are offered first: those of the person who chooses, the home branch first. */
  readonly own: readonly string[];
  /** The button of one branch, given the branch as it is shown. */
  one(branch: string): ButtonView;
  /** The button of a list of all. @param beside whether it stands beside others */
  list(beside: boolean): ButtonView;
}

/** More buttons take the room of what must not be lost from a message, such as what to dial. */
const mostButtons = 20;
/** Beside the list: more would hide it. */
const mostOwn = 5;

/** One button per branch, each with its code as the value; for many branches those of the person's own, and a list of all. */
export function branchButtons(
  branches: Pick<Branches, 'all' | 'byCode' | 'label'>,
  choice: BranchChoice,
): readonly ButtonView[] {
  const isListed = needsList(branches);
  const own = choice.own.slice(0, mostOwn).flatMap((code) => branches.byCode(code) ?? []);
  const buttons = (isListed ? own : branches.all()).map((branch) => ({
    ...choice.one(branches.label(branch)),
    value: branch.id,
  }));
  return isListed ? [...buttons, choice.list(buttons.length > 0)] : buttons;
}

/** Whether there are more branches than there is room for buttons. */
export function needsList(branches: Pick<Branches, 'all'>): boolean {
  return branches.all().length > mostButtons;
}
