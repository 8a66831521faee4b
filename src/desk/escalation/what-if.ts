import { type Foreseen, foresee, type Policies, type WhoToAsk } from '../asking/index.ts';
import { onDue } from './due.ts';
import { escalate } from './rules.ts';

/** Whom an escalation without a deadline would reach if it came at that moment, from somebody who is not asked. Changes nothing. */
export function whatIfEscalated(
  branch: string,
  at: string,
  who: WhoToAsk & { readonly policies: Policies },
): Foreseen {
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
  return foresee(escalation, (one) => onDue(one, one.next?.at ?? at, 0, who).escalation);
}
