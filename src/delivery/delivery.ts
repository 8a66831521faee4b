import type { Card } from '../chat/card.ts';
import type { Answer, Outcome, PersonId } from '../chat/outcome.ts';
import type { PlatformName, Request } from '../chat/request.ts';
import type { Address, ShownMessage } from '../platforms/platform.ts';
import { type AnyCollection, type Commit, isChangeOf, type Transaction } from '../store/store.ts';
import { createAges } from './ages.ts';
import { createBackground } from './background.ts';
import { createDrawing } from './drawing.ts';
import { createDueClock, type DueClock } from './due-clock.ts';
import { createDueWork } from './due-work.ts';
import { enqueue } from './enqueue.ts';
import { createHomes } from './homes.ts';
import { createLedger } from './ledger.ts';
import type { DeliveryOptions, Unsaved } from './ports.ts';
import { createPruning } from './prune.ts';
import { createRedraws } from './redraws.ts';
import { createRows } from './rows.ts';
import {
  deliveryCollections,
  isOwed,
  messageKey,
  type OutboxRow,
  outboxCollection,
  placeKey,
  postingCollection,
  type Target,
} from './schema.ts';
import { createSender, type Sender } from './sender.ts';
import { createUnsavedSender } from './unsaved.ts';

export const collections: readonly AnyCollection[] = deliveryCollections;

/** A message's way out. */
export interface Delivery {
  /** Writes the outbox rows of an outcome, in the transaction that caused it. */
  enqueue(tx: Transaction, outcome: Outcome): Promise<void>;
  /** Sends what is owed, redraws what has changed, and wakes what fell due meanwhile. */
  start(): Promise<void>;
  /** Lets what is being sent finish and be written down, and starts nothing more. */
  stop(): Promise<void>;
  /** Sends once, from memory, what could not be recorded. */
  sendUnsaved(messages: readonly Unsaved[]): void;
  /**
   * Whether the pressed message may be a card that follows its record, and of which it is not written down yet where it
   * stands: such a card of this record is on its way to the presser. What only its reader can see is none.
   */
  isOnItsWay(tx: Transaction, request: Request, presser: PersonId): Promise<boolean>;
  /** The pressed card as it is now, for the platform's own reply; undefined when it is not one of ours. */
  redrawPressed(request: Request, message: string): Promise<Answer['redrawn']>;
  drawn(posting: string, revision: number, message?: string): void;
  /** A platform shows this card to the person as their Home, which is kept up to date from then on. */
  homeOpened(platform: PlatformName, user: string, person: PersonId, card: Card): void;
  /** What became of that card: see `Homes`. */
  homeTaken(platform: PlatformName, user: string, card: Card, isTaken: boolean): void;
  /** What the watchdog looks at and can set going again. */
  readonly watched: Watched;
  /**
   * Forgets what was sent long ago and is not to change any more. Run every hour.
   *
   * @throws DeskError NOT_SAVED
   */
  forgetOld(): Promise<void>;
  /** What stands in a place, oldest first; of more than `limit` the newest. */
  history(platform: PlatformName, address: Address, limit: number): Promise<readonly ShownMessage[]>;
}

export interface Watched extends Pick<Sender, 'has' | 'movement'>, Pick<DueClock, 'hasLost' | 'takeUp'> {
  /** Takes what of a row is to be sent and no lane has; of what was cut off it is first found out whether it arrived. */
  takeAgain(row: OutboxRow): void;
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, kinds, clock, log } = options;
  const kindByName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const background = createBackground(log, clock);
  const ledger = createLedger({ store, log, background });
  const drawing = createDrawing({ store, kindByName });
  const rows = createRows({ ledger, background });
  const ages = createAges(clock);
  const sender = createSender({ ...options, rows, ages, kindByName, background, drawing });
  const redraws = createRedraws({ ...options, ledger, kindByName, background, drawing });
  const pruning = createPruning({ ...options, kindByName, drawing });
  const homes = createHomes({ ...options, ledger, background });
  const write = (tx: Transaction, outcome: Outcome, cameAt: string = clock.now()) =>
    enqueue(tx, outcome, { ...options, kinds: kindByName, cameAt });
  const sendUnsaved = createUnsavedSender({ ...options, background });
  const work = createDueWork({ store, kinds, clock, enqueue: write, sendUnsaved });
  const due = createDueClock({ store, kinds, clock, log, background, work });
  /** Rows of this life from before the start: nothing of them can have been sent. No clock tells, for it may be put back. */
  const unsent = new Set<string>();
  let stopListening = store.changes(({ changes }) => {
    for (const { collection, id, before } of changes)
      if (collection === outboxCollection.name && before === undefined) {
        unsent.add(id);
        ages.began(id);
      }
  });

  function changed(commit: Commit): void {
    for (const change of commit.changes) {
      if (!isChangeOf(change, outboxCollection)) continue;
      if (change.before === undefined && change.after !== undefined) {
        ages.began(change.id);
        sender.take(change.after, false);
      }
    }
  }

  return {
    enqueue: async (tx, outcome) => void (await write(tx, outcome)),
    async start() {
      stopListening();
      stopListening = store.changes(changed);
      for (const row of await store.range(outboxCollection, 'open', {})) {
        sender.take(row, !unsent.has(row.id));
      }
      unsent.clear();
      // Before everything that was ever posted is looked through: that grows with the years.
      await due.start();
      await redraws.start();
      await homes.start();
    },
    async stop() {
      stopListening();
      due.stop();
      redraws.stop();
      homes.stop();
      sender.stop();
      await background.stop();
    },
    sendUnsaved,
    async isOnItsWay(tx, { actor: { platform }, what }, presser) {
      if (what.type !== 'pressed' || what.message === undefined) return false;
      const isLive = (target: Target) =>
        isOwed(target) &&
        target.platform === platform &&
        'view' in target.content &&
        target.content.record.id === what.record &&
        target.person !== undefined &&
        options.home.canonical(target.person) === options.home.canonical(presser);
      return (await tx.range(outboxCollection, 'open', {})).some(({ targets }) => targets.some(isLive));
    },
    async redrawPressed({ actor, place }, message) {
      const found = await store.find(postingCollection, 'message', messageKey(actor.platform, message));
      const posting = found.find((one) => place === undefined || one.address.id === place.id) ?? found[0];
      if (posting === undefined) return undefined;
      redraws.leaveToReply(posting.id);
      const now = await redraws.draw(posting);
      return now === undefined ? undefined : { posting: posting.id, ...now };
    },
    watched: {
      has: sender.has,
      movement: sender.movement,
      hasLost: due.hasLost,
      takeUp: due.takeUp,
      takeAgain: (row) => sender.take(rows.now(row), true),
    },
    drawn: redraws.drawn,
    forgetOld: pruning.forgetOld,
    homeOpened: homes.opened,
    homeTaken: homes.taken,
    async history(platform, address, limit) {
      const postings = await store.find(postingCollection, 'place', placeKey(platform, address.id));
      const shown: ShownMessage[] = [];
      for (const posting of postings.toSorted((a, b) => a.at.localeCompare(b.at)).toReversed()) {
        if (shown.length === limit) break;
        const { message, at, content } = posting;
        const card = 'card' in content ? content.card : (await redraws.draw(posting))?.card;
        if (card !== undefined) shown.push({ message, at, card });
      }
      return shown.toReversed();
    },
  };
}
