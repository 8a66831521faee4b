import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { helpCollection } from '../../src/desk/help/index.ts';
import { staffCollection } from '../../src/desk/people/index.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import { currentVersion } from '../../src/store/json/migrations.ts';
import { ownerCollection } from '../../src/store/json/owner.ts';
import type { Store } from '../../src/store/store.ts';
import { createLog } from '../../src/wiring/log.ts';
import { allCollections, openStore, storedFormat } from '../../src/wiring/stores.ts';
import { addCall, addStaff } from '../cli/library.ts';
import { temporaryDirectory } from '../support/disk.ts';

/** What the schemas of each version come to. A new version gets a new line; a line that is there never changes. */
const fingerprints: Readonly<Record<number, string>> = {
  2: 'e86f0747c288af76',
};

const version = currentVersion(storedFormat.migrations);

/** Opens it as the program does, for this test. */
async function openAsProgram(databaseDirectory: string): Promise<Store> {
  const store = await openStore({ databaseDirectory }, 'Test', createLog('silent'));
  onTestFinished(() => store.close());
  return store;
}

/** Opens it as the program before this one does. */
function openAsOlder(directory: string): Promise<Store> {
  const migrations = storedFormat.migrations.filter(({ to }) => to < version);
  return openJsonStore({ directory, organisation: 'Test', collections: allCollections, migrations });
}

it('has a version of its own for each state of the schemas', () => {
  const found = fingerprintOf([...allCollections, ownerCollection]);
  expect(
    fingerprints[version],
    `What can stand in a record has changed, and the version of the format is still ${version}. The program before this ` +
      'one would open such a database, and then fail at its records. Add this to `migrations` in src/wiring/stores.ts, ' +
      'with a step `migrate` if a record that is stored already may not fit any more:\n' +
      `  { to: ${version + 1}, describe: 'what is new in it' },\n` +
      'and this to `fingerprints` in this test, below the lines that are there:\n' +
      `  ${version + 1}: '${found}',\n`,
  ).toBe(found);
});

it('is refused by the program before', async () => {
  const directory = temporaryDirectory();
  await (await openAsProgram(directory)).close();
  await expect(openAsOlder(directory)).rejects.toMatchObject({
    code: 'BAD_SETTINGS',
    message: expect.stringContaining(`written by a newer Deskbell (format ${version},`),
  });
});

it('takes over a database of version 1 as it is, also a record that does not fit, and keeps its files', async () => {
  const directory = temporaryDirectory();
  const loose = { ...staffCollection, schema: z.looseObject({}) as unknown as typeof staffCollection.schema };
  const collections = [loose, helpCollection];
  const first = await openJsonStore({ directory, organisation: 'Test', collections, migrations: [] });
  await addStaff(first, 'maria');
  await addCall(first, 'H-0001');
  await first.transact((tx) => tx.put(loose, { id: 'zoe', odd: 'as it was' } as never));
  const before = [await first.all(loose), await first.all(helpCollection)];
  await first.close();

  const second = await openAsProgram(directory);
  expect([await second.all(loose), await second.all(helpCollection)]).toEqual(before);
  expect(readdirSync(join(directory, 'replaced-1'))).not.toEqual([]);
});

/** The same whatever the order in which fields are declared. */
function fingerprintOf(collections: typeof allCollections): string {
  const schemas = collections
    .map(({ name, schema }) => [name, z.toJSONSchema(schema, { unrepresentable: 'any' })] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify(schemas, (_key, value: unknown) => inOrder(value));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? value.toSorted() : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
