import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { exchangeDatabase, finishExchange } from './exchange.ts';
import { listDatabase, removeFiles, snapshotName } from './files.ts';
import type { Head } from './journal-line.ts';
import { currentVersion, migrate, requireKnown, type StoredFormat } from './migrations.ts';
import { ownerIn, requireOwner } from './owner.ts';
import { type Recovered, recover } from './recovery.ts';
import type { StoreLog } from './store-log.ts';
import { contentToCut } from './tables.ts';

export interface LoadOptions extends StoredFormat {
  readonly directory: string;
  readonly organisation: string | undefined;
  readonly log: StoreLog;
}

export interface Loaded extends Recovered {
  /** What the files are to say from now on. */
  readonly head: Head;
  /** Whose desk they say it is so far. */
  readonly owner: string | undefined;
}

/** Reads the database of a directory that this process holds the lock of; makes a new one where there is none. */
export async function loadDatabase(options: LoadOptions): Promise<Loaded> {
  const { directory, organisation, migrations, log } = options;
  await finishExchange(directory);
  await removeFiles(directory, (await listDatabase(directory)).unfinished);

  let recovered = await readOrCreate(directory, { version: currentVersion(migrations), organisation });
  const owner = ownerIn(recovered.head, recovered.content);
  if (organisation !== undefined) requireOwner(directory, owner, organisation);
  for (const sequence of recovered.damaged) {
    const name = snapshotName(sequence);
    log(
      `${name} is damaged and was set aside; the snapshot before it and its journals were read instead.`,
      'error',
    );
    await rename(join(directory, name), join(directory, `damaged-${name}`));
  }
  recovered = await bringUpToDate(recovered, options);
  return {
    ...recovered,
    head: { ...recovered.head, organisation: owner ?? organisation },
    owner,
  };
}

async function readOrCreate(directory: string, head: Omit<Head, 'database'>): Promise<Recovered> {
  const files = await listDatabase(directory);
  if (files.snapshots.length > 0 || files.journals.length > 0) return recover(directory, files);
  const collections = new Map();
  await exchangeDatabase(directory, { head: { ...head, database: randomUUID() }, sequence: 0, collections });
  return recover(directory, await listDatabase(directory));
}

async function bringUpToDate(recovered: Recovered, options: LoadOptions): Promise<Recovered> {
  const { directory, migrations, log } = options;
  const version = currentVersion(migrations);
  const found = recovered.head.version;
  const advice = 'Start the newer program, or restore a backup that this one made.';
  requireKnown(`The database in ${directory}`, found, migrations, advice);
  if (found === version) return recovered;
  const content = migrate(recovered.content, found, options);
  const aside = await exchangeDatabase(directory, {
    head: { ...recovered.head, version },
    sequence: recovered.sequence,
    collections: contentToCut(content),
  });
  log(`The database was brought from format ${found} to ${version}. The files as they were are in ${aside}.`);
  return recover(directory, await listDatabase(directory));
}
