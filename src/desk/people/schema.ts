import { z } from 'zod';
import { platformNames } from '../../chat/request.ts';
import type { Collection } from '../../store/store.ts';

export const roles = [
  'student',
  'staff',
  'security',
  'supervisor',
  'coordinator',
  'director',
  'admin',
] as const;
export type Role = (typeof roles)[number];

export const staffSchema = z.strictObject({
  /** The staff id of `staff.json`, such as `maria`. In records a person is `staff:maria`. */
  id: z.string(),
  revision: z.int(),
  name: z.string(),
  role: z.enum(roles),
  /** Codes of the branches the person belongs to, the home branch first. */
  branches: z.array(z.string()),
  email: z.string().optional(),
  /** Slack user id; absent: linked by e-mail. */
  slack: z.string().optional(),
  /** Entra object id or UPN; absent: linked by e-mail. */
  teams: z.string().optional(),
  phone: z.string().optional(),
  active: z.boolean(),
  /** The place in `staff.json`, from 0: whom to ask first among equals. Those without one come last, by id. */
  order: z.int().optional(),
});
export type StaffMember = z.infer<typeof staffSchema>;

/** What the desk knows of somebody on one platform: learned from requests and from the platform's directory. */
export const identitySchema = z.strictObject({
  /** `<platform>:<tenant>:<user>`. */
  id: z.string(),
  revision: z.int(),
  platform: z.enum(platformNames),
  tenant: z.string(),
  user: z.string(),
  name: z.string().optional(),
  /** The staff id that it is linked to by the platform's e-mail address. A user id in staff.json counts before it. */
  staff: z.string().optional(),
  standing: z.enum(['member', 'guest', 'outsider', 'bot', 'unverified']),
  active: z.boolean(),
  zone: z.string().optional(),
  locale: z.string().optional(),
  /** How to reach the person there: opaque outside the platform's folder. */
  contact: z.string().optional(),
  /** UTC ISO text; raised at most once a day. */
  seenAt: z.string().optional(),
});
export type Identity = z.infer<typeof identitySchema>;

export const staffCollection: Collection<StaffMember> = {
  name: 'staff',
  schema: staffSchema,
  indexes: {
    /** Every address that may link somebody: a Teams sign-in name looks like one. */
    email: ({ email, teams }) =>
      [email, teams].flatMap((address) => (address === undefined ? [] : [address.toLowerCase()])),
  },
};
export const identityCollection: Collection<Identity> = {
  name: 'identities',
  schema: identitySchema,
  indexes: { staff: (identity) => identity.staff },
};
