import type { Config } from '../config.ts';
import {
  collections as deliveryCollections,
  findingCollection,
  silenceCollection,
} from '../delivery/index.ts';
import { policyCollection } from '../desk/asking/index.ts';
import { auditCollection } from '../desk/audit/index.ts';
import { branchCollection, organisationCollection } from '../desk/branches/index.ts';
import { escalationCollections } from '../desk/escalation/index.ts';
import { helpCollections } from '../desk/help/index.ts';
import { incidentCollection } from '../desk/incidents/index.ts';
import { loneCollections } from '../desk/lone/index.ts';
import { counterCollection } from '../desk/numbers/index.ts';
import { identityCollection, staffCollection } from '../desk/people/index.ts';
import { reachCollections } from '../desk/reach/index.ts';
import { shiftDayCollection } from '../desk/roster/index.ts';
import { keyCollection } from '../router/keys.ts';
import { type JsonStore, type Migration, openJsonStore, type StoredFormat } from '../store/json/index.ts';
import type { AnyCollection } from '../store/store.ts';
import type { Log } from './log.ts';
import { memoryCollection } from './platform-memory.ts';

/** Every collection of the program. */
export const allCollections: readonly AnyCollection[] = [
  organisationCollection,
  branchCollection,
  staffCollection,
  identityCollection,
  shiftDayCollection,
  policyCollection,
  keyCollection,
  counterCollection,
  auditCollection,
  incidentCollection,
  ...helpCollections,
  ...escalationCollections,
  ...loneCollections,
  ...reachCollections,
  ...deliveryCollections,
  findingCollection,
  silenceCollection,
  memoryCollection,
];

/**
 * What can stand in a record gets a new version with each change, so that an older program refuses what it cannot use;
 * test/wiring/stored-format.test.ts holds the schemas against it.
 */
const migrations: readonly Migration[] = [
  { to: 2, describe: 'All that was added to version 1 without a version of its own' },
];

export const storedFormat: StoredFormat = { collections: allCollections, migrations };

/** Opens the database of these settings. @throws DeskError with a sentence for the operator. */
export function openStore(
  config: Pick<Config, 'databaseDirectory'>,
  organisation: string | undefined,
  log: Pick<Log, 'info' | 'error'>,
): Promise<JsonStore> {
  return openJsonStore({
    directory: config.databaseDirectory,
    organisation,
    ...storedFormat,
    log: (line, level = 'info') => log[level](line),
  });
}
