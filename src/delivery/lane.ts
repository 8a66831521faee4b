import type { Clock } from '../clock.ts';
import type { Background } from './background.ts';
import type { Bucket, Paces } from './pace.ts';

/** What the platform made of one job. */
export type JobResult = Done | Again;

interface Done {
  readonly done: true;
  /** Nothing was sent, so it does not count for the pace. */
  readonly unused?: boolean;
}

interface Again {
  readonly done: false;
  readonly unused?: boolean;
  /** After this many milliseconds. */
  readonly againMs: number;
  /** The whole lane waits so long first. */
  readonly pauseLane: boolean;
  /** What comes after it in its conversation need not wait for it. */
  readonly aside?: boolean;
}

/** A message that was refused while others went out, again and again, lets what comes after it go first. */
const mostPassedBy = 4;

/** A call that takes longer than this makes room for another: one that hangs must not hold up the rest. */
const slowMs = 3000;

/**
 * Once the pace is used up, what may go out in so many milliseconds goes out together: a message alone takes the program
 * half as much again. Far below the time of any platform's pace, so that none of it is lost.
 */
const togetherMs = 100;

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
  /** Elapsed milliseconds since anything last moved here; 0 while there is nothing to move or the platform asked for a pause. */
  standsStillMs(): number;
  /** Whether the platform asked for a pause that is not over. */
  isPaused(): boolean;
  stop(): void;
}

export interface LaneOptions {
  readonly clock: Clock;
  /** Shared by every lane that uses the same method of the platform. */
  readonly total: Bucket;
  /** How much of `total` it leaves to lanes that matter more. */
  readonly spare?: number;
  readonly perConversation?: Paces;
  readonly background: Background;
  /** Sends under way at once. */
  readonly width: number;
}

interface Conversation {
  /** In the order in which they go out. */
  readonly jobs: Job[];
  readonly bucket: Bucket | undefined;
  /** In `ready`, under way, or waiting for a timer. */
  busy: boolean;
  /** While it waits for a timer. */
  cancelWait: (() => void) | undefined;
  /** While it is in `ready`: the queue that it is in. */
  readyAs: number | undefined;
}

/**
 * One kind of message on one platform. Lanes never wait for each other; within one, every conversation and the whole
 * keep their pace, and a failing conversation holds up no other.
 */
