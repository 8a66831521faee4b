import type { ButtonView } from '../../chat/card.ts';
import type { OpensDialog } from '../adaptive-card/index.ts';
import type { DeskPort } from '../platform.ts';
import { foresee } from './foresee.ts';
import { keptFormButton } from './kept-forms.ts';

/** Which buttons open a form, as Teams has to know when it draws them. */
export interface FormButtons {
  readonly opens: OpensDialog;
  /** A press on this button was answered with a form. */
  learn(button: string): void;
}

/**
 * A wrong guess costs a press, never an answer: whatever is answered to either kind of press can be shown.
 *
 * @param commandButton the button that stands for a typed command, with the words as its value
 */
export function createFormButtons(
  desk: Pick<DeskPort, 'commands'>,
  known: ReadonlySet<string>,
  commandButton: string,
): FormButtons {
  const forms = new Set([keptFormButton, ...known]);

  return {
    opens: ({ button, value }: ButtonView) =>
      button === commandButton ? foresee(desk.commands, value ?? '')?.do === 'form' : forms.has(button),
    learn: (button) => void forms.add(button),
  };
}
