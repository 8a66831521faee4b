import { type Escalation, stateOf } from './schema.ts';

/** Whether an open escalation has nothing, beside its deadline, that happens next by itself. No rule leaves one so. */
export function lacksStep(escalation: Escalation): boolean {
  return escalation.ended === undefined && escalation.next === undefined;
}

/** Gives one without a next step the one that its state asks for, due now. */
export function withStep(escalation: Escalation, now: string): Escalation {
  return { ...escalation, next: { what: stepFor(escalation), at: now } };
}

function stepFor(escalation: Escalation): NonNullable<Escalation['next']>['what'] {
  const state = stateOf(escalation);
  if (state === 'taken') return 'quiet';
  if (state === 'unsent') return 'fallback';
  if (escalation.nextStep < escalation.steps.length) return 'step';
  return escalation.nobodyToldAt === undefined ? 'last' : 'reminder';
}
