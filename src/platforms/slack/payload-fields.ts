import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Slack's ids; the length keeps nonsense out of keys and indexes. */
export const slackId = z.string().min(1).max(255);

/** Slack leaves fields out, sends null or an empty text for the same thing. */
export const maybe = z
  .string()
  .nullish()
  .transform((value) => value || undefined);

export const withId = z.object({ id: slackId });

/** The person of an interactive payload. */
export const payloadUser = z.object({ id: slackId, team_id: maybe });

/** A key for payloads that Slack gives no id of their own. */
export function hashKey(body: unknown): string {
  return `hash:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;
}
