import type { Command, Look } from '../chat/command.ts';
import type { Answer } from '../chat/outcome.ts';
import { splitFirst } from '../chat/typed.ts';
import { type Meant, meantBy } from './meant.ts';
import { dropRoot } from './typed-words.ts';
import { alarmAnswer } from './unknown-card.ts';

type Declared = Command<never>;

/** What is said to words that sound as if somebody were in danger, and the command that it offers. */
export interface HeardAlarm {
  readonly command: Declared;
  readonly answer: Answer;
}

/**
 * What is said to words that sound as if somebody were in danger. That they begin like a command means little: so do
 * `come`, `in` and `accident`. What they are near stands below.
 *
 * @param before what stood in front of a mention of us: it is left out where the words sound so and it does not
 */
export function alarmIn(
  words: string,
  before: string,
  offered: readonly Declared[],
  look: Look,
): HeardAlarm | undefined {
  const meant = meantIn(words, offered);
  // Shouted or not, that asks how to use a command.
  if (/^help\s/i.test(words) && meant.commands.length > 0 && meant.rest === '') return undefined;
  const hear = (said: string) => heardIn(said, meant, offered, look);
  if (before === '') return hear(words);
  const alone = hear(before) === undefined ? hear(words) : undefined;
  return alone ?? hear(dropRoot(`${before} ${words}`));
}

/** @param below what stands where a command is expected may be meant for */
function heardIn(
  words: string,
  below: Meant,
  offered: readonly Declared[],
  look: Look,
): HeardAlarm | undefined {
  const { commands: near, rest } = meantIn(words, offered);
  for (const command of offered) {
    const isNear = near.includes(command);
    const alarm = (isNear ? command.alarm?.(rest, look) : undefined) ?? command.alarm?.(words, look);
    if (alarm === undefined) continue;
    // Who nearly typed the command has said how soon, and where.
    const typed = isNear ? rest : alarm.words;
    const others = { ...below, commands: below.commands.filter((one) => one !== command) };
    return { command, answer: alarmAnswer({ ...alarm, words: typed }, command, others) };
  }
  return undefined;
}

function meantIn(words: string, offered: readonly Declared[]): Meant {
  const [first, after] = splitFirst(words);
  return meantBy(first, after, offered);
}
