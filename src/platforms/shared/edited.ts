import type { Request } from '../../chat/request.ts';

/** Whoever corrects a slip does so at once. Later, more may have come of the first words, such as a press in their answer. */
const correctedWithinMs = 5 * 60_000;

/** When a message was changed, by the platform's own times; `late` where these cannot be read. */
export function editedAfter(ms: number): NonNullable<Request['edited']> {
  return ms <= correctedWithinMs ? 'soon' : 'late';
}
