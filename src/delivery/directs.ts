import type { RouteName } from '../chat/request.ts';
import type { Clock } from '../clock.ts';
import type { Address, Platform, SendError } from '../platforms/platform.ts';
import { toSendError, withinDeadline } from './deadline.ts';
import { createGate, type Gate } from './pace.ts';
import type { DeliveryOptions, Log } from './ports.ts';
import type { Sending } from './sending.ts';

/** Help does not wait longer than this for a conversation to be opened. */
const openWithinMs = 3000;
const rememberedAtMost = 20_000;

/**
 * Opens the direct conversation with somebody before the first message to them, so that it is known where to look for
 * the message. Where that cannot be done at once, the message goes out without: platforms take the person's id too.
 */
export interface Directs {
  of(platform: Platform, to: Address): Promise<Address>;
  /**
   * Whether a message was refused because its conversation is no longer one with us; then it has the person's own
   * address again, and so have their next messages.
   */
  isMended(platform: Platform, sending: Sending, error: SendError): Promise<boolean>;
  /** The id of the conversation, as far as it is known. */
  known(route: RouteName, to: Address): string;
}

export function createDirects(options: {
  readonly platforms: readonly Platform[];
  readonly clock: Clock;
  readonly log: Log;
  readonly forgetAddress?: DeliveryOptions['forgetAddress'];
}): Directs {
  const { platforms, clock, log, forgetAddress } = options;
  const gates = new Map<Platform, Gate>();
  for (const platform of platforms) {
    if (platform.direct !== undefined) {
      gates.set(platform, createGate(platform.direct.pace, clock.elapsedMs));
    }
  }
  /** Messages written before a conversation was opened still name the person. */
  const opened = new Map<string, Address>();

  return {
    async isMended({ direct, name }, sending, error) {
      const person = sending.parts[0]?.target.person;
      if (person === undefined || direct === undefined || !direct.isLost(error)) return false;
      // One that we have opened ourselves just now is ours: then it is the person who is gone.
      if ([...opened.values()].some(({ id }) => id === sending.address.id)) return false;
      const address = await forgetAddress?.({ platform: name, person, address: sending.address });
      if (address === undefined) return false;
      sending.address = address;
      return true;
    },
    known: (route, to) => opened.get(`${route}:${to.id}`)?.id ?? to.id,
    async of(platform, to) {
      const { direct, name } = platform;
      if (direct === undefined || direct.isOpen(to)) return to;
      const key = `${name}:${to.id}`;
      const known = opened.get(key);
      if (known !== undefined) return known;
      const gate = gates.get(platform);
      if (gate === undefined || gate.enter() > 0) return to;
      try {
        const address = await withinDeadline(direct.open(to), openWithinMs, clock);
        opened.set(key, address);
        const [oldest] = opened.keys();
        if (opened.size > rememberedAtMost && oldest !== undefined) opened.delete(oldest);
        return address;
      } catch (thrown) {
        const { reason, retryAfterMs } = toSendError(thrown);
        if (retryAfterMs !== undefined) gate.close(retryAfterMs);
        log.warn({ platform: name, reason }, 'a direct conversation could not be opened beforehand');
        return to;
      }
    },
  };
}
