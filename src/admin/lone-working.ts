import { z } from 'zod';
import type { LoneWorking } from '../desk/branches/schema.ts';
import { fields } from './fields.ts';
import type { JsonFile } from './json-file.ts';

const everyMinutes = z
  .int()
  .min(5, 'must be 5 or more: somebody who is asked more often stops reading.')
  .max(240, 'must be 240 or less. To switch check-ins off, write "loneWorking": false.');
const graceMinutes = z.int().min(1, 'must be 1 or more.').max(60, 'must be 60 or less.');

const loneWorking = fields({
  everyMinutes: everyMinutes.optional(),
  graceMinutes: graceMinutes.optional(),
}).transform(
  (written): Exclude<LoneWorking, false> => ({
    ...(written.everyMinutes === undefined ? {} : { everyMinutes: written.everyMinutes }),
    ...(written.graceMinutes === undefined ? {} : { graceMinutes: written.graceMinutes }),
  }),
);

/**
 * Reads `"loneWorking"` of a branch or of the organisation: `false`, or how often somebody who is alone is asked and
 * how long they have to answer.
 *
 * @returns the field, to be spread into the record; empty when it is absent or wrong
 */
export function readLoneWorking(
  file: JsonFile,
  value: unknown,
  path: readonly PropertyKey[],
): { readonly loneWorking?: LoneWorking } {
  if (value === undefined) return {};
  if (value === false) return { loneWorking: false };
  if (value === true) {
    file.error(path, 'is true already where nothing is written. Write false, or { "everyMinutes": 30 }.');
    return {};
  }
  const read = file.parse(loneWorking, value, path);
  if (read === undefined) return {};
  const { everyMinutes: every, graceMinutes: grace } = read;
  if (every !== undefined && grace !== undefined && grace * 2 > every) {
    file.error(
      [...path, 'graceMinutes'],
      `is ${grace}, but a check-in is asked twice before the next one: it must be at most half of everyMinutes (${every}).`,
    );
  }
  return { loneWorking: read };
}
