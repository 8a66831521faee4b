import type { Card } from '../../chat/card.ts';
import type { Command, Look, Plan } from '../../chat/command.ts';

const nobody: Look = { person: 'nobody', now: '1970-01-01T00:00:00.000Z' };

/**
 * What typed words would do, planned from memory for nobody in particular: before it is known who typed them, or when
 * only the kind of the answer counts. Undefined where no command is meant, or where it cannot be told.
 */
export function foresee(
  commands: readonly Command<never>[],
  words: string,
  look: Partial<Look> = {},
): Plan<never> | undefined {
  const [, ...rest] = split(words);
  try {
    return commandOf(commands, words)?.plan(rest.join(' '), { ...nobody, ...look });
  } catch {
    return undefined;
  }
}

/** What has to be read at once, such as what to dial, whoever typed these words; undefined when there is nothing. */
export function foreseeFirst(
  commands: readonly Command<never>[],
  words: string,
  look: Partial<Look>,
): Card | undefined {
  const plan = foresee(commands, words, look);
  return plan?.do === 'run' ? plan.first : undefined;
}

/** Whether what was said before it was known who asks is what is to be said to them. */
export function isSaidAlready(said: Card | undefined, card: Card): boolean {
  return said !== undefined && JSON.stringify(said) === JSON.stringify(card);
}

/** The command that typed words begin with; undefined where none is meant. */
export function commandOf(commands: readonly Command<never>[], words: string): Command<never> | undefined {
  const [word = ''] = split(words);
  return commands.find((one) => one.word === word.toLowerCase());
}

/** As the desk reads them: the root command in front, and a slash before either, say nothing. */
function split(words: string): readonly string[] {
  return words
    .trim()
    .replace(/^(?:\/?\s*desk\s+)*\/?\s*/i, '')
    .split(/\s+/);
}
