import type { PersonId } from '../../chat/outcome.ts';
import {
  type Candidate,
  candidatesOf,
  fallbackPeople as fallback,
  type Target,
  type WhoToAsk,
} from '../asking/index.ts';
import type { HelpRequest } from './schema.ts';

/**
 * Those a step asks at this moment, each once. Never the caller, nor anyone who said that they can't come or is coming
 * already. Somebody asked by an earlier step may be asked again: that is what repeating a step is for.
 */
export function candidates(
  call: HelpRequest,
  targets: readonly Target[],
  now: string,
  who: WhoToAsk,
): readonly Candidate[] {
  const never: PersonId[] = [call.caller, ...[...call.declined, ...call.responders].map((one) => one.person)];
  return candidatesOf({ branch: call.branch, zone: call.zone, never }, targets, now, who);
}

/**
 * Who is asked when nobody else can be: never the caller, nor anyone who said that they can't come, could not be reached
 * or has come already. Where that rules somebody out, whoever stands in after them.
 */
export function fallbackPeople(
  call: HelpRequest,
  who: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly Candidate[] {
  const out = [...call.declined, ...call.unreached, ...call.responders].map(({ person }) => person);
  return fallback({ branch: call.branch, fallback: call.fallback, never: [call.caller, ...out] }, who);
}
