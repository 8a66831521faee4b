import type { PersonId } from '../../chat/outcome.ts';
import type { Rerouted } from '../../chat/record-kind.ts';
import { addMs } from '../../time.ts';
import { wasMissed } from '../asking/index.ts';
import type { Alone } from './alone.ts';
import type { LoneEvent, Stretch } from './schema.ts';
import type { LoneSettings } from './settings.ts';

/** What a change means for people; `news.ts` turns it into messages. */
export type LoneNews = 'began' | 'ask' | 'missed' | 'unreached';

export interface LoneChanged {
  readonly stretch: Stretch;
  readonly news?: LoneNews;
}

/** Somebody who was alone and called for help is asked sooner how they are. */
const afterCallMs = 10 * 60_000;

/**
 * What the roster shows as running is looked after from a minute later on: by then an edit of the files is whole, and
 * after a first start it is known who can be reached where.
 */
const settleMs = 60_000;

/** The soonest that a time alone which was not foreseen begins. */
export function soonest(now: string): string {
  return addMs(now, settleMs);
}

/** A stretch as the roster foresees it. */
export function plan(id: string, branch: string, alone: Alone, now: string, settings: LoneSettings): Stretch {
  const from = alone.from > soonest(now) ? alone.from : soonest(now);
  return {
    id,
    revision: 0,
    branch,
    ...alone,
    state: 'planned',
    from,
    nextAt: addMs(from, settings.everyMs),
    timeline: [],
  };
}

/**
 * Whether the time alone is over when what was due of it is handled, and nobody waits for an answer. By the time that has
 * passed, because the wall clock may have jumped.
 *
 * @param lateMs milliseconds since it was due
 */
export function isPast({ question, until }: Stretch, dueAt: string, lateMs: number): boolean {
  return question === undefined && addMs(dueAt, lateMs) >= until;
}

/**
 * It begins, and the person is told how it goes. Nothing here compares the due time with `now`, because the wall clock
 * may have jumped.
 *
 * @param lateMs milliseconds since it was due: when a check-in was missed meanwhile, it is asked with the first message
 */
export function begin(stretch: Stretch, now: string, lateMs: number, settings: LoneSettings): LoneChanged {
  const begun = noted({ ...stretch, state: 'alone' }, { at: now, what: 'began' });
  if (lateMs >= settings.everyMs) {
    const question = { askedAt: now, dueAt: addMs(now, settings.graceMs) };
    const asked = { ...begun, question, nextAt: addMs(now, settings.everyMs) };
    return { stretch: noted(asked, { at: now, what: 'asked' }), news: 'began' };
  }
  return { stretch: { ...begun, nextAt: addMs(now, settings.everyMs - lateMs) }, news: 'began' };
}

/** "Are you all right?" A missed check-in whose call somebody has ended is over, and the person is asked again. */
export function ask(stretch: Stretch, now: string, settings: LoneSettings): LoneChanged {
  const { missed: _, ...rest } = stretch;
  const question = { askedAt: now, dueAt: addMs(now, settings.graceMs) };
  return {
    stretch: noted({ ...rest, question, nextAt: addMs(now, settings.everyMs) }, { at: now, what: 'asked' }),
    news: 'ask',
  };
}

/** People have been asked to look, and nobody has said how it ended: there is nothing to ask before. */
export function waitOn(stretch: Stretch, now: string, settings: LoneSettings): LoneChanged {
  return { stretch: { ...stretch, nextAt: addMs(now, settings.everyMs) } };
}

/** A colleague is there on a call of theirs: nothing is asked meanwhile, and soon again once they are not. */
export function lookedAfter(stretch: Stretch, now: string, settings: LoneSettings): LoneChanged {
  const { question, ...rest } = stretch;
  const next = { ...rest, nextAt: addMs(now, Math.min(settings.everyMs, afterCallMs)) };
  return { stretch: question === undefined ? next : noted(next, { at: now, what: 'lookedAfter' }) };
}

/** The same question once more. */
export function askAgain(stretch: Stretch, now: string, settings: LoneSettings): LoneChanged {
  const { question } = stretch;
  if (question === undefined) return { stretch };
  return {
    stretch: noted(
      { ...stretch, question: { ...question, againAt: now, dueAt: addMs(now, settings.graceMs) } },
      { at: now, what: 'askedAgain' },
    ),
    news: 'ask',
  };
}

/**
 * Asked twice and not answered. While the program was down no answer could come in: then the person is asked once more
 * instead.
 */
export function miss(stretch: Stretch, now: string, lateMs: number, settings: LoneSettings): LoneChanged {
  const { question, ...rest } = stretch;
  if (question === undefined) return { stretch };
  if (wasMissed(lateMs)) return askAgain(stretch, now, settings);
  return {
    stretch: noted({ ...rest, nextAt: addMs(now, settings.everyMs) }, { at: now, what: 'missed' }),
    news: 'missed',
  };
}

/** The number of the call that was made because the check-in first asked at `askedAt` was missed. */
export function withCall(stretch: Stretch, askedAt: string, call: string): Stretch {
  return { ...stretch, missed: { askedAt, call } };
}

/** The person is all right, asked or not; the next check-in counts from now. */
export function answer(stretch: Stretch, by: PersonId, now: string, settings: LoneSettings): Stretch {
  const { question: _, missed: __, unreachedAt: ___, ...rest } = stretch;
  return noted({ ...rest, nextAt: addMs(now, settings.everyMs) }, { at: now, what: 'answered', by });
}

/** The person has called for help: that answers, and they are asked sooner than otherwise. */
export function callsForHelp(stretch: Stretch, by: PersonId, now: string, settings: LoneSettings): Stretch {
  const everyMs = Math.min(settings.everyMs, afterCallMs);
  return answer(stretch, by, now, { ...settings, everyMs });
}

export function end(stretch: Stretch, now: string): Stretch {
  return noted({ ...stretch, state: 'over' }, { at: now, what: 'ended' });
}

/** No message reaches the person: a question that did not arrive is not one that they left unanswered. */
export function unreached(stretch: Stretch, now: string): LoneChanged {
  const { question: _, ...rest } = stretch;
  const known = stretch.unreachedAt !== undefined;
  return {
    stretch: known ? rest : noted({ ...rest, unreachedAt: now }, { at: now, what: 'unreached' }),
    ...(known ? {} : { news: 'unreached' as const }),
  };
}

/** The person got a message by a later route than their chat platforms. */
export function rerouted(stretch: Stretch, { by, insteadOf }: Rerouted, now: string): Stretch {
  return noted(stretch, { at: now, what: 'rerouted', route: by, insteadOf: [...insteadOf] });
}

/** When the person last answered. */
export function answeredAt(stretch: Stretch): string | undefined {
  return stretch.timeline.findLast(({ what }) => what === 'answered')?.at;
}

function noted(stretch: Stretch, event: LoneEvent): Stretch {
  return { ...stretch, timeline: [...stretch.timeline, event] };
}
