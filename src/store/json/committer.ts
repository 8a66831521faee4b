import { DeskError, messageOf } from '../../errors.ts';
import type { Change, Commit, Transaction } from '../store.ts';
import type { Journal } from './journal.ts';
import type { StoreLog } from './store-log.ts';
import type { Tables } from './tables.ts';
import { beginTransaction, type RunningTransaction } from './transaction.ts';

/**
 * Runs transactions one at a time on the records in memory, gathers them into groups and makes each group durable with
 * one sync. While one group is on its way to the disk the next one already runs in memory.
 */
export interface Committer {
  transact<R>(fn: (tx: Transaction) => Promise<R>): Promise<R>;
  /** Runs `task` when everything that ran before is durable, and nothing else meanwhile. */
  quietly<R>(task: () => Promise<R>): Promise<R>;
  /** Whether nothing runs, waits or is on its way to the disk: then memory holds only what is durable. */
  idle(): boolean;
  /** Why the last save failed; undefined since one has succeeded. */
  readonly trouble: string | undefined;
  /** Takes it that no save can succeed, before one has tried. */
  doubt(reason: string): void;
  /** Tries whether the disk takes something again; clears `trouble` when it does. */
  probe(): void;
}

export interface CommitterOptions {
  readonly tables: Tables;
  readonly journal: Journal;
  /** Called with each commit once it is durable, in order. Must not throw. */
  readonly onCommit: (commit: Commit) => void;
  /** Called after each durable group. */
  readonly onGroup: () => void;
  /** Called after a save was refused, to say whether trying again at once may help. */
  readonly canMend: () => boolean;
  /** Makes saving possible again where it can, and rejects when it is not. Nothing else runs meanwhile. */
  readonly tryAgain: () => Promise<void>;
  readonly log: StoreLog;
}

/** More would make the sync and the wait behind it longer than they save. */
const GROUP_LIMIT = 16;

interface Job {
  /** A transaction shares the disk with others; a quiet task waits until everything is durable. */
  readonly kind: 'transaction' | 'quiet';
  /** Runs it in memory. */
  run(): Promise<void>;
}

/** A transaction that has run in memory and waits for the disk. */
interface Executed {
  readonly changes: readonly Change[];
  readonly text: string;
  undo(): void;
  /** Gives the caller its answer. */
  confirm(): void;
  /** The group was refused: a write is told, a read runs again on what is left. */
  refuse(error: DeskError): void;
}

interface Group {
  readonly members: Executed[];
  writes: number;
}

