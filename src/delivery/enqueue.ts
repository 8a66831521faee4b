import { randomUUID } from 'node:crypto';
import type { Audience, Outcome, PersonId } from '../chat/outcome.ts';
import type { RouteName } from '../chat/request.ts';
import type { Transaction } from '../store/store.ts';
import type { AnyKind, DeliveryOptions, LaterRoute, Reached } from './ports.ts';
import { inOrder, isAsking, ringsSomebody } from './routes.ts';
import { type Content, type OutboxRow, outboxCollection, type Target } from './schema.ts';

type Options = Pick<DeliveryOptions, 'reach' | 'laterRoutes' | 'clock'> & {
  readonly kinds: ReadonlyMap<string, AnyKind>;
  /** UTC ISO text: when the outcome came about, where that was earlier. */
  readonly cameAt?: string;
};

/**
 * Writes what an outcome sends into the outbox, in the transaction that caused it. Somebody who has no address anywhere
 * is told of to the record at once, so that it does not wait for an answer that cannot come.
 *
 * @returns the outcome and those that followed from that.
 */
export async function enqueue(
  tx: Transaction,
  outcome: Outcome,
  options: Options,
): Promise<readonly Outcome[]> {
  const at = options.clock.now();
  const asks: Target[] = [];
  const housekeeping: Target[] = [];
  for (const { to, record, view, onlyWhileOpen, urgent = false } of outcome.post ?? []) {
    const content: Content = { record, view, ...(onlyWhileOpen ? { onlyWhileOpen } : {}) };
    asks.push(...targets(to, content, { message: asks.length, urgent, now: at }, options));
  }
  for (const { to, card, record, onlyWhileOpen, urgent = false, lane } of outcome.ring ?? []) {
    const content: Content = {
      card,
      ...(record ? { record } : {}),
      ...(onlyWhileOpen ? { onlyWhileOpen } : {}),
    };
    const list = lane === 'housekeeping' ? housekeeping : asks;
    list.push(...targets(to, content, { message: list.length, urgent, now: at }, options));
  }
  for (const [lane, list] of [
    ['ask', asks],
    ['housekeeping', housekeeping],
  ] as const) {
    const row: Omit<OutboxRow, 'revision'> = { id: randomUUID(), at, lane, targets: list };
    if (list.length > 0) await tx.put(outboxCollection, row);
  }
  const outcomes = [outcome];
  for (const target of asks.filter((one) => one.state === 'failed')) {
    const why = { reason: 'no address', routes: [] };
    outcomes.push(...(await tellUnreached(tx, target, target.person, why, options)));
  }
  return outcomes;
}

function targets(
  to: Audience,
  content: Content,
  how: Parameters<typeof inOrder>[2],
  { reach, laterRoutes }: Options,
): readonly Target[] {
  const toTarget = (one: Reached | LaterRoute): Omit<Target, 'state'> => ({
    content,
    ...(how.urgent ? { urgent: true } : {}),
    ...one,
  });
  const first = reach(to).map(toTarget);
  const later = 'person' in to && ringsSomebody(content) ? laterRoutes(to.person).map(toTarget) : [];
  if (first.length + later.length > 0) return inOrder(first, later, how);
  // A branch without a channel is nobody's fault at this moment; a person without an address is.
  return 'person' in to
    ? [{ platform: 'browser', person: to.person, content, state: 'failed', reason: 'no address' }]
    : [];
}

/** Lets the record know that somebody could not be reached, and sends what follows from that, which it returns. */
export async function tellUnreached(
  tx: Transaction,
  target: Target,
  person: PersonId | undefined,
  why: { readonly reason: string; readonly routes: readonly RouteName[] },
  options: Options,
): Promise<readonly Outcome[]> {
  const { content } = target;
  if (!('view' in content) || !isAsking(content.view) || person === undefined) return [];
  const now = options.cameAt ?? options.clock.now();
  const outcome = await options.kinds
    .get(content.record.kind)
    ?.onUnreached?.(tx, content.record.id, person, why.reason, now, why.routes);
  return outcome === undefined ? [] : enqueue(tx, outcome, options);
}
