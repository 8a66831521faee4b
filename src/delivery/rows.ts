import type { Reader, Transaction } from '../store/store.ts';
import type { Background } from './background.ts';
import type { Ledger, Written } from './ledger.ts';
import { type OutboxRow, outboxCollection } from './schema.ts';

/** What becomes of a row. */
export interface RowChange {
  readonly id: string;
  readonly edit: (row: OutboxRow) => OutboxRow;
  /** Written with it: delivery's own. */
  readonly kept?: ((tx: Transaction) => Promise<void>) | undefined;
  /** Written with it: what the record is told. Left out where its rules keep failing. */
  readonly told?: ((tx: Transaction, now: OutboxRow) => Promise<void>) | undefined;
  /** Called once what the disk refused is written down, or given up. */
  readonly ended?: (() => void) | undefined;
}

export interface Made {
  readonly written: Written;
  readonly rows: readonly { readonly before: OutboxRow; readonly after: OutboxRow }[];
}

/**
 * The rows of the outbox, which nobody else changes. What has happened holds also while the disk refuses it: it stands
 * in memory, goes before whatever else becomes of its row, and is written down when there is room.
 */
export interface Rows {
  /** The row as it is by now. */
  now(row: OutboxRow): OutboxRow;
  /** Tries once. What the disk refuses is not kept. */
  note(changes: readonly RowChange[]): Promise<void>;
  /**
   * For what has happened. Resolves once it is saved, or with `refused` as soon as the disk refuses it. `thrown`: it was
   * tried a few times and given up.
   *
   * @param decide may be called again
   */
  make(decide: (tx: Transaction) => Promise<readonly RowChange[]>): Promise<Made>;
  find(reader: Reader, id: string): Promise<OutboxRow | undefined>;
}

export function createRows(options: { readonly ledger: Ledger; readonly background: Background }): Rows {
  const { ledger, background } = options;
  /** What the disk has refused, by row, oldest first. */
  const owed = new Map<string, readonly RowChange[]>();
  /** Rows of which that is being tried. */
  const tried = new Set<string>();

  /**
   * What its transaction takes in is owed no more, unless that comes to nothing.
   *
   * @param most how many of what a row owes go before each change of it
   */
  function createTry(decide: (tx: Transaction) => Promise<readonly RowChange[]>, most = Infinity) {
    const taken = new Map<string, readonly RowChange[]>();
    let changes: readonly RowChange[] = [];
    let rows: { before: OutboxRow; after: OutboxRow }[] = [];

    function failed(): void {
      for (const [id, list] of taken) {
        owed.set(id, [...list, ...(owed.get(id) ?? [])]);
        writeLater(id);
      }
      taken.clear();
    }

    async function entry(tx: Transaction): Promise<void> {
      failed();
      changes = await decide(tx);
      rows = [];
      const steps: { readonly change: RowChange; readonly after: OutboxRow }[] = [];
      for (const change of changes) {
        const list = owed.get(change.id) ?? [];
        const late = list.slice(0, most);
        if (owed.delete(change.id)) taken.set(change.id, [...(taken.get(change.id) ?? []), ...late]);
        if (late.length < list.length) owed.set(change.id, list.slice(most));
        for (const one of [...late, change]) {
          const before = await tx.get(outboxCollection, one.id);
          if (before === undefined) continue;
          const after = await tx.put(outboxCollection, one.edit(before));
          steps.push({ change: one, after });
          if (one === change) rows.push({ before, after });
        }
      }
      // After all of the rows: what these came to is known then, whatever a record's rule does.
      for (const { change, after } of steps) {
        await change.told?.(tx, after);
        await change.kept?.(tx);
      }
    }

    function saved(): void {
      for (const list of taken.values()) for (const one of list) one.ended?.();
    }

    return { entry, failed, saved, changes: () => changes, rows: () => rows };
  }

  function owe(change: RowChange): void {
    owed.set(change.id, [...(owed.get(change.id) ?? []), change]);
    writeLater(change.id);
  }

  function writeLater(id: string): void {
    if (tried.has(id)) return;
    tried.add(id);
    background.run(() => writeDown(id));
  }

  async function writeDown(id: string): Promise<void> {
    while (owed.has(id) && !background.stopped) {
      if ((await tryOwed(id)) === 'thrown') await writeEach(id);
    }
    tried.delete(id);
  }

  /** One by one, until what throws is found: nothing else of its row is lost with it. The rest goes together again. */
  async function writeEach(id: string): Promise<void> {
    let isFound = false;
    for (let first = oldest(id); first !== undefined && !background.stopped; first = oldest(id)) {
      const written = await tryOwed(id, first);
      if (written !== 'thrown' && isFound) return;
      const [one, ...rest] = owed.get(id) ?? [];
      if (written !== 'thrown' || one !== first) continue;
      isFound = true;
      const less = withLess(first);
      if (less === undefined) first.ended?.();
      const left = less === undefined ? rest : [less, ...rest];
      if (left.length > 0) owed.set(id, left);
      else owed.delete(id);
      if (less === undefined) return;
    }
  }

  /** @param only of all that the row owes, while that is the oldest */
  async function tryOwed(id: string, only?: RowChange): Promise<Written> {
    const { entry, failed, saved } = createTry(
      async () =>
        owed.has(id) && (only === undefined || oldest(id) === only) ? [{ id, edit: (row) => row }] : [],
      only === undefined ? undefined : 1,
    );
    const written = await ledger.insist(entry, { failed });
    if (written === 'saved') saved();
    return written;
  }

  const oldest = (id: string) => owed.get(id)?.[0];

  const now = (row: OutboxRow) => (owed.get(row.id) ?? []).reduce((one, { edit }) => edit(one), row);

  return {
    now,
    async find(reader, id) {
      const row = await reader.get(outboxCollection, id);
      return row && now(row);
    },
    async note(changes) {
      const { entry, failed, saved } = createTry(async () => changes);
      if ((await ledger.write(entry, failed)) === 'saved') saved();
    },
    async make(decide) {
      const one = createTry(decide);
      const written = await ledger.insist(one.entry, { failed: one.failed, isRefusedAtOnce: true });
      const rows = one.rows();
      if (written === 'saved') one.saved();
      // What throws may be what is owed: then this comes after it as well.
      else if (written === 'refused' || one.changes().some(({ id }) => owed.has(id))) {
        for (const change of one.changes()) owe(change);
        return { written: 'refused', rows };
      }
      return { written, rows };
    },
  };
}

/** What has become of a message is kept also where its record, and then its posting, cannot take it in. */
function withLess(change: RowChange): RowChange | undefined {
  if (change.told !== undefined) return { ...change, told: undefined };
  return change.kept === undefined ? undefined : { ...change, kept: undefined };
}
