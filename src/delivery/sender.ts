import type { Lane as LaneName } from '../chat/outcome.ts';
import type { RouteName } from '../chat/request.ts';
import type { Platform, SendError } from '../platforms/platform.ts';
import { dayMs } from '../time.ts';
import type { Ages } from './ages.ts';
import { createAnswers } from './answers.ts';
import type { Background } from './background.ts';
import { createCarrier } from './carrier.ts';
import { toSendError, withinDeadline } from './deadline.ts';
import { createDirects } from './directs.ts';
import { createDoubts } from './doubts.ts';
import type { Drawing } from './drawing.ts';
import { createLane, type JobResult, type Lane } from './lane.ts';
import { createOvertaken } from './overtaken.ts';
import { backoffMs, createBucket, createPaces } from './pace.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { createRerouting } from './rerouting.ts';
import { ringsOf } from './routes.ts';
import type { Rows } from './rows.ts';
import { isOwed, type OutboxRow, type Target } from './schema.ts';
import { createSending, ownMarker, type Part, type Sending } from './sending.ts';
import { createTargets } from './targets.ts';
import { createWaitingAsks } from './waiting-asks.ts';

/** A message that could not go out for this long no longer helps anybody, unless it shows a call that is still open. */
const expiresMs = dayMs;
/** Before the one repeat of what may have arrived, where that cannot be found out: a moment for the platform to come back. */
const repeatMs = 5000;
/** What has probably not gone out is not held back for longer. */
const lookWithinMs = 3000;
/** Sends under way at once on one platform and lane. */
const width = 8;

/** Sends what is in the outbox, each lane of each platform and messenger at its own pace. */
export interface Sender {
  /**
   * Takes a row's open targets. Of those cut off in `sending` it is found out whether they arrived; where it cannot
   * be, they are sent again once, marked as a repeat. Others from before the start are looked for where the platform
   * can be asked, because a full disk keeps `sending` from being written down; where nothing is found, they are sent.
   */
  take(row: OutboxRow, afterRestart: boolean): void;
  /** Whether a lane has everything of this row that is to be sent now. */
  has(row: OutboxRow): boolean;
  /** How each lane moves. */
  movement(): readonly Movement[];
  stop(): void;
}

export interface Movement {
  readonly route: RouteName;
  readonly lane: string;
  /** Elapsed milliseconds since anything moved there, while something should. */
  readonly stillMs: number;
  readonly isPaused: boolean;
}

interface HowTaken {
  /** It may have arrived. */
  readonly inDoubt?: boolean;
  /** It may have arrived if the disk was full. */
  readonly unsure?: boolean;
  readonly alone?: boolean;
}

export interface SenderOptions extends DeliveryOptions {
  readonly rows: Rows;
  readonly ages: Ages;
  readonly background: Background;
  readonly drawing: Drawing;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
}

