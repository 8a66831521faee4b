import { z } from 'zod';
import type { Collection } from '../../store/store.ts';

/**
 * `noStep`: an open record without a next step. `lostStep`: its moment passed and nobody waited for it. `lostMessages`:
 * to be sent, and no lane has them. `standsStill`: a lane has messages and does not move. `late`: messages are tried in
 * vain for long. `platform`, `route`: one that cannot be used. `silent`: nothing comes in from a platform. `store`:
 * nothing can be saved. `file`: one of the administrator's files has a mistake and is not taken over.
 */
export const whats = [
  'noStep',
  'lostStep',
  'lostMessages',
  'standsStill',
  'late',
  'platform',
  'route',
  'silent',
  'store',
  'file',
] as const;
export type What = (typeof whats)[number];

const findingSchema = z.strictObject({
  /** The same for the same trouble, while it lasts. */
  id: z.string(),
  revision: z.int(),
  what: z.enum(whats),
  /** What it is about: a record's number, a route, a file, or how many. Never a name or words of people. */
  about: z.string(),
  /** In plain words, for the operator. */
  reason: z.string().optional(),
  /** Mended when it was last looked at: nobody has to do anything. */
  mended: z.boolean(),
  foundAt: z.string(),
  /** When the administrators were last told. */
  toldAt: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What the administrators have been told of and not yet that it is over; so that a restart does not tell it again. */
export const findingCollection: Collection<Finding> = {
  name: 'findings',
  schema: findingSchema,
  indexes: {},
};

const silenceSchema = z.strictObject({
  /** The platform's name. */
  id: z.string(),
  revision: z.int(),
  /** When something came in for the first time. */
  since: z.string(),
  /** When something last came in, within some hours. */
  heardAt: z.string(),
  /** When the desk last wrote this down: the time that it was away is no silence of the platform's. */
  seenAt: z.string(),
  /** The longest silences of late, by when they ended. */
  gaps: z.array(z.strictObject({ at: z.string(), ms: z.number() })),
});
export type Silence = z.infer<typeof silenceSchema>;

export const silenceCollection: Collection<Silence> = {
  name: 'silences',
  schema: silenceSchema,
  indexes: {},
};
