import { type Foreseen, foresee, type Policies, type WhoToAsk } from '../asking/index.ts';
import { onDue } from './due.ts';
import { callForHelp } from './rules.ts';
import { dueOf, type Urgency } from './schema.ts';

/** Whom a call at a branch would reach if it came at that moment, from somebody who is not asked. Changes nothing. */
export function whatIfCalled(
  urgency: Urgency,
  branch: string,
  at: string,
  who: WhoToAsk & { readonly policies: Policies },
): Foreseen {
  const { call } = callForHelp(
    {
      id: '',
      number: '',
      caller: '',
      branch,
      zone: null,
      urgency,
      note: '',
      policy: who.policies.of(urgency, branch),
    },
    at,
    who,
  );
  return foresee(call, (one) => onDue(one, dueOf(one)?.at ?? at, 0, who).call);
}