export function createSender(options: SenderOptions): Sender {
  const { clock, log, background } = options;
  const platforms = new Map<RouteName, Platform>(options.platforms.map((one) => [one.name, one]));
  const rings = ringsOf(options.platforms);
  const lanes = createLanes(options);
  /** What a lane has, by row and target: nothing is taken twice. */
  const held = new Set<string>();
  /** Lists that were cut off, while their rows are being taken; by marker. */
  const cutOff = new Map<string, Sending>();
  const directs = createDirects(options);
  const waiting = createWaitingAsks(({ route, address }) => directs.known(route, address));
  const doubts = createDoubts(options.platforms, clock);
  const answers = createAnswers(options.kindByName);
  const rerouting = createRerouting({ ...options, answers, rings, send: addAll });
  const targets = createTargets({
    ...options,
    rings,
    answers,
    ended(parts) {
      for (const part of parts) held.delete(ownMarker(part));
    },
    follow(row, taken) {
      addAll(row, taken);
      rerouting.follow(row);
    },
  });
  const overtaken = createOvertaken({ ...options, rings });
  const carrier = createCarrier({ ...options, targets, directs, rings, answers, overtaken, sendAlone });

  function addAll(row: OutboxRow, indexes: readonly number[]): void {
    for (const index of indexes) add(row, index);
  }

  function take(row: OutboxRow, afterRestart: boolean): void {
    for (const [index, target] of row.targets.entries()) {
      if (!isOwed(target)) continue;
      const inDoubt = afterRestart && target.state === 'sending';
      add(row, index, { inDoubt, unsure: afterRestart && !inDoubt });
    }
    rerouting.follow(row, afterRestart);
  }

  function add(row: OutboxRow, index: number, how: HowTaken = {}): void {
    const { inDoubt = false, unsure = false, alone = false } = how;
    const target = row.targets[index];
    const key = ownMarker({ row, index });
    if (target?.address === undefined || held.has(key)) return;
    held.add(key);
    const part = { row, index, target, isCall: isCall(target) };
    const lane = lanes.get(`${target.platform}:${row.lane}`);
    if (lane === undefined) {
      // It was taken out of the settings while something was still owed there.
      background.run(() => targets.giveUp([part], 'not configured'));
      return;
    }
    const cut = inDoubt && target.list !== undefined ? cutOff.get(target.list) : undefined;
    if (cut !== undefined) {
      cut.parts = [...cut.parts, part];
      return;
    }
    const doubtSince = inDoubt ? clock.elapsedMs() : undefined;
    const sending = createSending(part, target.address, {
      doubtSince,
      unsure: unsure && canAsk(target.platform),
      alone,
    });
    if (!inDoubt && !sending.unsure) wait(sending);
    if (inDoubt && target.list !== undefined) cutOff.set(target.list, sending);
    const conversation = target.person ?? target.address.id;
    lane.add({ conversation, rank: sending.rank, run: () => attempt(sending) });
  }

  function isCall({ content: { record } }: Target): boolean {
    return record !== undefined && options.kindByName.get(record.kind)?.isCall === true;
  }

  function canAsk(route: RouteName): boolean {
    const platform = platforms.get(route);
    return platform !== undefined && doubts.canAsk(platform);
  }

  /** A page that nobody is called to may show any number of messages. */
  function wait(sending: Sending): void {
    if (rings(sending.route)) waiting.add(sending);
  }

  async function attempt(sending: Sending): Promise<JobResult> {
    if (sending.taken) return { done: true, unused: true };
    cutOff.delete(sending.marker);
    sending.tries++;
    waiting.remove(sending);
    try {
      if (sending.unsure) return await lookOnce(sending);
      if (sending.doubtSince === undefined) waiting.gather(sending);
      return (await settleDoubt(sending)) ?? (await carrier.send(sending));
    } catch (thrown) {
      return failed(sending, toSendError(thrown));
    }
  }

  /** All that wait for somebody are looked for before the first of them goes out: then they can still become a list. */
  async function lookOnce(sending: Sending): Promise<JobResult> {
    sending.unsure = false;
    const platform = platforms.get(sending.route);
    if (platform !== undefined) {
      const address = await directs.of(platform, sending.address);
      const looking = doubts.find(platform, { ...sending, address });
      const found = await withinDeadline(looking, lookWithinMs, clock).catch(() => 'unknowable' as const);
      if (typeof found === 'object' && 'posted' in found) return carrier.arrived(sending, found.posted);
    }
    wait(sending);
    return lookAgain(0);
  }

  /** What is to be done about a message that may have arrived, or been let past; undefined when it is to be sent. */
  async function settleDoubt(sending: Sending): Promise<JobResult | undefined> {
    if (sending.doubtSince === undefined) return sending.tries > 1 ? dropOvertaken(sending) : undefined;
    const platform = platforms.get(sending.route);
    const found = platform === undefined ? 'unknowable' : await doubts.find(platform, sending);
    if (found === 'absent') {
      sending.doubtSince = undefined;
      return dropOvertaken(sending);
    }
    if (typeof found === 'object' && 'posted' in found) return carrier.arrived(sending, found.posted);
    if (await isExpired(sending)) return targets.giveUp(sending.parts, 'unknown');
    if (typeof found === 'object') return lookAgain(found.againMs);
    if (sending.repeated) {
      return found === 'busy'
        ? lookAgain(backoffMs(sending.tries))
        : targets.giveUp(sending.parts, 'unknown');
    }
    const dropped = await dropOvertaken(sending);
    sending.repeated = dropped === undefined;
    return dropped;
  }

  /** It may have stood aside meanwhile: the last that rings must be the last that was said. */
  async function dropOvertaken({ parts }: Sending): Promise<JobResult | undefined> {
    for (const part of parts) if (!(await overtaken(part))) return undefined;
    return { ...(await targets.end(parts, { state: 'expired' })), unused: true };
  }

  async function failed(sending: Sending, error: SendError): Promise<JobResult> {
    const { parts, tries } = sending;
    const platform = platforms.get(sending.route);
    const isAskable = canAsk(sending.route);
    const isUnknown = error.failure === 'unknown';
    if (platform !== undefined && (await directs.isMended(platform, sending, error))) {
      return { done: false, againMs: 0, pauseLane: false };
    }
    if (error.failure === 'never' && parts.length > 1 && sending.doubtSince === undefined) {
      // One call that cannot be shown must not take the others with it.
      sendAlone(parts);
      return { done: true };
    }
    if (error.failure === 'never' || (await isExpired(sending))) return targets.giveUp(parts, error.reason);
    // Twice does less harm than never; more often than that, it only does harm.
    if (isUnknown && sending.repeated && !isAskable) return targets.giveUp(parts, error.reason);
    log.warn(
      { platform: sending.route, reason: error.reason, tries, row: parts[0]?.row.id },
      'a message will be sent again',
    );
    if (isUnknown) sending.doubtSince ??= clock.elapsedMs();
    else {
      if (sending.doubtSince === undefined) wait(sending);
      // A repeat that was refused has not been made.
      sending.repeated = false;
      await targets.refused(sending);
    }
    return {
      done: false,
      againMs: error.retryAfterMs ?? (isUnknown && !isAskable ? repeatMs : backoffMs(tries)),
      pauseLane: error.retryAfterMs !== undefined,
      aside: sending.doubtSince !== undefined && error.retryAfterMs === undefined,
    };
  }

  function sendAlone(parts: readonly Part[]): void {
    for (const part of parts) {
      held.delete(ownMarker(part));
      add(part.row, part.index, { alone: true });
    }
  }

  async function isExpired({ parts }: Sending): Promise<boolean> {
    if (parts.some(({ row }) => options.ages.msOld(row) <= expiresMs)) return false;
    for (const { target } of parts) if (await options.drawing.isOpenCall(target.content)) return false;
    return true;
  }

  return {
    take,
    has: (row) =>
      row.targets.every((target, index) => !isOwed(target) || held.has(ownMarker({ row, index }))),
    movement: () =>
      [...lanes].map(([name, lane]) => {
        const [route, which = ''] = name.split(':');
        const isPaused = lane.isPaused();
        return { route: route as RouteName, lane: which, stillMs: lane.standsStillMs(), isPaused };
      }),
    stop: () => {
      rerouting.stop();
      for (const lane of lanes.values()) lane.stop();
    },
  };
}

function lookAgain(againMs: number): JobResult {
  return { done: false, againMs, pauseLane: false, aside: true, unused: true };
}

/** One for each kind of message on each route. Both keep to one pace, of which housekeeping leaves half to asking. */
function createLanes({ platforms, messengers, clock, background }: SenderOptions): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Lane>();
  for (const { name, pace } of [...platforms, ...messengers]) {
    const total = createBucket(pace.posts);
    const perConversation = createPaces(pace.postsPerConversation, clock.elapsedMs);
    for (const lane of ['ask', 'housekeeping'] satisfies LaneName[]) {
      const spare = lane === 'ask' ? 0 : Math.floor(pace.posts.count / 2);
      lanes.set(`${name}:${lane}`, createLane({ clock, total, spare, perConversation, width, background }));
    }
  }
  return lanes;
}
