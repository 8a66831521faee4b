import { branchCollection } from '../desk/branches/schema.ts';
import { toDeskError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Clock, Instant } from '../time.ts';
import { checkFolder } from './check.ts';
import type { ConfiguredRoutes } from './check-routes.ts';
import { demoShifts } from './demo-shifts.ts';
import { type Imported, importData } from './import.ts';
import { createFindings, type Problem, problemsToError, problemToSentence } from './problem.ts';
import { type DataFolder, dataFiles, readDataFolder } from './read.ts';
import { watchData } from './watch.ts';

/** Where the administrator's data comes from. */
export interface DataSource {
  readonly directory: string;
  /** Whether shifts are computed around the moment instead of read. */
  readonly demo: boolean;
  /** By which ways people are reached; without them nobody is said to be out of reach. */
  readonly routes?: ConfiguredRoutes;
}

/** Reads and checks the files; for the demo library with shifts around `now`. */
export async function loadData(source: DataSource, now: Instant): Promise<DataFolder> {
  const folder = await readDataFolder(source.directory, now);
  if (!source.demo) return folder;
  return { ...folder, data: { ...folder.data, shiftDays: demoShifts(now, folder.data) } };
}

/**
 * The same folder as seen beside a database, which belongs to one organisation by its name: another name is a mistake,
 * as the next start would be refused, and a name that is no longer written stays.
 *
 * @param owner whose database it is; undefined while nobody has said so
 */
export function besideDatabase(folder: DataFolder, owner: string | undefined): DataFolder {
  const { organisation } = folder.data;
  if (owner === undefined || organisation === undefined || organisation.name === owner) return folder;
  const findings = createFindings(dataFiles.organisation);
  if (organisation.name === undefined) {
    findings.warn(
      undefined,
      `is not there. The desk goes on as "${owner}", whose database this is, without anything else that stood in it. Put it back, with that name.`,
    );
  } else {
    findings.error(
      { field: 'name' },
      `is "${organisation.name}", but this database belongs to "${owner}". Write that name, or use another DESKBELL_DB.`,
    );
  }
  return {
    data: { ...folder.data, organisation: findings.hasErrors ? undefined : organisation },
    problems: [...folder.problems, ...findings.problems],
  };
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

const demoRefreshMs = 60 * 60 * 1000;

/**
 * Keeps the store like the files while the desk runs, and the demo's shifts two weeks ahead. Every change of the
 * folder is told, also one that could not be taken over.
 *
 * @returns the function that stops it.
 */
export async function followData(
  store: Store,
  source: DataSource,
  clock: Clock,
  tell: (change: DataChange) => void,
): Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  let toldOf: ReadonlySet<string> = new Set();

  /** One import at a time: each compares with what the one before has written. */
  function refresh(): Promise<void> {
    last = last.then(async () => {
      try {
        const now = clock.now();
        const folder = besideDatabase(await loadData(source, now), store.organisation);
        const imported = await importData(store, folder.data, now);
        const risks = await checkFolder(folder, now, source.routes);
        const fresh = risks.filter((risk) => !toldOf.has(problemToSentence(risk)));
        toldOf = new Set(risks.map(problemToSentence));
        tell({ imported, problems: folder.problems, risks: fresh });
      } catch (thrown) {
        tell({ failed: toDeskError(thrown) });
      }
    });
    return last;
  }

  const stopWatching = await watchData(source.directory, clock, refresh);
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
