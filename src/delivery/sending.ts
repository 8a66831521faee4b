import { randomUUID } from 'node:crypto';
import type { RouteName } from '../chat/request.ts';
import type { Address, Posted } from '../platforms/platform.ts';
import { targetToRank } from './rank.ts';
import { type OutboxRow, recordKey, type Target } from './schema.ts';

/** One target of one outbox row. */
export interface Part {
  readonly row: OutboxRow;
  readonly index: number;
  readonly target: Target;
  /** Of a record that calls somebody. */
  readonly isCall: boolean;
}

/** One message on its way: of one target, or of several that go out as a list. */
export interface Sending {
  readonly route: RouteName;
  /** Lower goes first. */
  readonly rank: number;
  address: Address;
  parts: readonly Part[];
  /** By which the platform knows it; the same when it is sent again. */
  marker: string;
  tries: number;
  /** Elapsed milliseconds since when it may have arrived without our knowing. */
  doubtSince: number | undefined;
  /** It is looked for once before it goes out, and goes out whatever comes of that. */
  unsure: boolean;
  /** It went out once more in spite of the doubt. */
  repeated: boolean;
  /** What came of a call that took too long, once it is known. */
  answer: { posted?: Posted };
  /** Another message carries it. */
  taken: boolean;
  /** The platform did not take it together with others, or the disk did not take that they go out together. */
  readonly alone: boolean;
}

/** `doubtSince`: elapsed milliseconds; undefined when it has certainly not been sent. */
export function createSending(
  part: Part,
  address: Address,
  { doubtSince, unsure, alone }: Pick<Sending, 'doubtSince' | 'unsure' | 'alone'>,
): Sending {
  const { target } = part;
  return {
    route: target.platform,
    rank: targetToRank(target, part.isCall),
    address,
    parts: [part],
    marker: (doubtSince === undefined ? undefined : target.list) ?? ownMarker(part),
    tries: 0,
    doubtSince,
    unsure,
    repeated: target.repeated === true,
    answer: {},
    taken: false,
    alone,
  };
}

/** By which a message of one target is known that goes out by itself. */
export function ownMarker({ row, index }: Pick<Part, 'row' | 'index'>): string {
  return `${row.id}.${index}`;
}

/** The same for parts that show the same card: somebody can be asked about one call several times. */
export function faceOf(part: Part): string {
  const { content } = part.target;
  return 'view' in content ? `${recordKey(content.record)} ${content.view}` : ownMarker(part);
}

/** What has the same face, once. */
export function onceEach<T>(items: readonly T[], partOf: (item: T) => Part): readonly T[] {
  const faces = new Map<string, T>();
  for (const item of items) {
    const face = faceOf(partOf(item));
    if (!faces.has(face)) faces.set(face, item);
  }
  return [...faces.values()];
}

/** Takes in what others were to carry. */
export function merge(sending: Sending, others: readonly Sending[]): void {
  if (others.length === 0) return;
  if (sending.parts.length === 1) sending.marker = `list.${randomUUID()}`;
  sending.parts = [sending, ...others].flatMap(({ parts }) => parts);
  for (const other of others) other.taken = true;
}
