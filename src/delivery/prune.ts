import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Platform } from '../platforms/platform.ts';
import { type AnyCollection, forgetBatch, forgetUpTo, type Store, type Stored } from '../store/store.ts';
import { addMs, dayMs } from '../time.ts';
import type { Drawing } from './drawing.ts';
import type { AnyKind } from './ports.ts';
import { facesOf, outboxCollection, type Posting, postingCollection } from './schema.ts';

/** Finished rows are kept for a day, to answer "did it go out". */
const rowsKeptMs = dayMs;
/** Longer than people scroll back in a conversation to press something. */
const postingsKeptMs = 30 * dayMs;

export interface Pruning {
  /**
   * Forgets finished outbox rows older than a day, and postings older than 30 days that are not to change any more: a
   * start looks through all postings, and would take longer every year. The records stay, and so do the messages.
   *
   * @throws DeskError NOT_SAVED
   */
  forgetOld(): Promise<void>;
}

export function createPruning(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly platforms: readonly Pick<Platform, 'name'>[];
  readonly kindByName: ReadonlyMap<string, AnyKind>;
  readonly drawing: Drawing;
}): Pruning {
  const { store, clock, platforms, kindByName, drawing } = options;

  async function isDone(posting: Posting): Promise<boolean> {
    if (posting.gone) return true;
    for (const { record } of facesOf(posting.content)) {
      const kind = kindByName.get(record.kind);
      if (kind === undefined || kind.followedForGood) return false;
      const found = await store.get<Stored>(kind.collection as AnyCollection, record.id);
      if (found !== undefined && !kind.isOver(found)) return false;
    }
    // On a platform that was taken out of the settings nothing is redrawn.
    if (!platforms.some(({ name }) => name === posting.platform)) return true;
    // Its last redraw may still be owed, to a platform that has been away for long.
    const now = await drawing.posted(posting.content, posting.viewer);
    return now === undefined || now.revision <= (posting.drawn ?? 0);
  }

  async function forgetPostings(to: string): Promise<void> {
    for await (const old of upTo(to)) {
      const done: Posting[] = [];
      for (const posting of old) if (await isDone(posting)) done.push(posting);
      if (done.length > 0) {
        await store.transact(async (tx) => {
          for (const { id } of done) await tx.delete(postingCollection, id);
        });
      }
    }
  }

  /** The postings up to a moment, some at a time: those that are followed for good grow with the years. */
  async function* upTo(to: string): AsyncGenerator<readonly Posting[]> {
    for (let from = ''; ; ) {
      const old = await store.range(postingCollection, 'at', { from, to, limit: forgetBatch });
      const last = old.at(-1)?.at;
      if (last === undefined) return;
      const before = old.filter(({ at }) => at !== last);
      yield [...before, ...(await store.find(postingCollection, 'at', last))];
      from = addMs(last, 1);
      await nextTurn();
    }
  }

  return {
    async forgetOld() {
      const now = clock.now();
      await forgetUpTo(store, outboxCollection, 'done', addMs(now, -rowsKeptMs));
      await forgetPostings(addMs(now, -postingsKeptMs));
    },
  };
}
