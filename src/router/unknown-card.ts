import type { ButtonView, Card, CardPart } from '../chat/card.ts';
import type { Alarm, Command } from '../chat/command.ts';
import type { Answer } from '../chat/outcome.ts';
import { own } from '../chat/text.ts';
import type { Meant } from './meant.ts';
import { commandButton, commandToButton, menuCard } from './menu.ts';
import { say } from './texts.en.ts';

/** What a button can carry on every platform, counted as the JSON that it becomes there. */
const mostCarried = 1800;
/** What fits on a button beside the command's label. */
const mostOnLabel = 50;
const mostOfWord = 40;

type Declared = Command<never>;

export interface Unknown {
  readonly word: string;
  /** What the person's menu has. */
  readonly offered: readonly Declared[];
}

/** An unknown word gets the nearest commands, with what was typed after it, or the menu when none is near. */
export function unknownCard({ word, offered }: Unknown, meant: Meant): Card {
  const { commands: near, rest } = meant;
  const summary = say('desk.unknown.summary');
  const unknown = { type: 'text' as const, text: say('desk.unknown', { word: own(cut(word, mostOfWord)) }) };
  if (near.length === 0) {
    const menu = menuCard(offered);
    return { ...menu, summary, parts: [unknown, ...menu.parts] };
  }
  return {
    summary,
    parts: [...(near.length === 1 ? [] : [unknown]), question(meant), ...offer(near, rest)],
  };
}

/** The same, without words that may stand in a record only where it is kept. */
export function unknownAnswer(unknown: Unknown, meant: Meant): Answer {
  const reply = unknownCard(unknown, meant);
  return isForRecord(meant) ? { reply, kept: unknownCard(unknown, { ...meant, rest: '' }) } : { reply };
}

/** Whether what was typed may stand in a record only. */
function isForRecord({ commands, rest }: Meant): boolean {
  return rest !== '' && commands.some(({ keepsWords }) => keepsWords === true);
}

/**
 * What to dial and that nobody has been told, above the button that calls for help with what was typed, and that one above
 * the other commands that may have been meant.
 */
function alarmCard({ card, words }: Alarm, command: Declared, others: Meant): Card {
  const { commands, rest } = others;
  const below = commands.length === 0 ? [] : [question(others), ...offer(commands, rest)];
  return { ...card, parts: [...card.parts, ...offer([command], words), ...below] };
}

/** The same, without words that may stand in a record only where it is kept. */
export function alarmAnswer(alarm: Alarm, command: Declared, others: Meant): Answer {
  const reply = alarmCard(alarm, command, others);
  if (!isForRecord(others)) return { reply };
  return { reply, kept: alarmCard({ ...alarm, words: '' }, command, { ...others, rest: '' }) };
}

function question({ commands: [only, ...others], start }: Meant): CardPart {
  const text =
    only !== undefined && others.length === 0
      ? say('desk.unknown.one', { words: `${only.word} ${cut(start, mostOfWord)}`.trim() })
      : say('desk.unknown.nearest');
  return { type: 'text', text };
}

/** A button for each, with what was typed for it; what no button can carry stands below them. */
function offer(commands: readonly Declared[], rest: string): readonly CardPart[] {
  const isLeft = rest !== '' && commands.some((command) => !carries(command, rest));
  return [
    { type: 'buttons', buttons: commands.map((command) => buttonWith(command, rest)) },
    ...(isLeft ? [{ type: 'text' as const, text: say('desk.unknown.rest', { words: own(rest) }) }] : []),
  ];
}

function buttonWith(command: Declared, rest: string): ButtonView {
  if (rest === '' || !carries(command, rest)) return commandToButton(command);
  const words = own(cut(rest.replace(/\s+/g, ' '), mostOnLabel));
  return {
    button: commandButton,
    label: say('desk.unknown.button', { label: command.label, words }),
    value: `${command.word} ${rest}`,
  };
}

function carries({ keepsWords }: Declared, rest: string): boolean {
  return keepsWords !== true && JSON.stringify(rest).length <= mostCarried;
}

function cut(words: string, max: number): string {
  const characters = [...words];
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : words;
}
