import type { Clock } from '../clock.ts';
import { branchCollection } from '../desk/branches/schema.ts';
import { toDeskError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { hourMs, type Instant } from '../time.ts';
import { besideDatabase } from './beside-database.ts';
import { checkFolder } from './check.ts';
import type { ConfiguredRoutes } from './check-routes.ts';
import { demoShifts } from './demo-shifts.ts';
import { type Imported, importData } from './import.ts';
import { type Problem, problemsToError, problemToSentence } from './problem.ts';
import { type DataFolder, readDataFolder } from './read.ts';
import { stateOf, watchData } from './watch.ts';

/** Where the administrator's data comes from. */
export interface DataSource {
  readonly directory: string;
  /** Whether shifts are computed around the moment instead of read. */
  readonly demo: boolean;
  /** By which ways people are reached; without them nobody is said to be out of reach. */
  readonly routes?: ConfiguredRoutes;
}

export interface LoadedFolder extends DataFolder {
  /** Of the files before they were read: what was written meanwhile has changed since. */
  readonly asRead: string;
}

/** Reads and checks the files; for the demo library with shifts around `now`. */
export async function loadData(source: DataSource, now: Instant): Promise<LoadedFolder> {
  const asRead = await stateOf(source.directory);
  const folder = { ...(await readDataFolder(source.directory, now)), asRead };
  if (!source.demo) return folder;
  return { ...folder, data: { ...folder.data, shiftDays: demoShifts(now, folder.data) } };
}

/**
 * Takes the files over at the start.
 *
 * @throws DeskError BAD_SETTINGS naming every problem when branches or staff are missing from the files and the store.
 */
export async function importAtStart(
  store: Store,
  source: DataSource,
  folder: DataFolder,
  now: Instant,
): Promise<readonly Imported[]> {
  const unusable = folder.data.branches === undefined || folder.data.staff === undefined;
  if (unusable && (await store.all(branchCollection)).length === 0) {
    throw problemsToError(source.directory, folder.problems);
  }
  return importData(store, folder.data, now);
}

/** What came of a change in the folder. With problems, the files they are in keep their last good state. */
export type DataChange =
  | {
      readonly imported: readonly Imported[];
      readonly problems: readonly Problem[];
      /** What `checkFolder` finds and has not found since the desk has followed the files. */
      readonly risks: readonly Problem[];
    }
  | { readonly failed: Error };

const demoRefreshMs = hourMs;

/**
 * Keeps the store like the files while the desk runs, and the demo's shifts two weeks ahead. Every change of the
 * folder is told; one that cannot be taken over is tried again until it can, and told once for each reason.
 *
 * @param asRead of the folder that was taken over last
 * @returns the function that stops it.
 */
export function followData(
  store: Store,
  source: DataSource,
  clock: Clock,
  asRead: string,
  tell: (change: DataChange) => void,
): () => void {
  let last: Promise<unknown> = Promise.resolve();
  let toldOf: ReadonlySet<string> = new Set();
  let failedFor: string | undefined;

  /** One import at a time: each compares with what the one before has written. */
  function refresh(): Promise<string | undefined> {
    const taken = last.then(takeOver);
    last = taken;
    return taken;
  }

  /** Never rejects. Gives the state of the files that was taken over; undefined where it could not be. */
  async function takeOver(): Promise<string | undefined> {
    try {
      const now = clock.now();
      const loaded = await loadData(source, now);
      const folder = await besideDatabase(loaded, store);
      const imported = await importData(store, folder.data, now);
      const risks = await checkFolder(folder, now, source.routes);
      const fresh = risks.filter((risk) => !toldOf.has(problemToSentence(risk)));
      toldOf = new Set(risks.map(problemToSentence));
      failedFor = undefined;
      tell({ imported, problems: folder.problems, risks: fresh });
      return loaded.asRead;
    } catch (thrown) {
      const failed = toDeskError(thrown);
      if (failed.message !== failedFor) tell({ failed });
      failedFor = failed.message;
      return undefined;
    }
  }

  const stopWatching = watchData(source.directory, clock, asRead, refresh);
  let stopRolling = () => {};
  function roll(): void {
    stopRolling = clock.after(demoRefreshMs, () => {
      void refresh();
      roll();
    });
  }
  if (source.demo) roll();
  return () => {
    stopWatching();
    stopRolling();
  };
}
