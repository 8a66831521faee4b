import { distance } from 'fastest-levenshtein';
import type { ButtonView, Card, CardPart } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import { own } from '../chat/text.ts';
import { commandButton, commandToButton, menuCard } from './menu.ts';
import { say } from './texts.en.ts';
import { asTyped, type Typing } from './typing.ts';

/** The most typing mistakes a word may have and still be taken for a command's; in a short one two are half of it. */
const nearEnough = 2;
const shortWord = 4;
/** What a button can carry on every platform, counted as the JSON that it becomes there. */
const mostCarried = 1800;
/** What fits on a button beside the command's label. */
const mostOnLabel = 50;
const mostOfWord = 40;

type Declared = Command<never>;

export interface Unknown {
  readonly word: string;
  /** What was typed after it: a button goes on with it. */
  readonly rest?: string;
  /** What the person's menu has. */
  readonly offered: readonly Declared[];
  /** Where it is read. */
  readonly typing: Typing;
}

/** An unknown word gets the nearest commands, with what was typed after it, or the menu when none is near. */
export function unknownCard({ word, rest: after = '', offered, typing }: Unknown): Card {
  const begun = begunWith(word, offered);
  const near = begun === undefined ? nearest(word, offered) : [begun];
  const rest = begun === undefined ? after : `${word} ${after}`.trimEnd();
  const summary = say('desk.unknown.summary');
  const unknown = { type: 'text' as const, text: say('desk.unknown', { word: own(cut(word, mostOfWord)) }) };
  if (near.length === 0) {
    const menu = menuCard(offered, typing);
    return { ...menu, summary, parts: [unknown, ...menu.parts] };
  }
  const typedOf = (command: Declared) =>
    asTyped(begun === undefined ? command.word : `${command.word} ${cut(word, mostOfWord)}`, command, typing);
  const [only, ...others] = near;
  const question: readonly CardPart[] =
    only !== undefined && others.length === 0
      ? [{ type: 'text', text: say('desk.unknown.one', { typed: own(typedOf(only)) }) }]
      : [unknown, { type: 'text', text: say('desk.unknown.nearest') }];
  const isLeft = rest !== '' && near.some((command) => !carries(command, rest));
  return {
    summary,
    parts: [
      ...question,
      { type: 'buttons', buttons: near.map((command) => buttonWith(command, rest)) },
      ...(isLeft ? [{ type: 'text' as const, text: say('desk.unknown.rest', { words: own(rest) }) }] : []),
    ],
  };
}

/** The command of which only its own word was left out: `emergency somebody fell`. */
function begunWith(word: string, commands: readonly Declared[]): Declared | undefined {
  const typed = word.toLowerCase().replace(/[^\p{L}]+$/u, '');
  return commands.find(({ beginnings = [] }) => beginnings.includes(typed));
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

/** Those that begin so, else those that are a slip away. */
function nearest(word: string, commands: readonly Declared[]): readonly Declared[] {
  const typed = word.toLowerCase().slice(0, mostOfWord);
  const begun = typed.length > 1 ? commands.filter((command) => command.word.startsWith(typed)) : [];
  if (begun.length > 0) return begun;
  const most = typed.length > shortWord ? nearEnough : Math.min(1, typed.length - 1);
  return commands
    .map((command) => ({ command, far: distance(typed, command.word) }))
    .filter(({ far }) => far <= most)
    .toSorted((a, b) => a.far - b.far)
    .map(({ command }) => command);
}

function cut(words: string, max: number): string {
  const characters = [...words];
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : words;
}
