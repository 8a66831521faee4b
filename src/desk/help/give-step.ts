import { isEnough } from './coming.ts';
import { type HelpRequest, stateOf } from './schema.ts';

/** Whether an open call has nothing that happens next by itself. No rule leaves one so; a damaged record may be. */
export function lacksStep(call: HelpRequest): boolean {
  return call.ended === undefined && call.due === undefined;
}

/** Gives a call without a next step the one that its state asks for, due now. */
export function withStep(call: HelpRequest, now: string): HelpRequest {
  return { ...call, due: { what: stepFor(call), at: now } };
}

function stepFor(call: HelpRequest): NonNullable<HelpRequest['due']>['what'] {
  const state = stateOf(call);
  if (isEnough(call)) return state === 'onScene' ? 'onScene' : 'quiet';
  if (state === 'unsent') return 'fallback';
  if (call.nextStep < call.steps.length) return 'step';
  return call.nobodyToldAt === undefined ? 'last' : 'reminder';
}
