import { randomUUID } from 'node:crypto';
import { type Card, sentenceCard } from '../chat/card.ts';
import type { Command, Form, Look, Work } from '../chat/command.ts';
import type { Answer, Audience, OpenForm, Outcome, PersonId } from '../chat/outcome.ts';
import type { Request, What } from '../chat/request.ts';
import type { Clock } from '../clock.ts';
import { DeskError, toDeskError } from '../errors.ts';
import type { Reader, Store, Transaction } from '../store/store.ts';
import { addMs } from '../time.ts';
import { digestOf } from './digest.ts';
import { openFormView } from './form-view.ts';
import { rememberKey, replyOf } from './keys.ts';
import { notDone } from './not-done.ts';
import { reopenCard } from './reopen-card.ts';
import { say } from './texts.en.ts';
import { createUnsavedAnswers } from './unsaved-answers.ts';

type Tx = Transaction;

export interface RunnerOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Saves what a request says of its actor, when it is new. */
  readonly remember: (tx: Tx, request: Request) => Promise<void>;
  /** Writes the outbox rows of an outcome, in the transaction that caused it. */
  readonly enqueue: (tx: Tx, outcome: Outcome) => Promise<void>;
  /** Whether the pressed message may be a live card of which it is not written down yet where it stands. */
  readonly isOnItsWay: (tx: Tx, request: Request, person: PersonId) => Promise<boolean>;
  /** The pressed message as it looks after the commit. */
  readonly redraw: (request: Request, message: string) => Promise<Answer['redrawn']>;
  /** Sends once, from memory: for a call that could not be saved. */
  readonly sendUnsaved: (messages: readonly { readonly card: Card; readonly to: Audience }[]) => void;
  readonly log: { error(fields: object, message: string): void };
}

/** Runs the work of a request once, whatever happens to it, and says what came of it. */
export interface Runner {
  /** Never rejects. @param again brings a form back with its problems. */
  run(request: Request, look: Look, work: Work<Tx>, again?: (error: DeskError) => Answer): Promise<Answer>;
  /** @param inWords what can be typed to do the same without the form */
  openForm(request: Request, look: Look, open: OpenForm, inWords?: string): Answer;
  /** What this very delivery was answered before; undefined when it was not, as far as can be told. Never rejects. */
  answered(request: Request): Promise<Answer | undefined>;
  /** What a person is told of something that failed. */
  failure(thrown: unknown, request: Request): Answer;
}

