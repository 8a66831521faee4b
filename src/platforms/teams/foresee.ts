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
  const [word = '', ...rest] = words.replace(/^\s*\/?(?:desk\s+)?/i, '').split(/\s+/);
  const command = commands.find((one) => one.word === word.toLowerCase());
  try {
    return command?.plan(rest.join(' '), { ...nobody, ...look });
  } catch {
    return undefined;
  }
}
