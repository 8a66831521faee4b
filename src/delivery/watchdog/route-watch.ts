import { type Messenger, SendError } from '../../platforms/platform.ts';
import type { HealthPart } from './health-part.ts';

/** So many failures in a row, to whomever, are no accident. */
const failuresToTell = 3;

/** Watches how messages go out by the later routes. */
export interface RouteWatch {
  /** The messengers as they were given, watched. */
  readonly messengers: readonly Messenger[];
  /**
   * One part for each. A broken one is said, but the desk is not unready for it: it is taken only when the platforms
   * before it do not deliver.
   */
  parts(): readonly HealthPart[];
  /** Whether nothing has been sent by it since the start, so that nothing can be said of it. */
  isUntried(route: string): boolean;
}

export function createRouteWatch(messengers: readonly Messenger[]): RouteWatch {
  /** By messenger: how often it has failed since it last worked, and why. */
  const outcomes = new Map<string, { readonly failures: number; readonly reason?: string }>();

  function watch(messenger: Messenger): Messenger {
    const { name } = messenger;
    return {
      ...messenger,
      async send(to, message, draw) {
        try {
          await messenger.send(to, message, draw);
          outcomes.set(name, { failures: 0 });
        } catch (thrown) {
          const reason = thrown instanceof SendError ? thrown.reason : 'unexpected';
          outcomes.set(name, { failures: (outcomes.get(name)?.failures ?? 0) + 1, reason });
          throw thrown;
        }
      },
    };
  }

  return {
    messengers: messengers.map(watch),
    parts: () =>
      messengers.map(({ name }) => {
        const { failures = 0, reason } = outcomes.get(name) ?? {};
        if (failures < failuresToTell) return { part: name, ready: true, optional: true };
        return {
          part: name,
          ready: false,
          optional: true,
          reason: `The last ${failures} tries have failed (${reason}).`,
        };
      }),
    isUntried: (route) => !outcomes.has(route),
  };
}
