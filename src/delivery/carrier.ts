import { randomUUID } from 'node:crypto';
import type { PlatformName } from '../chat/request.ts';
import type { Messenger, Platform, Posted } from '../platforms/platform.ts';
import type { Transaction } from '../store/store.ts';
import type { Ages, Moment } from './ages.ts';
import type { Answers } from './answers.ts';
import { withinDeadline } from './deadline.ts';
import type { Directs } from './directs.ts';
import { type Drawing, type Drawn, drawnToList } from './drawing.ts';
import type { JobResult } from './lane.ts';
import { markLate, minutesLate } from './late.ts';
import type { Overtaken } from './overtaken.ts';
import { cardsToPlainMessage } from './plain-message.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { delivered, isReached, type Rings, routesOf } from './routes.ts';
import type { Rows } from './rows.ts';
import {
  isOwed,
  messageKey,
  type OutboxRow,
  outboxCollection,
  type Posting,
  postingCollection,
  type Shown,
  type Target,
} from './schema.ts';
import { onceEach, ownMarker, type Part, type Sending } from './sending.ts';
import type { Targets } from './targets.ts';

/** Platforms end their calls sooner; this is for one that does not. */
const sendWithinMs = 30_000;

/** Brings one message to its platform or messenger, and writes down that it was sent. */
export interface Carrier {
  /** @throws SendError */
  send(sending: Sending): Promise<JobResult>;
  /** Writes down a message that turned out to have arrived. */
  arrived(sending: Sending, posted: Posted): Promise<JobResult>;
}

export interface CarrierOptions extends DeliveryOptions {
  readonly rows: Rows;
  readonly ages: Ages;
  readonly targets: Targets;
  readonly directs: Directs;
  readonly drawing: Drawing;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
  readonly rings: Rings;
  readonly answers: Answers;
  readonly overtaken: Overtaken;
  /** These go out each by itself. */
  readonly sendAlone: (parts: readonly Part[]) => void;
}

interface Live {
  readonly part: Part;
  readonly drawn: Drawn;
}

