import { dayMs, hourMs, minuteMs } from '../../time.ts';

const units: Readonly<Record<string, number>> = {
  ...unit(['m', 'min', 'mins', 'minute', 'minutes'], minuteMs),
  ...unit(['h', 'hr', 'hrs', 'hour', 'hours'], hourMs),
  ...unit(['d', 'day', 'days'], dayMs),
};
const amounts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, half: 0.5 };

/** Nobody asks further ahead than a year: what says so is a slip of the pen. */
const longestMs = 366 * dayMs;

function unit(names: readonly string[], ms: number): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, ms]));
}

/**
 * Reads a length of time: `20 minutes`, `2h`, `half an hour`, `1 hour 30 min`; at most a year.
 *
 * @param words in lower case
 * @returns milliseconds; undefined when any word is something else
 */
export function parseLength(words: string): number | undefined {
  const tokens = words
    .replace(/^half an? /u, 'half ')
    .replace(/(\d)\s*([a-z]+)/gu, '$1 $2 ')
    .trim()
    .split(/\s+/u);
  if (tokens.length === 0 || tokens.length % 2 !== 0) return undefined;
  let ms = 0;
  for (let index = 0; index < tokens.length; index += 2) {
    const amount = readAmount(tokens[index] ?? '');
    const word = tokens[index + 1] ?? '';
    const unitMs = Object.hasOwn(units, word) ? units[word] : undefined;
    if (amount === undefined || unitMs === undefined) return undefined;
    ms += amount * unitMs;
  }
  return ms > 0 && ms <= longestMs ? Math.round(ms) : undefined;
}

function readAmount(word: string): number | undefined {
  if (Object.hasOwn(amounts, word)) return amounts[word];
  return /^\d{1,6}(?:\.\d)?$/.test(word) ? Number(word) : undefined;
}
