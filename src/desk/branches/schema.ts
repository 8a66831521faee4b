import { z } from 'zod';
import type { Collection } from '../../store/store.ts';
import { weekdays } from '../../time.ts';

export { type Weekday, weekdays } from '../../time.ts';

/** `HH:mm`, up to and including `24:00`. */
const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** One span of opening hours, wall-clock times of the branch; an end at or before the start is on the next day. */
export const span = z.strictObject({ opens: wallTime, closes: wallTime });

const channels = z.strictObject({ slack: z.string().optional(), teams: z.string().optional() });

/** How often somebody who is alone is asked whether they are all right, and how long they have to answer. False: never. */
const loneWorking = z.union([
  z.literal(false),
  z.strictObject({ everyMinutes: z.int().optional(), graceMinutes: z.int().optional() }),
]);
export type LoneWorking = z.infer<typeof loneWorking>;

export const branchSchema = z.strictObject({
  /** The branch code, such as `CEN`: upper case, never changed. */
  id: z.string(),
  revision: z.int(),
  name: z.string(),
  city: z.string().optional(),
  /** IANA name. */
  timezone: z.string(),
  zones: z.array(z.string()),
  /** By weekday; a weekday that is absent is closed. */
  hours: z.partialRecord(z.enum(weekdays), z.array(span)),
  /** Local dates on which it stays closed. */
  closedOn: z.array(z.iso.date()),
  minStaff: z.int(),
  soleStaffAllowed: z.boolean(),
  /** What the caller should dial, such as "Dial 9-911 from any desk phone". Absent: the organisation's. */
  emergencyText: z.string().optional(),
  channels,
  fallbackBranch: z.string().optional(),
  /** What it leaves out is the organisation's. */
  loneWorking: loneWorking.optional(),
  /** It is in the file no longer: nothing new is about it, and what was is still shown with its name, clock and dial text. */
  removed: z.literal(true).optional(),
});
export type Branch = z.infer<typeof branchSchema>;

export const organisationSchema = z.strictObject({
  /** Always `organisation`: there is one. */
  id: z.literal('organisation'),
  revision: z.int(),
  /** Absent until an organisation.json has said it; it stays when that file goes. */
  name: z.string().optional(),
  timezone: z.string(),
  languages: z.array(z.string()),
  terms: z.strictObject({ patron: z.string(), suspension: z.string() }),
  emergencyText: z.string(),
  /** A staff id: asked when nobody else can be. */
  fallback: z.string().optional(),
  adminChannels: channels,
  /** For branches that say nothing of it. */
  loneWorking: loneWorking.optional(),
  /** When everybody is asked each week whether a message reaches them, on the organisation's clocks. Absent: never. */
  reachTest: z.strictObject({ day: z.enum(weekdays), time: z.iso.time({ precision: -1 }) }).optional(),
});
export type Organisation = z.infer<typeof organisationSchema>;

export const branchCollection: Collection<Branch> = { name: 'branches', schema: branchSchema, indexes: {} };
export const organisationCollection: Collection<Organisation> = {
  name: 'organisation',
  schema: organisationSchema,
  indexes: {},
};
