import type { Outcome } from '../chat/outcome.ts';
import type { Clock } from '../clock.ts';
import { toDeskError } from '../errors.ts';
import type { AnyCollection, Store, Stored, Transaction } from '../store/store.ts';
import { type Due, goesOn, type Step, startCourse } from './course.ts';
import type { AnyKind, Unsaved } from './ports.ts';
import { outcomeToUnsaved, type RingOrAsk, ringKey } from './unsaved-due.ts';

/**
 * Does what falls due on records, each time in one transaction. What cannot be saved is told from memory, and a call or a
 * check-in goes on from there, with the call that came of it: the next steps come at their times, and once it can be saved
 * it is saved as it went.
 */
export interface DueWork {
  /** @param due the moment in the record, and in elapsed milliseconds. @throws what kept it from being saved */
  run(kind: AnyKind, id: string, due: Due): Promise<void>;
  /** Elapsed milliseconds after which what has just failed is tried again: at once when its next step is due. */
  tryAgainIn(kind: AnyKind, id: string): number;
  /** What was due of the record is dealt with, or is not due any more. */
  forget(kind: AnyKind, id: string): void;
}

export interface DueWorkOptions {
  readonly store: Store;
  readonly kinds: readonly AnyKind[];
  readonly clock: Clock;
  /** @param cameAt UTC ISO text: when the outcome came about. @returns the outcome and what followed from it. */
  readonly enqueue: (tx: Transaction, outcome: Outcome, cameAt: string) => Promise<readonly Outcome[]>;
  readonly sendUnsaved: (messages: readonly Unsaved[]) => void;
}

/** One thing that fell due, done at this moment. Done again with the same, it comes to the same. */
interface Moment {
  readonly dueAt: string;
  /** UTC ISO text. */
  readonly now: string;
  readonly lateMs: number;
  readonly elapsedMs: number;
}

interface Done {
  readonly moment: Moment;
  readonly messages: readonly RingOrAsk[];
}

/** Work that could not be saved. */
interface Kept {
  readonly dueAt: string;
  readonly moments: readonly Moment[];
  /** The rings that reached somebody from memory and need not be sent again. */
  readonly told: Set<string>;
  /** Elapsed milliseconds at which the next thing falls due of the records as they would be now. */
  readonly nextMs: number | undefined;
  /** The disk alone refused: what failed of itself must not keep the work before it from being saved. */
  readonly goesOn: boolean;
}

/** Due work that could not be saved is tried again after this. */
const retryMs = 5000;
/** Far more than any policy has: a rule that never ends must not keep the program busy. */
const mostMoments = 100;

export function createDueWork({ store, kinds, clock, enqueue, sendUnsaved }: DueWorkOptions): DueWork {
  const kindByName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const kept = new Map<string, Kept>();
  const keyOf = (kind: AnyKind, id: string) => `${kind.kind}:${id}`;

  function keptOf(key: string, { dueAt }: Due): Kept | undefined {
    const known = kept.get(key);
    return known?.dueAt === dueAt ? known : undefined;
  }

  async function run(kind: AnyKind, id: string, due: Due): Promise<void> {
    const key = keyOf(kind, id);
    const before = keptOf(key, due);
    let done: Done[] = [];
    let nextMs: number | undefined;
    try {
      await store.transact(async (tx) => {
        done = [];
        const posted = new Set<string>();
        const first: Step = { kind, id, due };
        const course = startCourse(tx, first, kinds);
        for (let step: Step | undefined = first; step !== undefined; ) {
          const moment = momentOf(step, before?.moments[done.length]);
          const outcome = await doStep(course.tx, step, moment);
          if (outcome === undefined) return;
          const [, ...followed] = await enqueue(course.tx, owed(outcome, posted, before), moment.now);
          done.push({ moment, messages: await toMessages(tx, [outcome, ...followed]) });
          step = await course.next(step, moment);
          nextMs = step?.due.atMs;
          const isDue = nextMs !== undefined && nextMs <= clock.elapsedMs() + 1;
          if (!isDue || before?.goesOn !== true || done.length === mostMoments) return;
        }
      });
      kept.delete(key);
    } catch (thrown) {
      keep(key, due, done, { nextMs, goesOn: toDeskError(thrown).code === 'NOT_SAVED' });
      throw thrown;
    }
  }

  /** @returns undefined when it is not due any more. */
  async function doStep(
    tx: Transaction,
    { kind, id, due: { dueAt } }: Step,
    moment: Moment,
  ): Promise<Outcome | undefined> {
    const record = await tx.get<Stored>(kind.collection as AnyCollection, id);
    return record !== undefined && kind.dueAt?.(record) === dueAt ? kind.onDue?.(tx, id, moment) : undefined;
  }

  /** What goes on does again what it did; whatever else is due is done as of now, and by itself. */
  function momentOf({ kind, due: { dueAt, atMs } }: Step, known: Moment | undefined): Moment {
    if (goesOn(kind) && known?.dueAt === dueAt) return known;
    const elapsedMs = clock.elapsedMs();
    return { dueAt, now: clock.now(), lateMs: Math.max(0, elapsedMs - atMs), elapsedMs };
  }

  async function toMessages(tx: Transaction, outcomes: readonly Outcome[]): Promise<readonly RingOrAsk[]> {
    const messages: RingOrAsk[] = [];
    for (const outcome of outcomes) messages.push(...(await outcomeToUnsaved(tx, outcome, kindByName)));
    return messages;
  }

  /** Tells what has not been told before; the rest is only remembered. */
  function keep(
    key: string,
    due: Due,
    done: readonly Done[],
    { nextMs, goesOn }: Pick<Kept, 'nextMs' | 'goesOn'>,
  ): void {
    const known = keptOf(key, due);
    const told = known?.told ?? new Set<string>();
    const isLonger = done.length >= (known?.moments.length ?? 0);
    const moments = isLonger ? done.map(({ moment }) => moment) : (known?.moments ?? []);
    kept.set(key, { dueAt: due.dueAt, moments, told, nextMs, goesOn });
    const fresh = done.filter(({ moment }, index) => known?.moments[index]?.dueAt !== moment.dueAt);
    const messages = fresh.flatMap((one) => one.messages);
    sendUnsaved(
      messages.map(({ to, card, ring }) => ({ to, card, onSent: () => void (ring && told.add(ring)) })),
    );
  }

  return {
    run,
    tryAgainIn(kind, id) {
      const aheadMs = (kept.get(keyOf(kind, id))?.nextMs ?? 0) - clock.elapsedMs();
      return aheadMs > 0 ? Math.min(retryMs, aheadMs) : retryMs;
    },
    forget: (kind, id) => void kept.delete(keyOf(kind, id)),
  };
}

/** What still has to be sent of it: no ring that was told from memory, and of several same cards one. */
function owed(outcome: Outcome, posted: Set<string>, before: Kept | undefined): Outcome {
  const ring = outcome.ring?.filter((one) => before?.told.has(ringKey(one)) !== true);
  const post = outcome.post?.filter(({ record, view, to }) => {
    const key = JSON.stringify([record, view, to]);
    return !posted.has(key) && posted.add(key);
  });
  return { ...outcome, ...(ring && { ring }), ...(post && { post }) };
}
