import type { Stored } from '../store/store.ts';
import { type OutboxRow, outboxCollection, type Posting, postingCollection, type Shown } from './schema.ts';

/** A message to be sent or that was posted, as it lies in a database, and the ids of the records that it is about. */
export interface StoredMessage {
  readonly message: Stored;
  readonly about: readonly string[];
}

/** Reads what lies in one of the `messageReaders`' collections; undefined when it is no whole message. */
export type MessageReader = (stored: unknown) => StoredMessage | undefined;

/** Of a database that may be damaged, by the collection's name. */
export const messageReaders: ReadonlyMap<string, MessageReader> = new Map<string, MessageReader>([
  [outboxCollection.name, toRow],
  [postingCollection.name, toPosting],
]);

function toRow(stored: unknown): StoredMessage | undefined {
  const row: OutboxRow | undefined = outboxCollection.schema.safeParse(stored).data;
  return row && { message: row, about: row.targets.flatMap(({ content }) => idsIn(content)) };
}

function toPosting(stored: unknown): StoredMessage | undefined {
  const posting: Posting | undefined = postingCollection.schema.safeParse(stored).data;
  if (posting === undefined) return undefined;
  const { drawn: _, ...undrawn } = posting;
  // Some records of a list may be older again than it shows them: it is drawn anew.
  const message = 'list' in posting.content ? undrawn : posting;
  return { message, about: idsIn(posting.content) };
}

function idsIn(content: Shown): readonly string[] {
  if ('list' in content) return content.list.map(({ record }) => record.id);
  return content.record === undefined ? [] : [content.record.id];
}
