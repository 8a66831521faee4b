import { randomUUID } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import type { Lane as LaneName } from '../chat/outcome.ts';
import type { PlatformName } from '../chat/request.ts';
import { type Platform, type Posted, SendError } from '../platforms/platform.ts';
import type { AnyCollection, Stored } from '../store/store.ts';
import { msBetween } from '../time.ts';
import type { Background } from './background.ts';
import { tellUnreached } from './enqueue.ts';
import { createLane, type JobResult, type Lane } from './lane.ts';
import type { Ledger } from './ledger.ts';
import { backoffMs, createBucket } from './pace.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { isOpen, type OutboxRow, outboxCollection, postingCollection, type Target } from './schema.ts';
import { say } from './texts.en.ts';

/** A message that could not go out for this long no longer helps anybody. */
const expiresMs = 24 * 60 * 60_000;
/** A message sent this long after it was written says that it is late. */
const lateMs = 2 * 60_000;
/** Sends under way at once on one platform and lane. */
const width = 8;

/** Sends what is in the outbox, each lane of each platform at its own pace. */
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
  const { platforms, clock, store, ledger, log, kindByName, background } = options;
  const byName = new Map<PlatformName, Platform>(platforms.map((platform) => [platform.name, platform]));
  const lanes = new Map<string, Lane>();
  for (const platform of platforms) {
    const total = createBucket(platform.pace.posts);
    for (const lane of ['ask', 'housekeeping'] satisfies LaneName[]) {
      const perConversation = platform.pace.postsPerConversation;
      lanes.set(`${platform.name}:${lane}`, createLane({ clock, total, perConversation, width, background }));
    }
  }

  function take(row: OutboxRow, afterRestart: boolean): void {
    for (const [index, target] of row.targets.entries()) {
      if (!isOpen(target)) continue;
      const lane = lanes.get(`${target.platform}:${row.lane}`);
      if (lane === undefined || target.address === undefined) continue;
      let tries = 0;
      let repeat = afterRestart && target.state === 'sending';
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
  }

  async function sendOnce(
    row: OutboxRow,
    index: number,
    target: Target,
    repeat: boolean,
  ): Promise<JobResult> {
    const platform = byName.get(target.platform) as Platform;
    const drawn = await draw(target);
    if (drawn === undefined) return finish(row, index, { state: 'expired' });
    await ledger.write(async (tx) => void (await setTarget(tx, row.id, index, { state: 'sending' })));
    const marker = `${row.id}.${index}`;
    const reader = options.readerOf(target.person, target.platform);
    const card = markLate(drawn.card, row, clock.now());
    const posted = await platform.post(target.address as Posted['address'], card, {
      ...reader,
      marker,
      repeat,
    });
    await ledger.insist(async (tx) => {
      await setTarget(tx, row.id, index, { state: 'sent' });
      await tx.put(postingCollection, {
        id: randomUUID(),
        platform: target.platform,
        address: posted.address,
        message: posted.message,
        at: clock.now(),
        content: target.content,
        ...(target.person === undefined ? {} : { viewer: target.person }),
        ...(drawn.revision === undefined ? {} : { drawn: drawn.revision }),
      });
    });
    return { done: true };
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

  async function finish(row: OutboxRow, index: number, change: Pick<Target, 'state'>): Promise<JobResult> {
    await ledger.insist(async (tx) => void (await setTarget(tx, row.id, index, change)));
    return { done: true };
  }

  async function giveUp(row: OutboxRow, index: number, target: Target, reason: string): Promise<JobResult> {
    log.warn({ platform: target.platform, reason, row: row.id }, 'a message could not be delivered');
    await ledger.insist(async (tx) => {
      const now = await setTarget(tx, row.id, index, { state: 'failed', reason });
      const others = now?.targets.filter((one) => one.person === target.person) ?? [];
      if (others.every((one) => one.state === 'failed')) {
        await tellUnreached(tx, target, target.person, reason, { ...options, kinds: kindByName });
      }
    });
    return { done: true };
  }

  return {
    take,
    size: () => [...lanes.values()].reduce((sum, lane) => sum + lane.size(), 0),
    stop: () => {
      for (const lane of lanes.values()) lane.stop();
    },
  };
}

/** What was owed for long says so: whoever reads it must not think that it happened just now. */
function markLate(card: Card, row: OutboxRow, now: string): Card {
  if (msBetween(row.at, now) < lateMs) return card;
  const minutes = Math.round(msBetween(row.at, now) / 60_000);
  return { ...card, parts: [...card.parts, { type: 'context', text: say('delivery.late', { minutes }) }] };
}

async function setTarget(
  tx: Parameters<Parameters<Ledger['write']>[0]>[0],
  id: string,
  index: number,
  change: Pick<Target, 'state'> & { readonly reason?: string },
): Promise<OutboxRow | undefined> {
  const row = await tx.get(outboxCollection, id);
  if (row === undefined) return undefined;
  return tx.put(outboxCollection, {
    ...row,
    targets: row.targets.map((one, at) => (at === index ? { ...one, ...change } : one)),
  });
}
