import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type AuditEntry, auditCollection } from '../../../src/desk/audit/index.ts';
import { type Incident, incidentCollection } from '../../../src/desk/incidents/index.ts';
import { openJsonStore } from '../../../src/store/json/index.ts';
import { allCollections, storedFormat } from '../../../src/wiring/stores.ts';

export interface Stored {
  readonly incidents: readonly Incident[];
  readonly audit: readonly AuditEntry[];
  /** Everything that is stored beside the reports, as text. */
  readonly rest: string;
}

/** Reads a copy of a database, so that the next start finds everything as it was left. */
export async function readStored(database: string): Promise<Stored> {
  const copy = await mkdtemp(join(tmpdir(), 'deskbell-copy-'));
  try {
    const files = (path: string) => !/^(?:lock|control|ballast)/.test(basename(path));
    await cp(database, copy, { recursive: true, filter: files });
    const store = await openJsonStore({ directory: copy, organisation: undefined, ...storedFormat });
    const others = allCollections.filter((one) => one.name !== incidentCollection.name);
    const rest = JSON.stringify(await Promise.all(others.map((one) => store.all(one))));
    const incidents = await store.all(incidentCollection);
    const audit = await store.all(auditCollection);
    await store.close();
    return { incidents, audit, rest };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
