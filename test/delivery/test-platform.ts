import type { Card } from '../../src/chat/card.ts';
import {
  type Address,
  type DrawFor,
  doors,
  type Messenger,
  type PlainMessage,
  type Platform,
  type Posted,
} from '../../src/platforms/platform.ts';

/** A message that a platform was given. */
export interface Taken {
  readonly to: string;
  readonly card: Card;
  readonly repeat: boolean;
  readonly marker: string;
}

/** A chat platform that does what a test tells it. */
export interface TestPlatform extends Platform {
  readonly posts: Taken[];
  readonly updates: { readonly message: string; readonly card: Card }[];
  /** What becomes of a post; taken as it is unless told. */
  answer: (taken: Taken) => Promise<Posted>;
}

export function createTestPlatform(
  name: Platform['name'],
  options: Partial<Pick<Platform, 'pace' | 'direct' | 'sent' | 'probe' | 'isThere'>> = {},
): TestPlatform {
  const posts: Taken[] = [];
  const updates: TestPlatform['updates'] = [];
  const way = 'as told';
  const platform: TestPlatform = {
    name,
    posts,
    updates,
    answer: async ({ to, marker }) => toPosted(to, marker),
    capabilities: {
      doors: Object.fromEntries(Object.keys(doors).map((door) => [door, way])) as Record<
        keyof typeof doors,
        string
      >,
    },
    pace: {
      postsPerConversation: { count: 3, perMs: 3000 },
      posts: { count: 50, perMs: 1000 },
      updates: { count: 50, perMs: 60_000 },
    },
    routes: [],
    start: async () => {},
    stop: async () => {},
    health: () => ({ ready: true }),
    post(to: Address, card: Card, draw: DrawFor) {
      const taken = { to: to.id, card, repeat: draw.repeat === true, marker: draw.marker ?? '' };
      posts.push(taken);
      return platform.answer(taken);
    },
    async update({ message }, card) {
      updates.push({ message, card });
    },
    channelAddress: () => undefined,
    personAddress: ({ user }) => ({ id: user, private: true }),
    ...options,
  };
  return platform;
}

export function toPosted(to: string, marker: string): Posted {
  return { address: { id: to, private: true }, message: `message of ${marker}` };
}

/** An e-mail server that takes everything. */
export function createTestMessenger(): Messenger & {
  readonly sent: { to: string; message: PlainMessage; repeat: boolean }[];
} {
  const sent: { to: string; message: PlainMessage; repeat: boolean }[] = [];
  return {
    name: 'email',
    sent,
    pace: { postsPerConversation: { count: 10, perMs: 10_000 }, posts: { count: 10, perMs: 1000 } },
    start: () => {},
    stop: async () => {},
    address: ({ email }) => (email === undefined ? undefined : { id: email, private: true }),
    async send(to, message, draw) {
      sent.push({ to: to.id, message, repeat: draw.repeat === true });
    },
  };
}
