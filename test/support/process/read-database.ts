import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
} from '../../../src/delivery/schema.ts';
import { type HelpRequest, helpCollection } from '../../../src/desk/help/index.ts';
import { type Stretch, stretchCollection } from '../../../src/desk/lone/index.ts';
import { counterCollection } from '../../../src/desk/numbers/index.ts';
import { openJsonStore } from '../../../src/store/json/index.ts';
import { storedFormat } from '../../../src/wiring/stores.ts';

/** What a database holds. */
export interface DatabaseContent {
  readonly calls: readonly HelpRequest[];
  readonly postings: readonly Posting[];
  readonly outbox: readonly OutboxRow[];
  /** The times in which somebody is alone. */
  readonly stretches: readonly Stretch[];
  /** How many numbers were given out. */
  readonly numbers: number;
}

/**
 * Opens a copy of a database that no process uses, so that the next start finds everything as it was left.
 *
 * @throws DeskError when it does not open.
 */
export async function readDatabase(directory: string): Promise<DatabaseContent> {
  const copy = await mkdtemp(join(tmpdir(), 'deskbell-copy-'));
  try {
    const files = (path: string) => !/^(?:lock|control|ballast)/.test(basename(path));
    await cp(directory, copy, { recursive: true, filter: files });
    const store = await openJsonStore({
      directory: copy,
      organisation: undefined,
      ...storedFormat,
    });
    try {
      return {
        calls: await store.all(helpCollection),
        postings: await store.all(postingCollection),
        outbox: await store.all(outboxCollection),
        stretches: await store.all(stretchCollection),
        numbers: (await store.get(counterCollection, 'help'))?.value ?? 0,
      };
    } finally {
      await store.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
