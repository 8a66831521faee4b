/** The address that takes what is sent to anybody in Microsoft's public cloud. */
const publicService = 'https://smba.trafficmanager.net/teams/';

/**
 * Where Teams takes what we send. Each activity says it, and each saved address; a channel that the administrator
 * named has none of its own, and gets the one that was heard of last.
 */
export interface Services {
  learn(serviceUrl: string): void;
  /** From an address that was saved: taken only while no activity has told a newer one. */
  recall(serviceUrl: string): void;
  /** Undefined in another cloud until somebody has been met. */
  current(): string | undefined;
}

/** @param isPublic whether it is Microsoft's public cloud, which has an address for everybody */
export function createServices(isPublic: boolean): Services {
  let last = isPublic ? publicService : undefined;
  return {
    learn(serviceUrl) {
      last = serviceUrl;
    },
    recall(serviceUrl) {
      last ??= serviceUrl;
    },
    current: () => last,
  };
}