export function createRunner(
  options: RunnerOptions,
  forms: ReadonlyMap<string, Form<Tx>>,
  declared: readonly Command<never>[],
): Runner {
  const { store, log } = options;
  const unsavedAnswers = createUnsavedAnswers(options.clock);

  async function run(
    request: Request,
    look: Look,
    work: Work<Tx>,
    again?: (error: DeskError) => Answer,
  ): Promise<Answer> {
    const key = keyOf(request);
    const unsaved = unsavedAnswers.of(key);
    if (unsaved !== undefined) return repeatOf(request, { reply: unsaved });
    let outcome: Outcome;
    try {
      outcome = await store.transact(async (tx) => {
        const before = await repliedTo(tx, request);
        if (before !== undefined && (await isRepeat(tx, request, work))) return repeatOf(request, before);
        const counted = countWrites(tx);
        const came = await work.run(counted.tx);
        // Before what this very press sends: that is on its way too.
        const isLive =
          came.replaces === true &&
          isOwnAnswer(request) &&
          (await options.isOnItsWay(counted.tx, request, look.person));
        const done = isLive ? besidePressed(came) : came;
        await options.enqueue(counted.tx, done);
        if (counted.writes() === 0) return done;
        // A form that comes back is made anew: what it holds is not kept beside the record.
        if (done.restricted !== true && done.form === undefined)
          await rememberKey(tx, key, look.now, done.repeated ?? done.reply);
        await options.remember(tx, request);
        return done;
      });
    } catch (thrown) {
      const error = toDeskError(thrown);
      // Whatever kept it from being saved, a call for help goes out.
      const sent = error.text === undefined ? sendFromMemory(request, key, work, error) : undefined;
      if (sent !== undefined) return sent;
      if (
        again !== undefined &&
        (Object.keys(error.fields).length > 0 || error.text !== undefined || error.code === 'NOT_SAVED')
      ) {
        return again(
          error.code === 'NOT_SAVED'
            ? new DeskError('NOT_SAVED', error.message, { text: say('desk.notSaved') })
            : error,
        );
      }
      return failure(error, request);
    }
    return toAnswer(request, look, outcome);
  }

  async function repliedTo(records: Reader, request: Request): ReturnType<typeof replyOf> {
    const { what } = request;
    const forMs = isSubmission(what) ? forms.get(what.form)?.repeatsForMs : undefined;
    const since = forMs === undefined ? undefined : addMs(options.clock.now(), -forMs);
    return replyOf(records, keyOf(request), since);
  }

  /** Undefined where there is nothing to send. */
  function sendFromMemory(
    request: Request,
    key: string,
    { unsaved }: Work<Tx>,
    error: DeskError,
  ): Answer | undefined {
    // The same delivery can have failed at the same time.
    const before = unsavedAnswers.of(key);
    if (before !== undefined) return repeatOf(request, { reply: before });
    try {
      const made = unsaved?.();
      if (made === undefined) return undefined;
      const { reply, send } = made;
      log.error(
        { code: error.code, reason: error.message, stack: error.stack },
        'a call for help could not be saved; it is sent once from memory',
      );
      unsavedAnswers.keep(key, reply);
      options.sendUnsaved(send);
      return { reply };
    } catch (thrown) {
      return failure(thrown, request);
    }
  }

  async function toAnswer(request: Request, look: Look, outcome: Outcome): Promise<Answer> {
    const { what } = request;
    const redrawn =
      what.type === 'pressed' && what.message !== undefined
        ? await options.redraw(request, what.message).catch(() => undefined)
        : undefined;
    const replaces = outcome.replaces === true && redrawn === undefined && isOwnAnswer(request);
    return {
      ...(outcome.form === undefined ? {} : openForm(request, look, outcome.form)),
      ...(outcome.reply === undefined ? {} : { reply: outcome.reply, ...keptOf(outcome) }),
      ...(replaces ? { replaces } : {}),
      ...(redrawn === undefined ? {} : { redrawn }),
    };
  }

  /** Without network call or transaction before it. Where no form can open, a button repeats the request. */
  function openForm(request: Request, look: Look, open: OpenForm, inWords?: string): Answer {
    const form = forms.get(open.form);
    if (form === undefined) throw new Error(`No form "${open.form}" is declared.`);
    if (request.canOpenForm) return { form: openFormView(form, open, look) };
    // What a form says of a record is read in the form alone.
    const opening =
      open.record === undefined ? form.opening?.(open.values ?? {}, look, undefined) : undefined;
    return { reply: reopenCard(request, { opening, inWords }) };
  }

  async function answered(request: Request): Promise<Answer | undefined> {
    const key = keyOf(request);
    const unsaved = unsavedAnswers.of(key);
    const before = unsaved ? { reply: unsaved } : await repliedTo(store, request).catch(() => undefined);
    return before && repeatOf(request, before);
  }

  /** A sentence for what is known; a reference for what is not. The cause goes to the log, never the person's words. */
  function failure(thrown: unknown, request: Request): Answer {
    const error = toDeskError(thrown);
    const { standing } = request.actor;
    // Of what can be tried again, nothing that was typed may be gone.
    if (error.code === 'NOT_ALLOWED' && error.text !== undefined && standing === 'unverified')
      return notDone(request, error.text, declared);
    if (error.text !== undefined) return { reply: sentenceCard(error.text) };
    if (error.code === 'NOT_SAVED') return notDone(request, say('desk.notSaved'), declared);
    const reference = randomUUID().slice(0, 8);
    const stack = (error.cause instanceof Error ? error.cause : error).stack;
    log.error({ reference, what: request.what.type, code: error.code, stack }, 'a request failed');
    return notDone(request, say('desk.failed', { reference }), declared);
  }

  return { run, openForm, answered, failure };
}

/** Whether the pressed message is read by the presser alone: one that we did not post, or one between the two of us. */
function isOwnAnswer({ what, place }: Request): boolean {
  return what.type === 'pressed' && (what.message === undefined || place?.private === true);
}

/** A live card redraws itself: what took its place would be gone with that. */
function besidePressed(outcome: Outcome): Outcome {
  const { replaces: _, ...beside } = outcome;
  return beside;
}

/** What was answered before, for a delivery that comes again; other words of its message change nothing about it. */
function repeatOf({ edited }: Request, before: Pick<Answer, 'reply'>): Pick<Answer, 'reply'> {
  return edited === undefined ? before : { reply: sentenceCard(say('desk.edited.done')) };
}

/**
 * A submission is recorded once however it is delivered: the instance was minted when its form opened. A form can still be
 * there after that, and sent again with other words: these are another submission.
 */
function keyOf({ actor, key, what }: Request): string {
  const own = isSubmission(what) ? `form:${what.instance}:${digestOf(what.instance, what.values)}` : key;
  return `${actor.platform}:${own}`;
}

function isSubmission(what: What): what is What & { type: 'submitted' } {
  return what.type === 'submitted' && what.action === undefined;
}

async function isRepeat(tx: Tx, { what }: Request, { isOver }: Work<Tx>): Promise<boolean> {
  return !isSubmission(what) || isOver === undefined || !(await isOver(tx));
}

/** What may be kept in place of a reply that shows words which only the record may hold. */
function keptOf({ restricted, repeated }: Outcome): Pick<Answer, 'kept'> {
  const kept = repeated ?? (restricted ? sentenceCard(say('desk.notKept')) : undefined);
  return kept === undefined ? {} : { kept };
}

/** Requests that change nothing write nothing, not even their key. */
function countWrites(tx: Tx): { readonly tx: Tx; readonly writes: () => number } {
  let count = 0;
  return {
    writes: () => count,
    tx: {
      get: (...args) => tx.get(...args),
      find: (...args) => tx.find(...args),
      range: (...args) => tx.range(...args),
      all: (...args) => tx.all(...args),
      put: (...args) => {
        count++;
        return tx.put(...args);
      },
      delete: (...args) => {
        count++;
        return tx.delete(...args);
      },
    },
  };
}
