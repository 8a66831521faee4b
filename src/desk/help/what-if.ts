import { type Foreseen, type Foresight, foresee, withUnreached } from '../asking/index.ts';
import { onDue } from './due.ts';
import { unreached } from './presses.ts';
import { callForHelp, type NewCall } from './rules.ts';
import { dueOf, type HelpRequest, type Urgency } from './schema.ts';

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
  const followedUp = (one: HelpRequest, now: string) =>
    withUnreached(
      one,
      who,
      (asked, person) => unreached(asked, person, { reason: 'no address' }, now, who).call,
    );
  return foresee(followedUp(call, at), (one) => {
    const now = dueOf(one)?.at ?? at;
    return followedUp(onDue(one, now, 0, who).call, now);
  });
}
