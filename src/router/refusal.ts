import type { Actor } from '../chat/request.ts';
import { DeskError } from '../errors.ts';
import { say } from './texts.en.ts';

/**
 * Why somebody may not do something here: NOT_ALLOWED with the reason, for the person. Undefined where they may.
 *
 * @param openToUnverified only calls for help are: whoever is refused one is in trouble all the same
 * @param dialIn what to dial, in a sentence that goes on after it
 */
export function refusalOf(
  { standing }: Actor,
  openToUnverified: boolean,
  dialIn: () => string,
): DeskError | undefined {
  if (standing === 'member' || (standing === 'unverified' && openToUnverified)) return undefined;
  const reason = say(`desk.refused.${standing}`);
  return new DeskError('NOT_ALLOWED', `standing is ${standing}`, {
    text: openToUnverified ? say('desk.refused.help', { dial: dialIn(), reason }) : reason,
  });
}
