import { type Foreseen, type Foresight, foresee, withUnreached } from '../asking/index.ts';
import { onDue } from './due.ts';
import { unreached } from './presses.ts';
import { escalate } from './rules.ts';
import type { Escalation } from './schema.ts';

/** Whom an escalation without a deadline would reach if it came at that moment, from somebody who is not asked. Changes nothing. */
export function whatIfEscalated(branch: string, at: string, who: Foresight): Foreseen {
  const { escalation } = escalate(
    {
      id: '',
      number: '',
      asker: '',
      branch,
      wants: 'decision',
      reason: '',
      deadlineAt: undefined,
      deadlineWords: undefined,
      concerns: [],
      policy: who.policies.of('escalate', branch),
    },
    at,
    who,
  );
  const followedUp = (one: Escalation, now: string) =>
    withUnreached(
      one,
      who,
      (asked, person) => unreached(asked, person, { reason: 'no address' }, now, who).escalation,
    );
  return foresee(followedUp(escalation, at), (one) => {
    const now = one.next?.at ?? at;
    return followedUp(onDue(one, now, 0, who).escalation, now);
  });
}
