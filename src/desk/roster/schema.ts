import { z } from 'zod';
import type { Collection } from '../../store/store.ts';

export const shiftFlags = ['pic', 'evac', 'firstaid'] as const;

export const shiftSchema = z.strictObject({
  /** Staff id; null: an open shift that nobody has taken. */
  staff: z.string().nullable(),
  position: z.string(),
  /** UTC ISO text, made at import from the branch's wall-clock time. */
  startAt: z.string(),
  endAt: z.string(),
  flags: z.array(z.enum(shiftFlags)),
});
export type Shift = z.infer<typeof shiftSchema>;

/** The shifts that start at one branch on one local day: few records, so that a year of them imports and opens fast. */
export const shiftDaySchema = z.strictObject({
  /** `<branch code>:<local date>`. */
  id: z.string(),
  revision: z.int(),
  branch: z.string(),
  on: z.iso.date(),
  /** In order of start. */
  shifts: z.array(shiftSchema),
});
export type ShiftDay = z.infer<typeof shiftDaySchema>;

export const shiftDayCollection: Collection<ShiftDay> = {
  name: 'shiftDays',
  schema: shiftDaySchema,
  indexes: { branch: (day) => day.branch },
};
