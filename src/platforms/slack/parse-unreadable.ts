import { z } from 'zod';
import type { Incoming } from './incoming.ts';
import { slackId } from './payload-fields.ts';

type Refused = Extract<Incoming, { readonly as: 'refused' }>;

/** What can still be read of a payload is read field by field: one that is wrong must not hide another. */
const user = z.object({ user: z.object({ id: slackId }) }).transform((found) => found.user.id);
const responseUrl = z.object({ response_url: z.url() }).transform((found) => found.response_url);

/** A payload of a person's doing that cannot be read: nothing is done, and they are told so where they can be reached. */
export function unreadable(body: unknown, surface: Refused['surface']): Refused {
  return {
    as: 'refused',
    text: 'slack.unreadable',
    surface,
    user: user.safeParse(body).data,
    responseUrl: responseUrl.safeParse(body).data,
  };
}
