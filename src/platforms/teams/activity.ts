import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Teams leaves fields out, sends null or an empty text for the same thing; what is no text is as good as none. */
export const maybe = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => value || undefined);

/** The length keeps nonsense out of keys and indexes; what holds a space would be two parts of an address. */
export const teamsId = z.string().min(1).max(400).regex(/^\S+$/);

const account = z.object({ id: teamsId, name: maybe, aadObjectId: maybe, role: maybe });
export type Account = z.infer<typeof account>;

const entity = z.looseObject({
  type: maybe,
  text: maybe,
  timezone: maybe,
  mentioned: z.object({ id: maybe, name: maybe }).nullish(),
});

/** The part of an activity that we read. Whatever else is in it is left alone. */
export const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: teamsId.nullish(),
  timestamp: maybe,
  name: maybe,
  action: maybe,
  channelId: z.string().max(100).nullish(),
  serviceUrl: z
    .string()
    .max(500)
    .regex(/^https?:\/\/\S+$/),
  from: account,
  recipient: account,
  conversation: z.object({ id: teamsId, conversationType: maybe, tenantId: maybe }),
  channelData: z
    .looseObject({
      eventType: maybe,
      tenant: z.object({ id: maybe }).nullish(),
      team: z.object({ id: teamsId.nullish() }).nullish(),
      channel: z.object({ id: teamsId.nullish() }).nullish(),
    })
    .nullish()
    .catch(undefined),
  text: maybe,
  textFormat: maybe,
  entities: z.array(entity).max(200).nullish().catch(undefined),
  locale: maybe,
  localTimezone: maybe,
  replyToId: teamsId.nullish().catch(undefined),
  value: z.unknown().optional(),
  membersAdded: z.array(account).max(2000).nullish().catch(undefined),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/** Every tenant that an activity names. */
export function tenantsOf(activity: TeamsActivity): readonly string[] {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId];
  return named.filter((one) => one !== undefined).map((one) => one.toLowerCase());
}

/** Whether it comes from a conversation between one person and us. Two people's own chats are called personal too. */
export function isOurChat({ conversation }: TeamsActivity): boolean {
  const { id, conversationType } = conversation;
  const personal = conversationType === 'personal' || conversationType === undefined;
  return personal && !/@(?:thread\.|unq\.)/.test(id);
}

/** Whether a message mentions us. */
export function mentionsUs({ entities, recipient }: TeamsActivity): boolean {
  return (entities ?? []).some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id);
}

/**
 * The same delivery has the same key, and so has a message once it is changed; a second press comes as an activity of its
 * own.
 */
export function keyOf(activity: TeamsActivity): string {
  const { id, conversation } = activity;
  return typeof id === 'string' ? `${conversation.id}/${id}` : hashOf(activity);
}

/** The same for the repeats of one delivery alone. */
export function hashOf(activity: TeamsActivity): string {
  return `hash:${createHash('sha256').update(JSON.stringify(activity)).digest('base64url')}`;
}