export function createCarrier(options: CarrierOptions): Carrier {
  const {
    clock,
    store,
    rows,
    ages,
    targets,
    directs,
    drawing,
    kindByName,
    rings,
    answers,
    laterRoutes,
    saveAddress,
  } = options;

  async function send(sending: Sending): Promise<JobResult> {
    const live = await liveParts(sending);
    const over = sending.parts.filter((part) => live.every((one) => one.part !== part));
    sending.parts = live.map(({ part }) => part);
    if (over.length > 0) await targets.end(over, { state: 'expired' });
    if (live.length === 0) return { done: true, unused: true };
    const shown = onceEach(live, ({ part }) => part);
    const platform = options.platforms.find(({ name }) => name === sending.route);
    if (platform !== undefined) return post(platform, sending, shown);
    const messenger = options.messengers.find(({ name }) => name === sending.route);
    return messenger === undefined ? { done: true } : sendBy(messenger, sending, shown);
  }

  /** What is still to be said; by a messenger, only to people who are still reached by it and whom it is still news to. */
  async function liveParts({ parts, route }: Sending): Promise<readonly Live[]> {
    const isLater = options.messengers.some(({ name }) => name === route);
    const live: Live[] = [];
    for (const part of parts) {
      const drawn = await drawing.target(part.target);
      if (drawn === undefined) continue;
      if (isLater && ((await isDoneWith(part)) || !isTheirs(part) || (await options.overtaken(part))))
        continue;
      live.push({ part, drawn });
    }
    return live;
  }

  async function isDoneWith(part: Part): Promise<boolean> {
    if (!isReached(await routesNow(part), rings)) return false;
    return (await answers.awaited(store, part.target, clock.now())) !== 'yes';
  }

  /** The routes of the same message, as they are now. */
  async function routesNow({ row, index }: Part) {
    return routesOf((await rows.find(store, row.id)) ?? row, index);
  }

  /** Whoever has left since is not rung at home. */
  function isTheirs({ target: { person, platform } }: Part): boolean {
    return person === undefined || laterRoutes(person).some((route) => route.platform === platform);
  }

  async function post(platform: Platform, sending: Sending, shown: readonly Live[]): Promise<JobResult> {
    const before = sending.address;
    sending.address = await directs.of(platform, before);
    const isOpened = sending.address !== before;
    await targets.sending(sending, async (tx) => {
      if (isOpened) await saveAddress?.(tx, { ...toReached(sending), address: before }, sending.address);
    });
    const unknown = platform.sent === undefined ? [] : await notInList(sending);
    if (unknown.length > 0) {
      sending.parts = sending.parts.filter((part) => !unknown.includes(part));
      options.sendAlone(unknown);
      return send(sending);
    }
    const { card, revision } = toOne(shown);
    const late = lateMinutes(sending.parts, ages);
    const marked = markLate(card, late, shown.length > 1);
    sending.answer = {};
    const { answer } = sending;
    const posting = platform.post(sending.address, marked, {
      ...options.readerOf(sending.parts[0]?.target.person, platform.name),
      marker: sending.marker,
      repeat: sending.doubtSince !== undefined,
    });
    const posted = await withinDeadline(posting, sendWithinMs, clock, (after) => {
      answer.posted = after;
    });
    return arrived(sending, posted, { drawn: revision, late });
  }

  /** Those of which a start would not know that they went out in this list, because a full disk refused to take that. */
  async function notInList({ parts, marker, doubtSince }: Sending): Promise<readonly Part[]> {
    if (doubtSince !== undefined || parts.every((part) => marker === ownMarker(part))) return [];
    const unknown: Part[] = [];
    for (const part of parts) {
      const target = (await store.get(outboxCollection, part.row.id))?.targets[part.index];
      if (target?.state !== 'sending' || target.list !== marker) unknown.push(part);
    }
    return unknown;
  }

  /** `shows`: undefined when the message was found and not posted just now. */
  async function arrived(
    sending: Sending,
    posted: Posted,
    shows: Partial<Pick<Posting, 'drawn' | 'late'>> = {},
  ): Promise<JobResult> {
    const { parts, address } = sending;
    // It may be written down much later.
    const now = ages.now();
    const told =
      shows.late === undefined ? undefined : (tx: Transaction, part: Part) => noteDelay(tx, part, now);
    return targets.end(parts, { state: 'sent' }, { kept, told });

    /** Of a list with the first part that is written down: a kill can come before the others are, as on a full disk. */
    async function kept(tx: Transaction, part: Part): Promise<void> {
      const { platform } = toReached(sending);
      const isOne = parts.length === 1 && sending.marker === ownMarker(part);
      if (!isOne && (await isKept(tx, platform, posted))) return;
      const { person } = part.target;
      await tx.put(postingCollection, {
        id: randomUUID(),
        platform,
        address: posted.address,
        message: posted.message,
        at: now.at,
        content: toShown(parts),
        ...(person === undefined ? {} : { viewer: person }),
        ...(shows.drawn === undefined ? {} : { drawn: shows.drawn }),
        ...(shows.late === undefined ? {} : { late: shows.late }),
      });
      if (posted.address.id !== address.id) await saveAddress?.(tx, toReached(sending), posted.address);
    }
  }

  async function sendBy(messenger: Messenger, sending: Sending, shown: readonly Live[]): Promise<JobResult> {
    const { parts, marker, address } = sending;
    const [first] = parts;
    if (first === undefined) return { done: true };
    await targets.sending(sending);
    const others = new Map<Part, readonly Target[]>();
    for (const part of parts) {
      const routes = await routesNow(part);
      others.set(
        part,
        routes.filter(({ platform }) => platform !== messenger.name),
      );
    }
    const isReminder = parts.every((part) => silentOf(part).length > 0);
    const message = cardsToPlainMessage(
      shown.map(({ drawn }) => drawn.card),
      {
        at: first.row.at,
        lateMinutes: isReminder ? undefined : lateMinutes(parts, ages),
        isReminder,
        repeat: sending.doubtSince !== undefined,
        places: (others.get(first) ?? []).flatMap(
          ({ platform }) => options.platforms.find(({ name }) => name === platform)?.name ?? [],
        ),
      },
    );
    const draw = { ...options.readerOf(first.target.person, messenger.name), marker };
    await withinDeadline(messenger.send(address, message, draw), sendWithinMs, clock);
    const moment = ages.now();
    return targets.end(parts, { state: 'sent' }, { told });

    /** The other routes that have delivered what nobody has answered. */
    function silentOf(part: Part): readonly Target[] {
      return answers.expected(part.target.content) ? delivered(others.get(part) ?? [], rings) : [];
    }

    async function told(tx: Transaction, part: Part, now: OutboxRow): Promise<void> {
      const unanswered = silentOf(part).map(({ platform }) => platform);
      if (unanswered.length === 0) await noteDelay(tx, part, moment);
      const { content, person } = part.target;
      if (content.record === undefined || person === undefined) return;
      // A page that nobody may be looking at has delivered; so has this one by now.
      const insteadOf = routesOf(now, part.index)
        .filter(({ state }) => isOwed({ state }) || state === 'failed')
        .map(({ platform }) => platform);
      const rerouted = { person, by: messenger.name, insteadOf, unanswered };
      const kind = kindByName.get(content.record.kind);
      await kind?.onRerouted?.(tx, content.record.id, rerouted, moment.at);
    }
  }

  /** A message that came late says so, and the record does too. */
  async function noteDelay(tx: Transaction, { row, target }: Part, moment: Moment) {
    const { content, person, platform } = target;
    const minutes = minutesLate(ages.msOld(row, moment));
    if (minutes === undefined || content.record === undefined || person === undefined) return;
    const kind = kindByName.get(content.record.kind);
    await kind?.onDelayed?.(tx, content.record.id, { person, by: platform, minutes }, moment.at);
  }

  return { send, arrived };

  function toReached({ route, address, parts }: Sending) {
    const person = parts[0]?.target.person;
    const platform = options.platforms.find(({ name }) => name === route);
    if (platform === undefined) throw new TypeError(`Nothing is posted by ${route}.`);
    return { platform: platform.name, address, ...(person === undefined ? {} : { person }) };
  }
}

async function isKept(
  tx: Transaction,
  platform: PlatformName,
  { message, address }: Posted,
): Promise<boolean> {
  const found = await tx.find(postingCollection, 'message', messageKey(platform, message));
  return found.some((one) => one.address.id === address.id);
}

function toOne(shown: readonly Live[]): Drawn {
  const [first] = shown;
  return shown.length === 1 && first !== undefined
    ? first.drawn
    : drawnToList(shown.map(({ drawn }) => drawn));
}

function toShown(parts: readonly Part[]): Shown {
  const shown = onceEach(parts, (part) => part);
  const [first] = shown;
  if (shown.length === 1 && first !== undefined) return first.target.content;
  return {
    list: shown.flatMap(({ target: { content } }) =>
      'view' in content ? [{ record: content.record, view: content.view }] : [],
    ),
  };
}

/** Of several, the one that is most so. */
function lateMinutes(parts: readonly Part[], ages: Ages): number | undefined {
  const late = parts.flatMap(({ row }) => minutesLate(ages.msOld(row)) ?? []);
  return late.length === 0 ? undefined : Math.max(...late);
}
