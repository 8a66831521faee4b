import type { Text } from '../../chat/text.ts';
import { localToInstant } from '../../time.ts';
import { type Beside, otherMomentButton } from './cards.ts';
import type { Moment } from './moment.ts';
import { type OtherMoment, readingOf } from './readings.ts';
import { say } from './texts.en.ts';

/** Where a moment is asked about: as shown, as typed, and on whose clocks. */
interface Asked {
  readonly place: Text | string;
  /** A branch code or `all`. */
  readonly code: string;
  readonly zone: string;
}

/** Says how the words for a moment were taken, where they may mean another, and offers the others as buttons. */
export function besideOf(when: Moment, { place, code, zone }: Asked, now: string): Beside {
  const { why, date, others } = readingOf(when, zone, now);
  const button = (other: OtherMoment) => {
    const { time, part } = other;
    const instant = localToInstant(other.date, time ?? '00:00', zone);
    const style = time === undefined ? 'day' : 'full';
    const words = [other.date, time ?? part ?? ''].join(' ').trim();
    return otherMomentButton(place, { instant, zone, style }, `${code} ${words}`);
  };
  return { remarks: why === undefined ? [] : [remark(why, date, zone)], buttons: others.map(button) };
}

function remark(
  why: NonNullable<ReturnType<typeof readingOf>['why']>,
  date: string | undefined,
  zone: string,
): Text {
  if (date === undefined) return say('onshift.taken.past');
  const day = { instant: localToInstant(date, '00:00', zone), zone, style: 'day' } as const;
  return say(`onshift.taken.${why}`, { day });
}
