import type { PersonId } from '../../chat/outcome.ts';
import { addMs } from '../../time.ts';
import type { Asked, Candidate, Step } from './schema.ts';

/** Where a record stands on its policy's steps; each record holds the steps as they stood when it was made. */
export interface Ladder {
  readonly steps: readonly Step[];
  readonly lastAfterMs: number;
  /** Index of the step that comes next; beyond the last one, nobody is left to ask. */
  readonly nextStep: number;
}

/** How those to ask are found; what a subject rules out is ruled out here. */
export interface Finders {
  readonly ofStep: (step: Step, index: number) => readonly Candidate[];
  /** Whether anything can be expected of somebody who is asked; a step whose people all cannot answer is not waited for. */
  readonly mayAnswer?: (person: PersonId) => boolean;
  /** Asked when no step reaches anybody and nobody who was asked may still answer. */
  readonly instead: () => readonly Candidate[];
}

/** What climbing did: who is asked now, and what comes next by itself. */
export interface Climbed {
  readonly nextStep: number;
  readonly found: readonly Asked[];
  readonly events: readonly (
    | { readonly at: string; readonly what: 'skipped'; readonly step: number }
    | { readonly at: string; readonly what: 'asked'; readonly people: PersonId[] }
  )[];
  /** The next step, or the last word to whoever asked. */
  readonly due: { readonly what: 'step' | 'last'; readonly at: string };
}

/**
 * Asks the next step that reaches anybody; empty ones are skipped at once, and those whose people are known to be out of
 * reach are tried again without waiting for them. When no step is left, the last word is due after its own delay.
 *
 * @param lateMs how long ago the step was due: after a restart everyone on the missed steps is asked in one go.
 */
export function climb(ladder: Ladder, find: Finders, now: string, lateMs: number): Climbed {
  const { steps, nextStep: started } = ladder;
  const base = steps[started]?.afterMs ?? 0;
  const found: Asked[] = [];
  const events: Climbed['events'][number][] = [];
  const { mayAnswer = () => true } = find;
  let index = started;
  for (; index < steps.length; index++) {
    const step = steps[index] as Step;
    if (found.some(({ person }) => mayAnswer(person)) && step.afterMs - base > lateMs) break;
    const people = find
      .ofStep(step, index)
      .filter((one) => !found.some(({ person }) => person === one.person));
    add(people);
  }
  if (found.length === 0) {
    const instead = find.instead();
    if (instead.length > 0) add(instead);
  }
  return {
    nextStep: index,
    found,
    events,
    due: dueAfter(ladder, index, base, now, found.length > 0 ? lateMs : 0),
  };

  function add(people: readonly Candidate[]): void {
    found.push(...people.map((one) => ({ step: index, at: now, ...one })));
    events.push(
      people.length === 0
        ? { at: now, what: 'skipped', step: index }
        : { at: now, what: 'asked', people: people.map((one) => one.person) },
    );
  }
}

function dueAfter(
  { steps, lastAfterMs }: Ladder,
  nextStep: number,
  base: number,
  now: string,
  lateMs: number,
): Climbed['due'] {
  const next = steps[nextStep];
  if (next !== undefined) return { what: 'step', at: addMs(now, Math.max(0, next.afterMs - base - lateMs)) };
  const last = steps.at(-1)?.afterMs ?? 0;
  return { what: 'last', at: addMs(now, Math.max(0, lastAfterMs - Math.max(last, base))) };
}
