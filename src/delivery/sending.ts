import { randomUUID } from 'node:crypto';
import type { RouteName } from '../chat/request.ts';
import type { Address, Posted } from '../platforms/platform.ts';
import type { OutboxRow, Target } from './schema.ts';

/** One target of one outbox row. */
export interface Part {
  readonly row: OutboxRow;
  readonly index: number;
  readonly target: Target;
}

/** One message on its way: of one target, or of several that go out as a list. */
export interface Sending {
  readonly route: RouteName;
  address: Address;
  parts: readonly Part[];
  /** By which the platform knows it; the same when it is sent again. */
  marker: string;
  tries: number;
  /** Elapsed milliseconds since when it may have arrived without our knowing. */
  doubtSince: number | undefined;
  /** It went out once more in spite of the doubt. */
  repeated: boolean;
  /** What came of a call that took too long, once it is known. */
  answer: { posted?: Posted };
  /** Another message carries it. */
  taken: boolean;
  /** The platform did not take it together with others. */
  readonly alone: boolean;
}

/** `doubtSince`: elapsed milliseconds; undefined when it has certainly not been sent. */
export function createSending(
  part: Part,
  address: Address,
  { doubtSince, alone }: Pick<Sending, 'doubtSince' | 'alone'>,
): Sending {
  const { row, index, target } = part;
  return {
    route: target.platform,
    address,
    parts: [part],
    marker: (doubtSince === undefined ? undefined : target.list) ?? `${row.id}.${index}`,
    tries: 0,
    doubtSince,
    repeated: target.repeated === true,
    answer: {},
    taken: false,
    alone,
  };
}

/** Takes in what others were to carry. */
export function merge(sending: Sending, others: readonly Sending[]): void {
  if (others.length === 0) return;
  if (sending.parts.length === 1) sending.marker = `list.${randomUUID()}`;
  sending.parts = [sending, ...others].flatMap(({ parts }) => parts);
  for (const other of others) other.taken = true;
}
