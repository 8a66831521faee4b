import type { Text } from '../../chat/text.ts';
import type { OpensDialog } from '../adaptive-card/index.ts';
import type { DeskPort } from '../platform.ts';
import { commandOf, foresee } from '../shared/foresee.ts';
import { keptFormButton } from './kept-forms.ts';
import { say } from './texts.en.ts';

/** Which buttons open a form, as Teams has to know when it draws them. */
export interface FormButtons {
  readonly opens: OpensDialog;
  /** A press on this button was answered with a form. */
  learn(button: string): void;
  /** What is said to a press on such a button where no dialog opens: how to go on without. Undefined where one does. */
  instead(press: { readonly button: string; readonly value?: string }): Text | undefined;
}

/**
 * A wrong guess costs a press, never an answer: whatever is answered to either kind of press can be shown.
 *
 * @param commandButton the button that stands for a typed command, with the words as its value
 * @param dialogs whether the client opens any: the Agents Playground does nothing at a press on a button for one
 */
export function createFormButtons(
  desk: Pick<DeskPort, 'commands'>,
  known: ReadonlySet<string>,
  commandButton: string,
  dialogs: boolean,
): FormButtons {
  const forms = new Set([keptFormButton, ...known]);

  function isForm({ button, value }: { readonly button: string; readonly value?: string }): boolean {
    return button === commandButton ? foresee(desk.commands, value ?? '')?.do === 'form' : forms.has(button);
  }

  return {
    opens: (button) => dialogs && isForm(button),
    learn: (button) => void forms.add(button),
    instead(press) {
      if (dialogs || !isForm(press)) return undefined;
      const command = commandOf(desk.commands, press.button === commandButton ? (press.value ?? '') : '');
      const example = command?.examples[0]?.words;
      return command === undefined || example === undefined
        ? say('teams.playground.form')
        : say('teams.playground.command', { word: command.word, example });
    },
  };
}
