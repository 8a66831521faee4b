import type { ButtonView, Card } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import { own } from '../chat/text.ts';
import { say } from './texts.en.ts';
import { asTyped, type Typing } from './typing.ts';

/** The button that stands for typing a command's word. */
export const commandButton = 'desk.command';

type Declared = Command<never>;

export function commandToButton(command: Declared): ButtonView {
  return { button: commandButton, label: command.label, describe: command.summary, value: command.word };
}

/** What bare `/desk` answers. @param typing where it is read */
export function menuCard(commands: readonly Declared[], typing: Typing): Card {
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
          words: commands.map((command) => asTyped(command.word, command, typing)),
        }),
      },
    ],
  };
}

/** `help <command>`: usage and examples from the declaration that drives routing. @param typing where it is read */
export function helpCard(command: Declared, typing: Typing): Card {
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
            value: own(asTyped(`${word} ${usage}`.trim(), command, typing)),
          },
          ...command.examples.map(({ words, does }) => ({
            label: say('desk.help.example', { words: asTyped(words, command, typing) }),
            value: does,
          })),
        ],
      },
      ...(command.direct && typing === 'slash'
        ? [{ type: 'context' as const, text: say('desk.help.also', { word, usage }) }]
        : []),
      { type: 'buttons', buttons: [commandToButton(command)] },
    ],
  };
}
