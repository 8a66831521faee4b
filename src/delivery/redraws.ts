import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Card, sentenceCard } from '../chat/card.ts';
import type { PlatformName } from '../chat/request.ts';
import type { Platform } from '../platforms/platform.ts';
import {
  type AnyCollection,
  type Commit,
  isChangeOf,
  type Stored,
  type Transaction,
} from '../store/store.ts';
import { isAstray } from './astray.ts';
import type { Background } from './background.ts';
import { toSendError } from './deadline.ts';
import type { Drawing } from './drawing.ts';
import { createLane, type JobResult, type Lane } from './lane.ts';
import { markLate } from './late.ts';
import type { Ledger, Written } from './ledger.ts';
import { backoffMs, createBucket } from './pace.ts';
import type { AnyKind, DeliveryOptions } from './ports.ts';
import { facesOf, type Posting, postingCollection, recordKey } from './schema.ts';
import { say } from './texts.en.ts';

/** How long a platform may take to draw a pressed card in its own reply before it is redrawn like the others. */
const replyMs = 3000;
const width = 8;
/** Postings looked at in one turn of the event loop at the start. */
const atOnce = 500;

/** Keeps every posted card as its record is. Many changes of one card are one redraw. */
export interface Redraws {
  start(): Promise<void>;
  /** The card of a posting as it is now; undefined when the viewer may no longer see it. */
  draw(posting: Posting): Promise<{ readonly card: Card; readonly revision: number } | undefined>;
  /** A platform is about to draw this posting itself, in its reply to a press. */
  leaveToReply(posting: string): void;
  /** It did, up to this revision; in another message where one is given. */
  drawn(posting: string, revision: number, message?: string): void;
  stop(): void;
}

type Become = Partial<Pick<Posting, 'drawn' | 'gone' | 'message'>>;

export interface RedrawOptions extends DeliveryOptions {
  readonly ledger: Ledger;
  readonly background: Background;
  readonly drawing: Drawing;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
}

