import type { Rate } from '../platforms/platform.ts';
import type { Clock } from '../time.ts';
import type { Background } from './background.ts';
import { type Bucket, createBucket } from './pace.ts';

/** What the platform made of one job. `again`: after this many milliseconds. `pause`: the whole lane waits so long first. */
export type JobResult =
  | { readonly done: true }
  | { readonly done: false; readonly againMs: number; readonly pauseLane: boolean };

export interface Job {
  /** Jobs of one conversation go one after the other, in order. */
  readonly conversation: string;
  /** Lower goes first. */
  readonly rank: number;
  run(): Promise<JobResult>;
}

export interface Lane {
  add(job: Job): void;
  /** How many are waiting or under way. */
  size(): number;
  stop(): void;
}

export interface LaneOptions {
  readonly clock: Clock;
  /** Shared by every lane that uses the same method of the platform. */
  readonly total: Bucket;
  readonly perConversation?: Rate;
  readonly background: Background;
  /** Sends under way at once. */
  readonly width: number;
}

interface Conversation {
  readonly jobs: Job[];
  readonly bucket: Bucket | undefined;
  /** In `ready`, under way, or waiting for a timer. */
  busy: boolean;
}

/**
 * One kind of message on one platform. Lanes never wait for each other; within one, every conversation and the whole
 * keep their pace, and a failing conversation holds up no other.
 */
export function createLane({ clock, total, perConversation, width, background }: LaneOptions): Lane {
  const conversations = new Map<string, Conversation>();
  /** Conversations that may send now, by rank; a sparse list of queues. */
  const ready: string[][] = [];
  let underWay = 0;
  let size = 0;
  let pausedUntil = 0;
  let stopped = false;
  let wake: (() => void) | undefined;

  function add(job: Job): void {
    if (stopped) return;
    size++;
    const found = conversations.get(job.conversation) ?? {
      jobs: [],
      bucket: perConversation === undefined ? undefined : createBucket(perConversation),
      busy: false,
    };
    conversations.set(job.conversation, found);
    // From the end: most jobs belong there, and a conversation that has to wait can have many.
    const last = found.jobs.findLastIndex((other) => other.rank <= job.rank);
    found.jobs.splice(last + 1, 0, job);
    offer(job.conversation, found);
    pump();
  }

  function offer(key: string, conversation: Conversation): void {
    const next = conversation.jobs[0];
    if (conversation.busy) return;
    if (next === undefined) {
      // Its pace is remembered until it would be full again anyway.
      if (conversation.bucket === undefined || conversation.bucket.waitMs(clock.elapsedMs()) === 0) {
        conversations.delete(key);
      }
      return;
    }
    conversation.busy = true;
    const wait = conversation.bucket?.waitMs(clock.elapsedMs()) ?? 0;
    if (wait === 0) enqueue(key, next.rank);
    else clock.after(wait, () => release(key, conversation));
  }

  function release(key: string, conversation: Conversation): void {
    conversation.busy = false;
    offer(key, conversation);
    pump();
  }

  function enqueue(key: string, rank: number): void {
    ready[rank] ??= [];
    ready[rank].push(key);
  }

  function pump(): void {
    while (!stopped && underWay < width) {
      const queue = ready.find((keys) => keys !== undefined && keys.length > 0);
      if (queue === undefined) return;
      const now = clock.elapsedMs();
      const wait = Math.max(pausedUntil - now, total.waitMs(now));
      if (wait > 0) {
        wake ??= clock.after(wait, () => {
          wake = undefined;
          pump();
        });
        return;
      }
      const key = queue.shift() as string;
      const conversation = conversations.get(key) as Conversation;
      const job = conversation.jobs.shift() as Job;
      total.take(now);
      conversation.bucket?.take(now);
      underWay++;
      background.run(() => send(key, conversation, job));
    }
  }

  async function send(key: string, conversation: Conversation, job: Job): Promise<void> {
    const result = await job.run();
    underWay--;
    if (result.done) {
      size--;
      release(key, conversation);
      return;
    }
    if (result.pauseLane) pausedUntil = Math.max(pausedUntil, clock.elapsedMs() + result.againMs);
    conversation.jobs.unshift(job);
    if (result.pauseLane) release(key, conversation);
    else clock.after(result.againMs, () => release(key, conversation));
    pump();
  }

  return {
    add,
    size: () => size,
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
