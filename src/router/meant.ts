import { distance } from 'fastest-levenshtein';
import type { Command } from '../chat/command.ts';
import { isSwapped, splitFirst } from '../chat/typed.ts';

type Declared = Command<never>;

/** The most typing mistakes a word may have and still be taken for a command's; in a short one two are half of it. */
const nearEnough = 2;
const shortWord = 4;
const longestTyped = 40;

/** What makes another form of a command's word, and says nothing to go on with: `assistance`. */
const ending = /^(?:s|ed|ing|ant|ance)$/;
/** What people put between two words instead of a space. */
const between = /[-–—_/.,:;]+/;

/** What words that are no command were meant for. */
export interface Meant {
  /** The nearest first; empty when none is near. */
  readonly commands: readonly Declared[];
  /** What was typed for the command. */
  readonly rest: string;
  /** The beginning of `rest` that is a part of what is meant, as in `assist now`; empty unless it is. */
  readonly start: string;
}

/** @param after what was typed after the first word */
export function meantBy(word: string, after: string, offered: readonly Declared[]): Meant {
  const bare = word.replace(/[^\p{L}\p{N}]+$/u, '');
  const begun = begunWith(bare, offered);
  if (begun !== undefined) return { commands: [begun], rest: `${word} ${after}`.trimEnd(), start: word };
  const whole = offered.find((command) => command.word === bare.toLowerCase().split(between).join(''));
  if (whole !== undefined) return { commands: [whole], rest: after, start: '' };
  const joined = ranTogether(bare.slice(0, longestTyped), offered);
  if (joined !== undefined) {
    const rest = `${joined.tail}${bare.slice(longestTyped)} ${after}`.trim();
    return { commands: [joined.command], rest, start: splitFirst(joined.tail)[0] };
  }
  const [asked, more] = splitFirst(after);
  const about = offered.find((command) => command.word === asked.toLowerCase());
  if (about !== undefined && isSlip(bare.toLowerCase(), 'help'))
    return { commands: [about], rest: more, start: '' };
  return { commands: nearest(bare.toLowerCase().slice(0, longestTyped), offered), rest: after, start: '' };
}

/** The command of which only its own word was left out: `emergency somebody fell`. */
function begunWith(word: string, commands: readonly Declared[]): Declared | undefined {
  return commands.find(({ beginnings = [] }) => beginnings.includes(word.toLowerCase()));
}

/** A command's word and what belongs behind it, without the space: `assist-now`, `asistnow`, `assistcen`. */
function ranTogether(
  word: string,
  commands: readonly Declared[],
): { readonly command: Declared; readonly tail: string } | undefined {
  const [head = '', ...tail] = word.split(between);
  for (const command of commands) {
    if (tail.length > 0 && isSlip(head.toLowerCase(), command.word))
      return { command, tail: tail.join(' ').trim() };
    const start = command.beginnings?.find(
      (one) =>
        word.toLowerCase().endsWith(one) && isSlip(word.slice(0, -one.length).toLowerCase(), command.word),
    );
    if (start !== undefined) return { command, tail: start };
    if (word.toLowerCase().startsWith(command.word)) {
      const left = word.slice(command.word.length);
      return { command, tail: ending.test(left.toLowerCase()) ? '' : left };
    }
  }
  return undefined;
}

/** Those that begin so, else those that are a slip away. */
function nearest(typed: string, commands: readonly Declared[]): readonly Declared[] {
  const begun = typed.length > 1 ? commands.filter((command) => command.word.startsWith(typed)) : [];
  if (begun.length > 0) return begun;
  return commands
    .filter((command) => isSlip(typed, command.word))
    .toSorted((a, b) => distance(typed, a.word) - distance(typed, b.word));
}

/** Whether a word was nearly typed; two letters that changed places are one mistake. */
function isSlip(typed: string, word: string): boolean {
  const length = Math.min(typed.length, word.length);
  const most = length > shortWord ? nearEnough : Math.min(1, length - 1);
  return distance(typed, word) <= most || isSwapped(typed, word);
}
