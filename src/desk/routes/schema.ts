import { z } from 'zod';
import type { PersonId } from '../../chat/outcome.ts';
import { type RouteName, routeNames } from '../../chat/request.ts';

export const route = z.enum(routeNames);

/** What an event of a record's timeline says of how a message got to somebody. */
export const routeFields = {
  /** By which route somebody was reached, and which ones before it did not deliver. */
  route: route.optional(),
  insteadOf: z.array(route).optional(),
  /** Those before it that delivered, and brought no answer. */
  unanswered: z.array(route).optional(),
  /** How late a message reached somebody. */
  minutes: z.int().optional(),
};

/** Any event of a timeline that holds such events too. */
export interface TimelineEvent {
  readonly at: string;
  readonly what: string;
  readonly by?: PersonId | undefined;
  readonly people?: readonly PersonId[] | undefined;
  readonly route?: RouteName | undefined;
  readonly insteadOf?: readonly RouteName[] | undefined;
  readonly unanswered?: readonly RouteName[] | undefined;
  readonly minutes?: number | undefined;
}
