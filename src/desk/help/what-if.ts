import type { PersonId } from '../../chat/outcome.ts';
import { type Foreseen, foresee, type Policies, type WhoToAsk } from '../asking/index.ts';
import { onDue } from './due.ts';
import { unreached } from './presses.ts';
import { callForHelp, type NewCall } from './rules.ts';
import { dueOf, type HelpRequest, type Urgency } from './schema.ts';

/** What it is foreseen by. */
export interface Foresight extends WhoToAsk {
  readonly policies: Policies;
  /** Whether any way leads to somebody; everybody unless told. Where none does, others are asked instead at once. */
  readonly canBeReached?: (person: PersonId) => boolean;
}

/** Whom a call at a branch, in a zone of it or none, would reach if it came at that moment, from somebody who is not asked. Changes nothing. */
export function whatIfCalled(
  urgency: Urgency,
  branch: string,
  at: string,
  zone: string | null,
  who: Foresight,
): Foreseen {
  const called = { caller: '', branch, zone, urgency, policy: who.policies.of(urgency, branch) };
  return followed(called, at, who);
}

/**
 * Whom a check-in that is missed at that moment would reach. Changes nothing.
 *
 * @returns undefined when the roster does not show one person alone there then
 */
export function whatIfMissed(branch: string, at: string, who: Foresight): Foreseen | undefined {
  const [caller, ...others] = new Set(who.roster.onShift(branch, at).map(({ person }) => person));
  if (caller === undefined || others.length > 0) return undefined;
  const policy = who.policies.of('lone', branch);
  return followed({ caller, branch, zone: null, urgency: 'now', policy }, at, who);
}

function followed(
  called: Pick<NewCall, 'caller' | 'branch' | 'zone' | 'urgency' | 'policy'>,
  at: string,
  who: Foresight,
): Foreseen {
  const { call } = callForHelp({ ...called, id: '', number: '', note: '' }, at, who);
  return foresee(withUnreached(call, at, who), (one) => {
    const now = dueOf(one)?.at ?? at;
    return withUnreached(onDue(one, now, 0, who).call, now, who);
  });
}

/** What follows at once where no way leads to those who were asked. */
function withUnreached(asked: HelpRequest, now: string, who: Foresight): HelpRequest {
  let call = asked;
  const isNew = ({ person }: { readonly person: PersonId }) =>
    who.canBeReached?.(person) === false && call.unreached.every((one) => one.person !== person);
  for (let next = call.asked.find(isNew); next !== undefined; next = call.asked.find(isNew))
    call = unreached(call, next.person, { reason: 'no address' }, now, who).call;
  return call;
}
