import { commandLine } from '../command-line.ts';
import { toDeskError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { type CommandResult, type ControlHandlers, failure, success } from './control.ts';

/**
 * What a running desk does for `deskbell`.
 *
 * @param check checks the administrator's files and asks the platforms that this desk is connected to.
 */
export function createControlHandlers(store: Store, check: () => Promise<CommandResult>): ControlHandlers {
  return {
    running: async () => success('The desk is running.'),
    check,
    backup: async ([directory]) => {
      if (directory === undefined) return failure(`Usage: ${commandLine('backup DIR')}`);
      try {
        await store.backup(directory);
      } catch (thrown) {
        return failure(copyFailed(thrown));
      }
      return success(`The database of the running desk is copied to ${directory}.`);
    },
  };
}

/** Whoever types the command may be allowed more than the desk, or see other folders. */
function copyFailed(thrown: unknown): string {
  const { code, message } = toDeskError(thrown);
  if (code !== 'NOT_SAVED') return message;
  return `${message} It is the running desk (process ${process.pid}) that writes the copy, not whoever types the command.`;
}
