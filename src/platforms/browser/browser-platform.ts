import { randomUUID } from 'node:crypto';
import type { Card } from '../../chat/card.ts';
import {
  type DeskPort,
  type DrawFor,
  type HttpRoute,
  type Platform,
  type Posted,
  SendError,
} from '../platform.ts';
import { createBoards } from './boards.ts';
import { browserDoors } from './doors.ts';
import { cardToWire, shownToWire } from './draw.ts';
import { createLive } from './live.ts';
import type { BrowserOptions } from './options.ts';
import { channelCode, channelPlace, personPlace, personUser } from './places.ts';
import { createRoutes } from './routes.ts';
import { createStartWatch } from './start-watch.ts';
import { createUnrecorded } from './unrecorded.ts';

/**
 * The built-in desk: a page on this computer that acts as any member of staff. What stands in a conversation is asked of
 * the desk each time a page opens or returns; it keeps only what the desk could not record.
 */
export function createBrowserPlatform(options: BrowserOptions): Platform {
  const live = createLive(options.clock);
  const boards = createBoards(options);
  const startWatch = createStartWatch(options, live, options.clock);
  const unrecorded = createUnrecorded();
  let desk: DeskPort | undefined;
  const routes: readonly HttpRoute[] = createRoutes(options, { live, boards, unrecorded }, () => desk);

  function checkExists(place: string): void {
    const code = channelCode(place);
    const user = personUser(place);
    const exists =
      options.branches().some((branch) => branch.code === code) ||
      options.people().some((person) => person.user === user) ||
      (user !== undefined && options.left?.(user) !== undefined);
    if (!exists) throw new SendError('never', 'no_such_place');
  }

  /** Shows the card on every open page of the place, in each reader's language and zone. */
  function show(type: 'post' | 'update', { address, message }: Posted, card: Card, drawFor: DrawFor): void {
    if (desk === undefined) throw new SendError('later', 'not_started');
    checkExists(address.id);
    const { words } = desk;
    const shown = { message, at: options.clock.now(), card };
    live.publish(address.id, (reader) => ({
      type,
      place: address.id,
      message: shownToWire(shown, words, { ...drawFor, ...reader }, options.zone()),
    }));
  }

  return {
    name: 'browser',
    capabilities: {
      rings: false,
      doors: browserDoors,
    },
    pace: {
      postsPerConversation: { count: 200, perMs: 1_000 },
      posts: { count: 1_000, perMs: 1_000 },
      updates: { count: 1_000, perMs: 1_000 },
    },
    routes,
    async start(port) {
      desk = port;
      boards.start(port);
      startWatch.start(port);
    },
    async stop() {
      desk = undefined;
      startWatch.stop();
      live.close();
      boards.close();
    },
    health: () =>
      desk === undefined ? { ready: false, reason: 'The page has not started.' } : { ready: true },
    async post(address, card, drawFor) {
      // One message, sent again, keeps its id: the page then shows it once.
      const posted = { address, message: drawFor.marker ?? randomUUID() };
      show('post', posted, card, drawFor);
      if (drawFor.marker === undefined)
        unrecorded.keep(address, { message: posted.message, at: options.clock.now(), card });
      return posted;
    },
    async update(posted, card, drawFor) {
      show('update', posted, card, drawFor);
    },
    async publishHome(user, card, drawFor) {
      if (desk === undefined) throw new SendError('later', 'not_started');
      const { words } = desk;
      const place = personPlace(user).id;
      checkExists(place);
      live.publish(place, (reader) => ({
        type: 'home',
        place,
        card: cardToWire(card, words, { ...drawFor, ...reader }),
      }));
    },
    isHomeShown: (user) => live.isShown(personPlace(user).id),
    channelAddress: (code) =>
      options.branches().some((branch) => branch.code === code) ? channelPlace(code) : undefined,
    personAddress: ({ user }) => personPlace(user),
  };
}
