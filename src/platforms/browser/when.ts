import { formatInstant } from '../../time.ts';
import type { BrowserOptions } from './options.ts';

/** The moment of a message in words, in the organisation's zone. */
export function whenOf(at: string, options: Pick<BrowserOptions, 'zone'>, locale: string): string {
  return formatInstant(at, options.zone(), { style: 'time', locale });
}
