import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import { commandLine } from '../command-line.ts';
import { toDeskError } from '../errors.ts';
import { askControl, type CommandResult, failure, success } from './control.ts';

/** What the commands work with; `main.ts` beside this file puts the real things in. */
export interface CliPorts {
  readonly databaseDirectory: string;
  /** Checks the files and asks the platforms, without a running desk. */
  check(): Promise<CommandResult>;
  /** Copies the database of a desk that does not run to a directory. */
  backup(to: string): Promise<void>;
  /** Puts a backup where the database is; @returns sentences, such as where the database before it lies now. */
  restore(from: string): Promise<readonly string[]>;
  /** Salvages the database into a new directory; @returns sentences about what was saved and what was lost. */
  repair(to: string): Promise<readonly string[]>;
}

interface CliCommand {
  readonly usage: string;
  readonly summary: string;
  /** How many words may follow. */
  readonly words: readonly [least: number, most: number];
  /** Ports are opened by those who need them, so that help works whatever the settings are. */
  readonly run: (words: readonly string[], open: () => CliPorts) => Promise<CommandResult>;
}

/** Every command; usage and help are drawn from it. */
const commands: Readonly<Record<string, CliCommand>> = {
  check: {
    usage: 'check',
    summary: 'says what is wrong in the files you edit, and who and which channel cannot be reached',
    words: [0, 0],
    run: check,
  },
  backup: {
    usage: 'backup DIR',
    summary: 'writes a copy of the database into an empty or new folder, also while the desk runs',
    words: [1, 1],
    run: backup,
  },
  restore: {
    usage: 'restore DIR',
    summary: 'puts a backup in the place of the database; the desk must be stopped',
    words: [1, 1],
    run: restore,
  },
  repair: {
    usage: 'repair [DIR]',
    summary: 'saves what can be read of a damaged database into a new folder; the desk must be stopped',
    words: [0, 1],
    run: repair,
  },
  help: {
    usage: 'help',
    summary: 'says this',
    words: [0, 0],
    run: async () => success(...helpLines()),
  },
};

/** Runs one command line, without the program's name. Never rejects: what went wrong is a result too. */
export async function runCommand(argv: readonly string[], open: () => CliPorts): Promise<CommandResult> {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      // Not strict: what is unknown is told in a sentence of our own.
      strict: false,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    const unknown = Object.keys(values).find((name) => name !== 'help');
    if (unknown !== undefined)
      return failure(`There is no option --${unknown}. See "${commandLine('help')}".`);
    const [word = 'help', ...words] = values.help ? ['help'] : positionals;
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
    if (command === undefined) {
      const nearest = closest(word, Object.keys(commands));
      return failure(`There is no command "${word}". Did you mean "${commandLine(nearest)}"?`);
    }
    const [least, most] = command.words;
    if (words.length < least || words.length > most) return failure(`Usage: ${commandLine(command.usage)}`);
    return await command.run(words, open);
  } catch (thrown) {
    return failure(toDeskError(thrown).message);
  }
}

async function check(_words: readonly string[], open: () => CliPorts): Promise<CommandResult> {
  const ports = open();
  return (await askControl(ports.databaseDirectory, 'check')) ?? ports.check();
}

async function backup([directory = '']: readonly string[], open: () => CliPorts): Promise<CommandResult> {
  const ports = open();
  const to = resolve(directory);
  const answered = await askControl(ports.databaseDirectory, 'backup', [to]);
  if (answered !== undefined) return answered;
  await ports.backup(to);
  return success(`The database is copied to ${to}.`);
}

async function restore([directory = '']: readonly string[], open: () => CliPorts): Promise<CommandResult> {
  const ports = open();
  if (await isRunning(ports)) {
    return failure('The desk is running on this database. Stop it, restore, and start it again.');
  }
  const from = resolve(directory);
  return success(
    ...(await ports.restore(from)),
    `The backup in ${from} is now the database in ${ports.databaseDirectory}.`,
  );
}

async function repair([directory]: readonly string[], open: () => CliPorts): Promise<CommandResult> {
  const ports = open();
  if (await isRunning(ports)) {
    return failure(
      'The desk is running on this database, so it opens. Stop the desk if you want a repaired copy all the same.',
    );
  }
  const to = resolve(directory ?? `${ports.databaseDirectory}-repaired`);
  return success(
    ...(await ports.repair(to)),
    `The repaired database is in ${to}. Set DESKBELL_DB to it, or put it in the place of the old one.`,
  );
}

/** Any answer will do, also one that says that the command is not known. */
async function isRunning(ports: CliPorts): Promise<boolean> {
  return (await askControl(ports.databaseDirectory, 'running')) !== undefined;
}

function helpLines(): readonly string[] {
  const usages = Object.values(commands);
  const width = Math.max(...usages.map((command) => command.usage.length));
  return [
    'These look after a desk: its files, its database, its backups.',
    '',
    ...usages.map((command) => `  ${commandLine(command.usage.padEnd(width))}  ${command.summary}`),
    '',
    'It reads the same settings as the desk, such as DESKBELL_DATA and DESKBELL_DB.',
    'It ends with 0 when all went well, and with 1 when something failed or check found an error; warnings and hints',
    'alone are 0. What check finds goes to standard output, and why a command failed to standard error.',
  ];
}
