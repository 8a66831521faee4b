import type { ButtonView, Card } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import { say } from './texts.en.ts';

/** The button that stands for typing a command's word. */
export const commandButton = 'desk.command';

type Declared = Command<never>;

export function commandToButton(command: Declared): ButtonView {
  return { button: commandButton, label: command.label, describe: command.summary, value: command.word };
}

/** What bare `/desk` answers. */
export function menuCard(commands: readonly Declared[]): Card {
  return {
    summary: say('desk.menu.summary'),
    parts: [
      { type: 'heading', text: say('desk.menu.title') },
      // First, so that they are on a phone's screen without scrolling.
      { type: 'buttons', buttons: commands.map(commandToButton) },
      { type: 'facts', facts: commands.map(({ label, summary }) => ({ label, value: summary })) },
      {
        type: 'context',
        text: say('desk.menu.hint', {
          words: commands.map(({ word }) => say('desk.typed', { words: word })),
        }),
      },
    ],
  };
}

/** `help <command>`: usage and examples from the declaration that drives routing. */
export function helpCard(command: Declared): Card {
  const { word, usage } = command;
  return {
    summary: say('desk.help.summary', { word }),
    parts: [
      { type: 'heading', text: say('desk.help.title', { label: command.label }) },
      { type: 'text', text: command.summary },
      {
        type: 'facts',
        facts: [
          {
            label: say('desk.help.usage.label'),
            value: say('desk.typed', { words: `${word} ${usage}`.trim() }),
          },
          ...command.examples.map(({ words, does }) => ({
            label: say('desk.typed', { words }),
            value: does,
          })),
        ],
      },
      { type: 'buttons', buttons: [commandToButton(command)] },
    ],
  };
}
