import type { CardPart } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import { hourMs, msBetween } from '../../time.ts';
import { lastWordOf } from './coming.ts';
import type { Describe } from './describe.ts';
import { type HelpRequest, isCheckIn, since } from './schema.ts';
import { say } from './texts.en.ts';

/** For so long after anybody's last word on a call, its caller is taken to mean the same one, and to be where they were. */
const recentMs = hourMs;

/** Whether anybody has had a word on it lately: its caller by adding to it, others by answering. */
export function isRecent(call: HelpRequest, now: string): boolean {
  return silentMs(call, now) < recentMs;
}

/** The call with only those counted as coming or there who have said so lately: the others may have gone home since. */
export function countingRecent(call: HelpRequest, now: string): HelpRequest {
  const responders = call.responders.map((one) =>
    one.quietAt === undefined && msBetween(lastWordOf(one), now) >= recentMs ? { ...one, quietAt: now } : one,
  );
  return { ...call, responders };
}

/** Since when a call grows old: its caller's last words. Of somebody of whom nothing was heard, when it was made. */
export function calledAt({ createdAt, timeline }: HelpRequest): string {
  const added = timeline.findLast(({ what }) => what === 'added')?.at ?? createdAt;
  return added > createdAt ? added : createdAt;
}

function silentMs({ timeline, createdAt }: HelpRequest, now: string): number {
  const said = timeline.findLast(({ by }) => by !== undefined);
  return msBetween(said?.at ?? createdAt, now);
}

/**
 * The caller's open call that new words belong to. At their branch, any that is not stale: one that nobody has touched
 * for longer was forgotten, and is another matter. But somebody who was silent answers their check-in, however late.
 * Without a building, only a recent one, as its caller may have gone to another since; or a check-in that is not stale:
 * of somebody who was silent that cannot be thought.
 *
 * @param open the caller's open calls, oldest first
 * @param branch where the words are about; null: wherever the last one is
 */
export function runningCall(
  open: readonly HelpRequest[],
  branch: string | null,
  now: string,
): HelpRequest | undefined {
  return open.findLast((one) => {
    const isStale = silentMs(one, now) >= one.staleAfterMs;
    return branch === null
      ? isRecent(one, now) || (isCheckIn(one) && !isStale)
      : one.branch === branch && (!isStale || isCheckIn(one));
  });
}

/** That an earlier call of the same caller is still open, and the button that ends it. */
export function earlierParts(earlier: HelpRequest | undefined, describe: Describe): readonly CardPart[] {
  if (earlier === undefined) return [];
  const at = describe.at(earlier, since(earlier), 'full');
  return withCancel(earlier, say('help.earlier', { number: earlier.number, at }));
}

/** That a call goes on although its caller says that they are all right, and the button that ends it. */
export function goesOnParts(call: HelpRequest): readonly CardPart[] {
  return withCancel(call, say('help.goesOn', { number: call.number }));
}

function withCancel({ id, number }: HelpRequest, text: Text): readonly CardPart[] {
  return [
    { type: 'text', text },
    {
      type: 'buttons',
      buttons: [
        {
          button: 'help.cancel',
          label: say('help.button.cancelEarlier', { number }),
          describe: say('help.button.cancel.describe', { number }),
          record: id,
        },
      ],
    },
  ];
}
