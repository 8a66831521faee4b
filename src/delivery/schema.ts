import { z } from 'zod';
import type { Card } from '../chat/card.ts';
import { platformNames, routeNames } from '../chat/request.ts';
import type { Collection } from '../store/store.ts';

/** Cards are made by handlers and stored as they are. */
const card = z.custom<Card>();
const recordRef = z.strictObject({ kind: z.string(), id: z.string() });
const view = z.enum(['caller', 'asked', 'author', 'channel', 'supervisor', 'home']);
const address = z.strictObject({ id: z.string(), private: z.boolean() });

/** What is to be sent: a live card of a record, or a message that stays as it is. */
const content = z.union([
  z.strictObject({ record: recordRef, view, onlyWhileOpen: z.boolean().optional() }),
  z.strictObject({ card, record: recordRef.optional(), onlyWhileOpen: z.boolean().optional() }),
]);
export type Content = z.infer<typeof content>;

/** Several live cards in one message. */
const list = z.strictObject({ list: z.array(z.strictObject({ record: recordRef, view })) });
const shown = z.union([...content.options, list]);
export type Shown = z.infer<typeof shown>;

/**
 * `waiting`: a later route, taken when those before it do not deliver or bring no answer. `sending` is durable before the platform is
 * called, so that a message cut off by a crash is known to be in doubt.
 */
const targetStates = ['waiting', 'pending', 'sending', 'sent', 'failed', 'expired'] as const;

const targetSchema = z.strictObject({
  platform: z.enum(routeNames),
  /** Absent when the person has no address on any platform. */
  address: address.optional(),
  person: z.string().optional(),
  content,
  state: z.enum(targetStates),
  /** Somebody should come now. */
  urgent: z.boolean().optional(),
  /** Why it failed, in the platform's word. */
  reason: z.string().optional(),
  /** The same number within a row: the routes of one message to one person, in order. Absent without a later route. */
  message: z.int().optional(),
  /** Of a later route: how long those before it have. */
  waitMs: z.int().optional(),
  /** Of the route that is next: when it is taken, unless it is not needed by then. */
  dueAt: z.string().optional(),
  /** It went out once more although nobody could know whether it had arrived. That is done once. */
  repeated: z.boolean().optional(),
  /** The marker of the one message that it is sent in together with others. */
  list: z.string().optional(),
});
export type Target = z.infer<typeof targetSchema>;

/** One row per outcome, with everybody it goes to. */
const outboxSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  at: z.string(),
  lane: z.enum(['ask', 'housekeeping']),
  targets: z.array(targetSchema),
});
export type OutboxRow = z.infer<typeof outboxSchema>;

export const outboxCollection: Collection<OutboxRow> = {
  name: 'outbox',
  schema: outboxSchema,
  indexes: {
    /** Rows with something left to send. */
    open: (row) => (row.targets.some(isOpen) ? row.at : undefined),
    done: (row) => (row.targets.some(isOpen) ? undefined : row.at),
  },
};

/** Whether anything may still be sent. */
function isOpen({ state }: Target): boolean {
  return state === 'waiting' || isOwed({ state });
}

/** Whether it is to be sent now. */
export function isOwed({ state }: Pick<Target, 'state'>): boolean {
  return state === 'pending' || state === 'sending';
}

/** A message that was posted: where, and what it shows. */
const postingSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  platform: z.enum(platformNames),
  address,
  message: z.string(),
  at: z.string(),
  content: shown,
  /** Who reads it, when only one person does. */
  viewer: z.string().optional(),
  /** The record's revision that it shows; for live cards. Of a list, the sum of its records' revisions. */
  drawn: z.int().optional(),
  /** Whole minutes that it was late by when it was posted; it goes on saying so. */
  late: z.int().optional(),
  /** The platform says that the message is gone: it is not redrawn any more. */
  gone: z.boolean().optional(),
});
export type Posting = z.infer<typeof postingSchema>;

export const postingCollection: Collection<Posting> = {
  name: 'postings',
  schema: postingSchema,
  indexes: {
    record: (posting) =>
      posting.gone ? undefined : facesOf(posting.content).map(({ record }) => recordKey(record)),
    message: (posting) => messageKey(posting.platform, posting.message),
    place: (posting) => placeKey(posting.platform, posting.address.id),
    at: (posting) => posting.at,
  },
};

/** The live cards in it. */
export function facesOf(content: Shown): readonly Face[] {
  if ('list' in content) return content.list;
  return 'view' in content ? [content] : [];
}

export type Face = { readonly record: z.infer<typeof recordRef>; readonly view: z.infer<typeof view> };

export function recordKey(record: { readonly kind: string; readonly id: string }): string {
  return `${record.kind}:${record.id}`;
}

export function messageKey(platform: string, message: string): string {
  return `${platform}:${message}`;
}

export function placeKey(platform: string, place: string): string {
  return `${platform}:${place}`;
}

export const deliveryCollections = [outboxCollection, postingCollection];
