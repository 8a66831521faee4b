import { addMs, dayMs } from '../../time.ts';

/** How often the supervisors are reminded of a record that nobody has answered or ended. */
export const reminderMs = dayMs;

interface Due {
  readonly what: string;
  readonly at: string;
}

/**
 * When the supervisors are reminded once nobody is left to ask: a day after the last reminder, or after it was first
 * said that nobody has confirmed. Saying so once more does not put it off.
 */
export function reminderAt(
  timeline: readonly { readonly what: string; readonly at: string }[],
  now: string,
): string {
  const since =
    timeline.findLast(({ what }) => what === 'reminded') ?? timeline.find(({ what }) => what === 'nobody');
  const at = addMs(since?.at ?? now, reminderMs);
  return at > now ? at : addMs(now, reminderMs);
}

/**
 * What is due after whoever called has asked for more people: pressing again and again puts neither the word that nobody
 * has confirmed off, nor the reminder.
 */
export function notPutOff<D extends Due>(before: D | undefined, next: D | undefined): D | undefined {
  const isWord = before?.what === 'last' || before?.what === 'reminder';
  return isWord && next?.what === 'last' && before.at <= next.at ? before : next;
}
