import { randomUUID } from 'node:crypto';
import { type DeskPort, type HttpRoute, type Platform, SendError } from '../platform.ts';
import { cardToWire } from './draw.ts';
import { createLive } from './live.ts';
import type { BrowserOptions } from './options.ts';
import { channelCode, channelPlace, personPlace, personUser } from './places.ts';
import { createRoutes } from './routes.ts';
import { whenOf } from './when.ts';
import type { WireEvent } from './wire.ts';

/**
 * The built-in desk: a page on this computer that acts as any member of staff. It keeps nothing: what stands in a
 * conversation is asked of the desk each time a page opens or returns.
 */
export function createBrowserPlatform(options: BrowserOptions): Platform {
  const live = createLive(options.clock);
  let desk: DeskPort | undefined;
  const routes: readonly HttpRoute[] = createRoutes(options, live, () => desk);

  function startedDesk(): DeskPort {
    if (desk === undefined) throw new SendError('later', 'not_started');
    return desk;
  }

  function checkExists(place: string): void {
    const code = channelCode(place);
    const user = personUser(place);
    const exists =
      options.branches().some((branch) => branch.code === code) ||
      options.people().some((person) => person.user === user);
    if (!exists) throw new SendError('never', 'no_such_place');
  }

  function publish(type: WireEvent['type'], place: string, message: WireEvent['message']): void {
    live.publish({ type, place, message });
  }

  return {
    name: 'browser',
    capabilities: { formsFromCommands: true, privateReplies: true, home: false },
    pace: {
      postsPerConversation: { count: 200, perMs: 1_000 },
      posts: { count: 1_000, perMs: 1_000 },
      updates: { count: 1_000, perMs: 1_000 },
    },
    routes,
    async start(port) {
      desk = port;
    },
    async stop() {
      desk = undefined;
      live.close();
    },
    health: () =>
      desk === undefined ? { ready: false, reason: 'The page has not started.' } : { ready: true },
    async post(to, card, drawFor) {
      const { words } = startedDesk();
      checkExists(to.id);
      // One message, sent again, keeps its id: the page then shows it once.
      const message = drawFor.marker ?? randomUUID();
      const at = options.clock.now();
      publish('post', to.id, {
        message,
        at,
        when: whenOf(at, options, drawFor.locale),
        ...cardToWire(card, words, drawFor),
      });
      return { address: to, message };
    },
    async update(posted, card, drawFor) {
      const { words } = startedDesk();
      checkExists(posted.address.id);
      const at = options.clock.now();
      publish('update', posted.address.id, {
        message: posted.message,
        at,
        when: whenOf(at, options, drawFor.locale),
        ...cardToWire(card, words, drawFor),
      });
    },
    channelAddress: (code) =>
      options.branches().some((branch) => branch.code === code) ? channelPlace(code) : undefined,
    personAddress: ({ user }) => personPlace(user),
  };
}
