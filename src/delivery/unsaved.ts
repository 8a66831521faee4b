import type { RouteName } from '../chat/request.ts';
import { SendError } from '../platforms/platform.ts';
import type { Background } from './background.ts';
import { backoffMs } from './pace.ts';
import { cardsToPlainMessage } from './plain-message.ts';
import type { DeliveryOptions, Unsaved } from './ports.ts';

/** How often a message that could not be recorded is tried on one route while that says "later". */
const tries = 5;

/**
 * Sends once, from memory, what could not be recorded: on every platform that the audience is on, and where none takes
 * it, on the later routes in order.
 */
export function createUnsavedSender(options: DeliveryOptions & { readonly background: Background }) {
  const { platforms, messengers, reach, laterRoutes, readerOf, clock, log, background } = options;

  /** @returns whether it has reached somebody. */
  async function send({ card, to }: Unsaved): Promise<boolean> {
    const tried = reach(to).map(async ({ platform: name, address, person }) => {
      const platform = platforms.find((one) => one.name === name);
      if (platform === undefined) return { rings: false, sent: false };
      const sent = await attempt(name, () => platform.post(address, card, readerOf(person, name)));
      return { rings: platform.capabilities.rings ?? true, sent };
    });
    const results = await Promise.all(tried);
    const ringing = results.filter(({ rings }) => rings);
    const reached = (ringing.length > 0 ? ringing : results).some(({ sent }) => sent);
    if (reached || !('person' in to)) return reached;
    const message = cardsToPlainMessage([card], {
      at: clock.now(),
      lateMinutes: undefined,
      repeat: false,
      places: [],
    });
    for (const { platform: name, address, person } of laterRoutes(to.person)) {
      const messenger = messengers.find((one) => one.name === name);
      const sending = () => messenger?.send(address, message, readerOf(person, name));
      if (messenger !== undefined && (await attempt(name, sending))) return true;
    }
    return false;
  }

  async function attempt(route: RouteName, sending: () => Promise<unknown> | undefined): Promise<boolean> {
    for (let count = 1; count <= tries && !background.stopped; count++) {
      try {
        await sending();
        return true;
      } catch (thrown) {
        const later = thrown instanceof SendError && thrown.failure === 'later';
        log.warn(
          { platform: route, tries: count, later },
          'a message that could not be recorded was not delivered',
        );
        if (!later) return false;
        await background.pause(backoffMs(count));
      }
    }
    return false;
  }

  return (messages: readonly Unsaved[]) => {
    for (const message of messages)
      background.run(async () => {
        if (await send(message)) message.onSent?.();
      });
  };
}