export function createLane(options: LaneOptions): Lane {
  const { clock, total, spare, perConversation, width, background } = options;
  const conversations = new Map<string, Conversation>();
  /** Conversations that may send now, by rank; a sparse list of queues. */
  const ready: string[][] = [];
  let underWay = 0;
  let size = 0;
  let pausedUntil = 0;
  let ended = 0;
  /** What was not taken yet: how many others had ended by its last try, and between how many tries some did. */
  const refused = new Map<Job, { readonly ended: number; readonly passedBy: number }>();
  /** Until when a message that was refused is not tried again, and what comes after it waits; in elapsed milliseconds. */
  const heldUntil = new Map<Job, number>();
  /** In elapsed milliseconds. */
  let gatheringUntil = 0;
  let movedMs = clock.elapsedMs();
  let stopped = false;
  let wake: (() => void) | undefined;

  function add(job: Job): void {
    if (stopped) return;
    if (size === 0) movedMs = clock.elapsedMs();
    size++;
    queueUp(job);
  }

  function queueUp(job: Job): void {
    let found = conversations.get(job.conversation);
    if (found === undefined) {
      const bucket = perConversation?.of(job.conversation);
      found = { jobs: [], bucket, busy: false, cancelWait: undefined, readyAs: undefined };
      conversations.set(job.conversation, found);
    }
    // From the end: most jobs belong there, and a conversation that has to wait can have many.
    const last = found.jobs.findLastIndex((other) => other.rank <= job.rank);
    found.jobs.splice(last + 1, 0, job);
    if (found.readyAs !== undefined && job.rank < found.readyAs) {
      const queue = ready[found.readyAs];
      queue?.splice(queue.indexOf(job.conversation), 1);
      enqueue(job.conversation, found, job.rank);
    }
    // Only what was in front waits for its timer.
    if (found.jobs[0] === job && found.cancelWait !== undefined) {
      found.cancelWait();
      found.cancelWait = undefined;
      found.busy = false;
    }
    offer(job.conversation, found);
    pump();
  }

  /** Before those that have come after it, and behind what is more urgent. */
  function putBack(job: Job, { jobs }: Conversation): void {
    const next = jobs.findIndex((other) => other.rank >= job.rank);
    jobs.splice(next === -1 ? jobs.length : next, 0, job);
  }

  function offer(key: string, conversation: Conversation): void {
    const next = conversation.jobs[0];
    if (conversation.busy) return;
    if (next === undefined) {
      conversations.delete(key);
      return;
    }
    conversation.busy = true;
    const now = clock.elapsedMs();
    const wait = Math.max(conversation.bucket?.waitMs(now) ?? 0, (heldUntil.get(next) ?? now) - now);
    if (wait <= 0) enqueue(key, conversation, next.rank);
    else conversation.cancelWait = clock.after(wait, () => release(key, conversation));
  }

  function release(key: string, conversation: Conversation): void {
    conversation.busy = false;
    conversation.cancelWait = undefined;
    offer(key, conversation);
    pump();
  }

  function enqueue(key: string, conversation: Conversation, rank: number): void {
    conversation.readyAs = rank;
    ready[rank] ??= [];
    ready[rank].push(key);
  }

  function pump(): void {
    while (!stopped && underWay < width) {
      const queue = ready.find((keys) => keys !== undefined && keys.length > 0);
      if (queue === undefined) return;
      const now = clock.elapsedMs();
      const paceMs = total.waitMs(now, spare);
      if (paceMs > 0 && gatheringUntil <= now) gatheringUntil = now + togetherMs;
      const wait = Math.max(paceMs, Math.max(pausedUntil, gatheringUntil) - now);
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
      conversation.readyAs = undefined;
      heldUntil.delete(job);
      total.take(now);
      conversation.bucket?.take(now);
      underWay++;
      background.run(() => send(key, conversation, job));
    }
  }

  async function send(key: string, conversation: Conversation, job: Job): Promise<void> {
    const result = await withRoom(job);
    movedMs = clock.elapsedMs();
    if (result.unused) {
      total.giveBack();
      conversation.bucket?.giveBack();
    }
    if (result.done) {
      ended++;
      refused.delete(job);
      size--;
      release(key, conversation);
      return;
    }
    if (result.aside || (!result.pauseLane && passedBy(job) >= mostPassedBy)) {
      clock.after(result.againMs, () => queueUp(job));
      release(key, conversation);
      return;
    }
    if (result.pauseLane) pausedUntil = Math.max(pausedUntil, clock.elapsedMs() + result.againMs);
    else heldUntil.set(job, clock.elapsedMs() + result.againMs);
    putBack(job, conversation);
    release(key, conversation);
  }

  /** Others go out, so it is this one alone that is refused, as by a filter that dislikes its words. */
  function passedBy(job: Job): number {
    const before = refused.get(job);
    const times = (before?.passedBy ?? 0) + (before !== undefined && ended > before.ended ? 1 : 0);
    refused.set(job, { ended, passedBy: times });
    return times;
  }

  /** Counts as under way until it ends, but not for longer than a moment. */
  async function withRoom(job: Job): Promise<JobResult> {
    let counts = true;
    const leave = () => {
      if (counts) underWay--;
      counts = false;
    };
    const cancel = clock.after(slowMs, () => {
      leave();
      pump();
    });
    const result = await job.run();
    cancel();
    leave();
    return result;
  }

  return {
    add,
    size: () => size,
    standsStillMs() {
      const now = clock.elapsedMs();
      return size === 0 || now < pausedUntil ? 0 : now - Math.max(movedMs, pausedUntil);
    },
    isPaused: () => clock.elapsedMs() < pausedUntil,
    stop() {
      stopped = true;
      wake?.();
    },
  };
}
