import type { Command, Look, Plan } from '../../chat/command.ts';

const nobody: Look = { person: 'teams:nobody:nobody', now: '1970-01-01T00:00:00.000Z' };

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

/** The command that typed words begin with; undefined where none is meant. */
export function commandOf(commands: readonly Command<never>[], words: string): Command<never> | undefined {
  const [word = ''] = split(words);
  return commands.find((one) => one.word === word.toLowerCase());
}

function split(words: string): readonly string[] {
  return words.replace(/^\s*\/?(?:desk\s+)?/i, '').split(/\s+/);
}
