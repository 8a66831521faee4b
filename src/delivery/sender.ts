import { randomUUID } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import type { Lane as LaneName } from '../chat/outcome.ts';
import type { RouteName } from '../chat/request.ts';
import { type Address, type Messenger, type Platform, SendError } from '../platforms/platform.ts';
import type { AnyCollection, Stored, Transaction } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { Background } from './background.ts';
import { tellUnreached } from './enqueue.ts';
import { createLane, type JobResult, type Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';
import { backoffMs, createBucket } from './pace.ts';
import { cardToPlainMessage } from './plain-message.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { createRerouting } from './rerouting.ts';
import { isReached, newlyOwed, type Rings, routesOf, settle } from './routes.ts';
import { isOwed, type OutboxRow, outboxCollection, postingCollection, type Target } from './schema.ts';
import { say } from './texts.en.ts';

/** A message that could not go out for this long no longer helps anybody. */
const expiresMs = 24 * 60 * 60_000;
/** A message sent this long after it was written says that it is late. */
const lateMs = 2 * 60_000;
/** Sends under way at once on one platform and lane. */
const width = 8;

/** Sends what is in the outbox, each lane of each platform and messenger at its own pace. */
export interface Sender {
  /** Takes a row's open targets. Those cut off in `sending` are sent again once, marked as a repeat. */
  take(row: OutboxRow, afterRestart: boolean): void;
  /** Rows taken and not finished. */
  size(): number;
  stop(): void;
}

export interface SenderOptions extends DeliveryOptions {
  readonly ledger: Ledger;
  readonly background: Background;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
}

export function createSender(options: SenderOptions): Sender {
  const { clock, store, ledger, log, kindByName, background } = options;
  const platforms = new Map<RouteName, Platform>(options.platforms.map((one) => [one.name, one]));
  const messengers = new Map<RouteName, Messenger>(options.messengers.map((one) => [one.name, one]));
  const rings: Rings = (route) => platforms.get(route)?.capabilities.rings ?? true;
  const lanes = new Map<string, Lane>();
  for (const { name, pace } of [...options.platforms, ...options.messengers]) {
    const total = createBucket(pace.posts);
    const perConversation = pace.postsPerConversation;
    for (const lane of ['ask', 'housekeeping'] satisfies LaneName[]) {
      lanes.set(`${name}:${lane}`, createLane({ clock, total, perConversation, width, background }));
    }
  }
  const rerouting = createRerouting({
    ...options,
    send(row, indexes) {
      for (const index of indexes) add(row, index, false);
    },
  });

  function take(row: OutboxRow, afterRestart: boolean): void {
    for (const [index, target] of row.targets.entries()) {
      if (isOwed(target)) add(row, index, afterRestart && target.state === 'sending');
    }
    rerouting.follow(row, afterRestart);
  }

  function add(row: OutboxRow, index: number, inDoubt: boolean): void {
    const target = row.targets[index];
    if (target?.address === undefined) return;
    const lane = lanes.get(`${target.platform}:${row.lane}`);
    if (lane === undefined) {
      // It was taken out of the settings while something was still owed there.
      background.run(() => giveUp(row, index, target, 'not configured'));
      return;
    }
    let tries = 0;
    let repeat = inDoubt;
    lane.add({
      conversation: target.address.id,
      rank: 0,
      async run() {
        tries++;
        try {
          return await sendOnce(row, index, target, repeat);
        } catch (thrown) {
          const error =
            thrown instanceof SendError ? thrown : new SendError('later', 'unexpected', { cause: thrown });
          // What may have arrived is sent again, marked as a repeat: twice does less harm than never.
          if (error.failure === 'never' || msBetween(row.at, clock.now()) > expiresMs)
            return await giveUp(row, index, target, error.reason);
          if (error.failure === 'unknown') repeat = true;
          log.warn(
            { platform: target.platform, reason: error.reason, tries, row: row.id },
            'a message will be sent again',
          );
          return {
            done: false,
            againMs: error.retryAfterMs ?? backoffMs(tries),
            pauseLane: error.retryAfterMs !== undefined,
          };
        }
      },
    });
  }

  async function sendOnce(
    row: OutboxRow,
    index: number,
    target: Target,
    repeat: boolean,
  ): Promise<JobResult> {
    const drawn = await draw(target);
    if (drawn === undefined) return end(row, index, { state: 'expired' });
    const messenger = messengers.get(target.platform);
    if (messenger !== undefined) return sendByMessenger(messenger, row, index, target, drawn.card, repeat);
    await ledger.write(async (tx) => void (await setTarget(tx, row.id, index, { state: 'sending' })));
    const platform = platforms.get(target.platform) as Platform;
    const card = markLate(drawn.card, row, clock.now());
    const posted = await platform.post(target.address as Address, card, {
      ...options.readerOf(target.person, target.platform),
      marker: markerOf(row, index),
      repeat,
    });
    return end(row, index, { state: 'sent' }, async (tx) => {
      await tx.put(postingCollection, {
        id: randomUUID(),
        platform: platform.name,
        address: posted.address,
        message: posted.message,
        at: clock.now(),
        content: target.content,
        ...(target.person === undefined ? {} : { viewer: target.person }),
        ...(drawn.revision === undefined ? {} : { drawn: drawn.revision }),
      });
    });
  }

  async function sendByMessenger(
    messenger: Messenger,
    row: OutboxRow,
    index: number,
    target: Target,
    card: Card,
    repeat: boolean,
  ): Promise<JobResult> {
    const others = routesOf((await store.get(outboxCollection, row.id)) ?? row, index);
    // A platform may have come back while this waited for another try.
    if (isReached(others, rings)) return end(row, index, { state: 'expired' });
    await ledger.write(async (tx) => void (await setTarget(tx, row.id, index, { state: 'sending' })));
    const message = cardToPlainMessage(card, {
      at: row.at,
      lateMinutes: lateMinutes(row, clock.now()),
      repeat,
      places: others.flatMap(({ platform }) => platforms.get(platform)?.name ?? []),
    });
    await messenger.send(target.address as Address, message, {
      ...options.readerOf(target.person, target.platform),
      marker: markerOf(row, index),
    });
    return end(row, index, { state: 'sent' }, async (tx, now) => {
      const { content, person } = target;
      if (content.record === undefined || person === undefined) return;
      // A page that nobody may be looking at has delivered; so has this one by now.
      const insteadOf = routesOf(now, index)
        .filter(({ state }) => state !== 'sent' && state !== 'expired')
        .map(({ platform }) => platform);
      const rerouted = { person, by: messenger.name, insteadOf };
      const kind = kindByName.get(content.record.kind);
      await kind?.onRerouted?.(tx, content.record.id, rerouted, clock.now());
    });
  }

  /** As it looks now, not as it looked when it was written down; undefined when it need not go out any more. */
  async function draw({ content, person }: Target): Promise<{ card: Card; revision?: number } | undefined> {
    const kind = content.record === undefined ? undefined : kindByName.get(content.record.kind);
    const record =
      kind === undefined || content.record === undefined
        ? undefined
        : await store.get<Stored>(kind.collection as AnyCollection, content.record.id);
    if (content.onlyWhileOpen && (record === undefined || kind?.isOver(record))) return undefined;
    if ('card' in content) return { card: content.card };
    const card = record === undefined ? undefined : kind?.draw(record, content.view, person);
    return card === undefined || record === undefined ? undefined : { card, revision: record.revision };
  }

  /** Writes down how a target ended and what follows for the later routes, and takes those that are due now. */
  async function end(
    row: OutboxRow,
    index: number,
    change: Pick<Target, 'state' | 'reason'>,
    also: (tx: Transaction, now: OutboxRow) => Promise<void> = async () => {},
  ): Promise<JobResult> {
    let before = row;
    let after: OutboxRow | undefined;
    await ledger.insist(async (tx) => {
      after = undefined;
      const ended = await setTarget(tx, row.id, index, change);
      if (ended === undefined) return;
      before = ended;
      const settled = settle(ended, index, clock.now(), rings);
      after = settled === ended ? ended : await tx.put(outboxCollection, settled);
      await also(tx, after);
    });
    if (after !== undefined) {
      for (const taken of newlyOwed(before, after)) add(after, taken, false);
      rerouting.follow(after);
    }
    return { done: true };
  }

  function giveUp(row: OutboxRow, index: number, target: Target, reason: string): Promise<JobResult> {
    log.warn({ platform: target.platform, reason, row: row.id }, 'a message could not be delivered');
    return end(row, index, { state: 'failed', reason }, async (tx, now) => {
      if (routesOf(now, index).every((one) => one.state === 'failed')) {
        await tellUnreached(tx, target, target.person, reason, { ...options, kinds: kindByName });
      }
    });
  }

  return {
    take,
    size: () => [...lanes.values()].reduce((sum, lane) => sum + lane.size(), 0),
    stop: () => {
      rerouting.stop();
      for (const lane of lanes.values()) lane.stop();
    },
  };
}

/** The same when a message is sent again. */
function markerOf(row: OutboxRow, index: number): string {
  return `${row.id}.${index}`;
}

/** What was owed for long says so: whoever reads it must not think that it happened just now. */
function markLate(card: Card, row: OutboxRow, now: string): Card {
  const minutes = lateMinutes(row, now);
  if (minutes === undefined) return card;
  return { ...card, parts: [...card.parts, { type: 'context', text: say('delivery.late', { minutes }) }] };
}

function lateMinutes(row: OutboxRow, now: string): number | undefined {
  const ms = msBetween(row.at, now);
  return ms < lateMs ? undefined : Math.round(ms / 60_000);
}

async function setTarget(
  tx: Transaction,
  id: string,
  index: number,
  change: Pick<Target, 'state' | 'reason'>,
): Promise<OutboxRow | undefined> {
  const row = await tx.get(outboxCollection, id);
  if (row === undefined) return undefined;
  return tx.put(outboxCollection, {
    ...row,
    targets: row.targets.map((one, at) => (at === index ? { ...one, ...change } : one)),
  });
}
