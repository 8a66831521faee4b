import { DeskError } from '../../errors.ts';
import type { Change, Collection, Draft, Reader, Stored, Transaction } from '../store.ts';
import { plainCopy } from './plain-copy.ts';
import type { Table } from './table.ts';
import type { Tables } from './tables.ts';

/** One record as a transaction found it and as it left it. */
interface Touched {
  readonly table: Table;
  readonly id: string;
  readonly before: Stored | undefined;
  after: Stored | undefined;
  /** `after` as JSON. */
  text: string;
}

/** A transaction that works on the tables directly and remembers how to take its changes back. */
export interface RunningTransaction {
  readonly tx: Transaction;
  /** What came of it, each record once; nothing may be done through `tx` afterwards. */
  finish(): Written;
  /** Puts every record back as it was. */
  readonly undo: () => void;
}

export interface Written {
  readonly changes: readonly Change[];
  /** The changes as JSON for the journal; see journal-line.ts. */
  readonly text: string;
}

export function beginTransaction(tables: Tables): RunningTransaction {
  const touched = new Map<string, Touched>();
  let open = true;

  function change(table: Table, id: string, after: Stored | undefined, text: string): void {
    const key = `${table.name}\n${id}`;
    const known = touched.get(key);
    if (known === undefined) touched.set(key, { table, id, before: table.get(id), after, text });
    else Object.assign(known, { after, text });
    table.set(id, after);
  }

  function requireOpen(): void {
    if (!open) throw new DeskError('UNEXPECTED', 'A transaction was used after its end.');
  }

  const tx: Transaction = {
    async put<T extends Stored>(collection: Collection<T>, draft: Draft<T>): Promise<T> {
      requireOpen();
      const { table, declared } = tables.of(collection);
      const revision = (table.get(draft.id)?.revision ?? 0) + 1;
      const { record, text } = toRecord(declared, Object.assign({}, draft, { revision }));
      change(table, record.id, record, text);
      return record as T;
    },
    async delete(collection, id) {
      requireOpen();
      const { table } = tables.of(collection);
      if (table.get(id) !== undefined) change(table, id, undefined, '');
    },
    ...createReader(tables, requireOpen),
  };

  return {
    tx,
    finish() {
      open = false;
      const real = [...touched.values()].filter(({ before, after }) => before !== after);
      return {
        changes: real.map(({ table, id, before, after }) => ({ collection: table.name, id, before, after })),
        text: `[${real.map(toText).join(',')}]`,
      };
    },
    undo() {
      open = false;
      for (const { table, id, before } of touched.values()) table.set(id, before);
    },
  };
}

/** Reads straight from the tables. `allowed` throws when reading is over. */
export function createReader(tables: Tables, allowed: () => void): Reader {
  const tableOf = (collection: Parameters<Tables['of']>[0]) => {
    allowed();
    return tables.of(collection).table;
  };
  return {
    get: async <T extends Stored>(collection: Collection<T>, id: string) =>
      tableOf(collection).get(id) as T | undefined,
    find: async <T extends Stored>(collection: Collection<T>, index: string, key: string | number) =>
      tableOf(collection).find(index, key) as unknown as T[],
    range: async <T extends Stored>(collection: Collection<T>, index: string, range: object) =>
      tableOf(collection).range(index, range) as unknown as T[],
    all: async <T extends Stored>(collection: Collection<T>) => tableOf(collection).all() as unknown as T[],
  };
}

/**
 * Checks a record and makes the stored one: exactly what a restart will read, and nothing that the caller still holds
 * can change it. Only the top level is frozen: freezing all of it would cost more than the check.
 */
function toRecord(collection: Collection<Stored>, draft: Stored): { record: Stored; text: string } {
  const checked = collection.schema.safeParse(draft);
  if (!checked.success) {
    // Names of fields and kinds of problem only: the values may be somebody's words.
    const problems = checked.error.issues.map(({ path, code }) => `${String(path[0] ?? 'record')} (${code})`);
    throw new DeskError(
      'UNEXPECTED',
      `A record does not fit the collection "${collection.name}": ${problems.join(', ')}.`,
    );
  }
  // The id goes first, because that is what one looks for in the file.
  const { id, revision } = checked.data;
  const record = plainCopy(Object.assign({ id, revision }, checked.data)) as Stored;
  return { record: Object.freeze(record), text: JSON.stringify(record) };
}

function toText({ table, id, after, text }: Touched): string {
  return `[${JSON.stringify(table.name)},${after === undefined ? JSON.stringify(id) : text}]`;
}