export function createCommitter(options: CommitterOptions): Committer {
  const { tables, journal, onCommit, onGroup, canMend, tryAgain, log } = options;
  const waiting: Job[] = [];
  let running = false;
  let gathering: Group = { members: [], writes: 0 };
  let syncing: Group | undefined;
  let plannedFlush: NodeJS.Immediate | undefined;
  let refusal: unknown;
  let trouble: string | undefined;
  let probing = false;
  let wake = () => {};

  const pending = () => gathering.writes > 0 || syncing !== undefined;
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  async function runWaiting(): Promise<void> {
    if (running) return;
    running = true;
    for (;;) {
      if (refusal !== undefined) takeBack();
      const job = waiting[0];
      if (job === undefined) break;
      if (job.kind === 'quiet' ? pending() : gathering.writes >= GROUP_LIMIT) {
        await woken();
        continue;
      }
      waiting.shift();
      await job.run();
    }
    running = false;
  }

  function planFlush(): void {
    if (syncing !== undefined || refusal !== undefined || gathering.writes === 0) return;
    // A full group goes at once, so that the next one runs while the disk works. Otherwise everything that this turn
    // of the event loop still brings joins it.
    if (gathering.writes >= GROUP_LIMIT) void flush();
    else plannedFlush ??= setImmediate(() => void flush());
  }

  async function flush(): Promise<void> {
    clearImmediate(plannedFlush);
    plannedFlush = undefined;
    const group = gathering;
    gathering = { members: [], writes: 0 };
    syncing = group;
    wake();
    const sequence = journal.sequence;
    try {
      await journal.append(group.members.filter(isWrite).map(({ text }) => text));
    } catch (error) {
      refusal = error;
      wake();
      void runWaiting();
      return;
    }
    trouble = undefined;
    syncing = undefined;
    // What has gathered meanwhile goes before anybody is told: telling takes long enough to keep the disk busy.
    if (gathering.writes > 0 && refusal === undefined) void flush();
    confirm(group, sequence);
    onGroup();
    planFlush();
    wake();
  }

  function confirm(group: Group, sequence: number): void {
    let last = sequence;
    for (const member of group.members) {
      if (isWrite(member)) {
        last += 1;
        onCommit({ sequence: last, changes: member.changes });
      }
      member.confirm();
    }
  }

  /** Undoes everything that is not durable, newest first, between two transactions. */
  function takeBack(): void {
    const members = [...(syncing?.members ?? []), ...gathering.members];
    const reason = messageOf(refusal);
    const error = new DeskError('NOT_SAVED', `The disk refused the save: ${reason}`, { cause: refusal });
    doubt(reason);
    refusal = undefined;
    syncing = undefined;
    gathering = { members: [], writes: 0 };
    for (const member of members.toReversed()) member.undo();
    for (const member of members) member.refuse(error);
    if (canMend()) probe();
  }

  function doubt(reason: string): void {
    if (trouble === undefined) log(`Saving fails: ${reason}`, 'error');
    trouble = reason;
  }

  function probe(): void {
    if (probing || trouble === undefined) return;
    probing = true;
    // Before what waits: that would only be refused.
    waiting.unshift({
      kind: 'quiet',
      run: async () => {
        await tryAgain().then(
          () => {
            trouble = undefined;
          },
          (error: Error) => {
            trouble = error.message;
          },
        );
        probing = false;
      },
    });
    void runWaiting();
  }

  function settle(member: Executed): void {
    const group = isWrite(member) || gathering.writes > 0 ? gathering : syncing;
    if (group === undefined) {
      member.confirm();
      return;
    }
    group.members.push(member);
    if (isWrite(member)) gathering.writes += 1;
    planFlush();
  }

  async function execute<R>(
    fn: (tx: Transaction) => Promise<R>,
    resolve: (value: R) => void,
    reject: (error: unknown) => void,
    again: () => void,
  ): Promise<void> {
    const transaction = beginTransaction(tables);
    let confirm: () => void;
    try {
      const result = await fn(transaction.tx);
      confirm = () => resolve(result);
    } catch (error) {
      transaction.undo();
      // What it threw may rest on what it read, so it leaves no earlier than an answer would.
      settle({ confirm: () => reject(error), refuse: again, ...NOTHING });
      return;
    }
    const { changes, text } = transaction.finish();
    if (changes.length === 0) settle({ confirm, refuse: again, ...NOTHING });
    else settle({ changes, text, confirm, refuse: reject, undo: transaction.undo });
  }

  function enqueue(job: Job): void {
    waiting.push(job);
    void runWaiting();
  }

  return {
    transact: <R>(fn: (tx: Transaction) => Promise<R>) =>
      new Promise<R>((resolve, reject) => {
        const job: Job = {
          kind: 'transaction',
          run: () => execute(fn, resolve, reject, () => waiting.unshift(job)),
        };
        enqueue(job);
      }),
    quietly: <R>(task: () => Promise<R>) =>
      new Promise<R>((resolve, reject) => {
        enqueue({ kind: 'quiet', run: () => task().then(resolve, reject) });
      }),
    idle: () => !running && !pending() && refusal === undefined,
    get trouble() {
      return trouble;
    },
    doubt,
    probe,
  };
}

const NOTHING: Pick<Executed & RunningTransaction, 'changes' | 'text' | 'undo'> = {
  changes: [],
  text: '',
  undo: () => {},
};

function isWrite(member: Executed): boolean {
  return member.changes.length > 0;
}
