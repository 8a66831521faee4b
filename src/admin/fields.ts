import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { weekdays } from '../desk/branches/schema.ts';
import { isZone } from '../time.ts';

/** An object that refuses fields it does not know, with a line for each, naming what may have been meant. */
export function fields<Shape extends z.core.$ZodShape>(shape: Shape) {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `"${key}" is not a field here. ${meantBy(key, names)}`).join('\n')
        : undefined,
  });
}

/** A suggestion where one is near; anything else would send people the wrong way. */
function meantBy(word: string, names: readonly string[]): string {
  const nearest = closest(word, names);
  const [one, other] = [word.toLowerCase(), nearest.toLowerCase()];
  const isNear = distance(one, other) <= 2 || one.includes(other) || other.includes(one);
  return isNear ? `Did you mean "${nearest}"?` : `Take it out, or use one of ${names.join(', ')}.`;
}

/** A text that says something. */
export const text = z.string().trim().min(1, 'is empty. Write something, or take the field out.');

/** Words that mean something else where a branch code may be typed. */
const reservedCodes = [
  'ALL',
  'NOW',
  'EMERGENCY',
  'TODAY',
  'TOMORROW',
  ...weekdays.map((day) => day.toUpperCase()),
];

/** A branch code, in upper case whatever the file writes. */
export const branchCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/, {
    error: 'is not a branch code. Use up to 16 letters, digits, - or _, such as CEN.',
    abort: true,
  })
  .toUpperCase()
  .refine(
    (code) => !reservedCodes.includes(code),
    'is a word that commands use themselves. Choose another code.',
  );

export const staffId = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    'is not a staff id. Use up to 40 letters, digits, ., - or _, such as maria.',
  );

export const zone = z
  .string()
  .refine(isZone, 'is not a time zone. Use a name such as America/Toronto or Europe/London.');

export const slackUser = z
  .string()
  .regex(
    /^[UW][A-Z0-9]+$/,
    'is not a Slack user id. It begins with U or W: in the profile choose "Copy member ID", or leave it out and give the e-mail address.',
  );

/** Channels of a branch or of the administrators, by platform. */
export const channels = fields({
  slack: z
    .string()
    .regex(
      /^[CG][A-Z0-9]+$/,
      "is not a Slack channel id. It begins with C: open the channel's details and copy it from the bottom, not its name.",
    )
    .optional(),
  teams: text.optional(),
});

const wallTime = /^(\d{2}):(\d{2})$/;

/** `09:00-20:00` as opening hours; an end at or before the start is on the next day. */
export const openingSpan = z.string().transform((written, context) => {
  const [opens, closes, ...more] = written.split('-').map((part) => part.trim());
  const valid = (time: string | undefined, latest: string) => {
    const [, hours, minutes] = wallTime.exec(time ?? '') ?? [];
    return hours !== undefined && minutes !== undefined && minutes < '60' && `${hours}:${minutes}` <= latest;
  };
  if (more.length > 0 || !valid(opens, '23:59') || !valid(closes, '24:00')) {
    context.addIssue('are not opening hours. Write them as 09:00-20:00, at most until 24:00.');
    return z.NEVER;
  }
  if (opens === closes) {
    context.addIssue('open and close at the same time. For the whole day write 00:00-24:00.');
    return z.NEVER;
  }
  return { opens: opens ?? '', closes: closes ?? '' };
});