export function createRedraws(options: RedrawOptions): Redraws {
  const { store, platforms, clock, ledger, log, kindByName, background, drawing } = options;
  const byName = new Map<PlatformName, Platform>(platforms.map((platform) => [platform.name, platform]));
  const kindOf = new Map([...kindByName.values()].map((kind) => [kind.collection.name, kind]));
  const lanes = new Map<PlatformName, Lane>(
    platforms.map(({ name, pace }) => [
      name,
      createLane({ clock, total: createBucket(pace.updates), width, background }),
    ]),
  );
  /** Postings that are in a lane; what they show is decided when their turn comes. */
  const queued = new Set<string>();
  const inReply = new Map<string, () => void>();
  /** What has become of postings and is not saved yet, by id. */
  const unsaved = new Map<string, Become>();
  let stopListening: (() => void) | undefined;

  function changed(commit: Commit): void {
    for (const change of commit.changes) {
      const kind = kindOf.get(change.collection);
      if (isChangeOf(change, postingCollection)) {
        const { before, after } = change;
        if (before === undefined && after !== undefined) background.run(() => catchUp(after));
      } else if (kind !== undefined) {
        const { before, after } = change;
        if (before !== undefined && after !== undefined) background.run(() => redrawAll(kind, after));
      }
    }
  }

  async function redrawAll(kind: AnyKind, record: Stored): Promise<void> {
    const postings = await store.find(
      postingCollection,
      'record',
      recordKey({ kind: kind.kind, id: record.id }),
    );
    // The reply to a press claims its own card first.
    await nextTurn();
    // A lane that is free begins with the first it is given.
    const rank = (posting: Posting) => rankOf(posting, kind, record) ?? 0;
    for (const posting of postings.toSorted((a, b) => rank(a) - rank(b))) add(posting, kind, record);
  }

  /** Lower is sooner; undefined when the posting does not show this record. */
  function rankOf({ content, viewer }: Posting, kind: AnyKind, record: Stored): number | undefined {
    const face = facesOf(content).find((one) => one.record.id === record.id);
    return face === undefined ? undefined : kind.redrawRank(record, face.view, viewer);
  }

  /** The record may have changed between drawing a new message and knowing where it is. */
  async function catchUp(posting: Posting): Promise<void> {
    const [first] = facesOf(posting.content);
    if (first === undefined) return;
    const kind = kindByName.get(first.record.kind);
    if (kind === undefined || (await drawing.revision(posting.content)) <= (posting.drawn ?? 0)) return;
    const record = await store.get<Stored>(kind.collection as AnyCollection, first.record.id);
    if (record !== undefined) add(posting, kind, record);
  }

  function add(posting: Posting, kind: AnyKind, record: Stored): void {
    const { id } = posting;
    const rank = rankOf(posting, kind, record);
    if (queued.has(id) || inReply.has(id) || rank === undefined) return;
    const lane = lanes.get(posting.platform);
    if (lane === undefined) return;
    queued.add(id);
    let tries = 0;
    lane.add({
      conversation: id,
      rank,
      run: async (): Promise<JobResult> => {
        tries++;
        queued.delete(id);
        try {
          await redraw(id);
          return { done: true };
        } catch (thrown) {
          const error = toSendError(thrown);
          log.warn(
            { platform: posting.platform, reason: error.reason, tries },
            'a card could not be redrawn',
          );
          if (error.failure === 'never') {
            await note(id, { gone: true });
            return { done: true };
          }
          queued.add(id);
          const pauseLane = error.retryAfterMs !== undefined;
          return { done: false, againMs: error.retryAfterMs ?? backoffMs(tries), pauseLane };
        }
      },
    });
  }

  async function redraw(id: string): Promise<void> {
    const posting = await find(id);
    const now = posting === undefined ? undefined : await draw(posting);
    if (posting === undefined || now === undefined || now.revision <= (posting.drawn ?? 0)) return;
    const platform = byName.get(posting.platform);
    const reader = options.readerOf(posting.viewer, posting.platform);
    const posted = { address: posting.address, message: posting.message };
    const message = await platform?.update(posted, now.card, reader);
    await note(id, drawnAs(now.revision, message));
  }

  /** The posting as it is by now. */
  async function find(id: string): Promise<Posting | undefined> {
    const posting = await store.get(postingCollection, id);
    return posting && { ...posting, ...unsaved.get(id) };
  }

  /** Does not wait for a disk that refuses: it is written down when there is room. */
  async function note(id: string, become: Become): Promise<void> {
    unsaved.set(id, { ...unsaved.get(id), ...become });
    if ((await keep(id, true)) === 'refused') background.run(() => keep(id, false));
  }

  async function keep(id: string, isRefusedAtOnce: boolean): Promise<Written> {
    let kept: Become | undefined;
    const entry = async (tx: Transaction) => {
      kept = unsaved.get(id);
      if (kept !== undefined) await update(tx, id, kept);
    };
    const written = await ledger.insist(entry, { isRefusedAtOnce });
    if (written !== 'refused' && unsaved.get(id) === kept) unsaved.delete(id);
    return written;
  }

  async function draw(posting: Posting) {
    const { content, viewer, late } = posting;
    if (facesOf(content).length > 0 && isAstray(posting, options))
      return { card: sentenceCard(say('delivery.astray')), revision: await drawing.revision(content) };
    const now = await drawing.posted(content, viewer);
    return now && { ...now, card: markLate(now.card, late, 'list' in content) };
  }

  function leaveToReply(posting: string): void {
    inReply.get(posting)?.();
    inReply.set(
      posting,
      clock.after(replyMs, () => background.run(() => release(posting))),
    );
  }

  async function release(id: string): Promise<void> {
    inReply.get(id)?.();
    inReply.delete(id);
    const posting = await find(id);
    if (posting !== undefined) await catchUp(posting);
  }

  return {
    draw,
    leaveToReply,
    drawn(id, revision, message) {
      background.run(async () => {
        await note(id, drawnAs(revision, message));
        await release(id);
      });
    },
    async start() {
      stopListening = store.changes(changed);
      // What changed while the program was not running, or just before it stopped.
      let looked = 0;
      for (const posting of await store.all(postingCollection)) {
        if (!posting.gone) await catchUp(posting);
        // Nobody's request waits until the last of them.
        if (++looked % atOnce === 0) await nextTurn();
      }
    },
    stop() {
      stopListening?.();
      for (const lane of lanes.values()) lane.stop();
      for (const cancel of inReply.values()) cancel();
    },
  };
}

/** The card may be another message now: from then on that one is redrawn, also after a restart. */
function drawnAs(revision: number, message: string | undefined): Become {
  return { drawn: revision, ...(message === undefined ? {} : { message }) };
}

async function update(tx: Transaction, id: string, become: Become): Promise<void> {
  const posting = await tx.get(postingCollection, id);
  if (posting !== undefined) await tx.put(postingCollection, { ...posting, ...become });
}
