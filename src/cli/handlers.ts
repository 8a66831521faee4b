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
      if (directory === undefined) return failure('Usage: deskbell backup DIR');
      await store.backup(directory);
      return success(`The database of the running desk is copied to ${directory}.`);
    },
  };
}
