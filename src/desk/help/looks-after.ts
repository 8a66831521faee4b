import type { PersonId } from '../../chat/outcome.ts';
import { lookedAfterBy, type WhoToAsk } from '../asking/index.ts';
import { type HelpRequest, isCheckIn } from './schema.ts';

/**
 * Who looks after a call that nobody has ended: they are reminded of it and may close it. Not whoever is alone and has not
 * answered a check-in.
 */
export function whoLooksAfter(
  call: HelpRequest,
  who: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly PersonId[] {
  const { branch, fallback, caller } = call;
  const never = isCheckIn(call) ? [caller] : [];
  return lookedAfterBy({ branch, fallback, never, notFallback: [caller] }, who);
}
