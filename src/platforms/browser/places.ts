import type { Address } from '../platform.ts';

const personPrefix = 'person:';
const channelPrefix = 'channel:';

/** The private conversation of a person with the desk. */
export function personPlace(user: string): Address {
  return { id: `${personPrefix}${user}`, private: true };
}

/** The one channel of a branch. */
export function channelPlace(code: string): Address {
  return { id: `${channelPrefix}${code}`, private: false };
}

/** The place that an id stands for, if this person may be in it: their own conversation and every branch channel. */
export function placeFor(
  user: string,
  id: string,
  branches: readonly { readonly code: string }[],
): Address | undefined {
  if (id === personPlace(user).id) return personPlace(user);
  const code = channelCode(id);
  return branches.some((branch) => branch.code === code) && code !== undefined
    ? channelPlace(code)
    : undefined;
}

/**
 * Where something that was done there is taken. A channel that is gone may still stand on a page: what is done in it is
 * taken as in the person's own conversation, because a call for help is never refused for its place.
 */
export function actPlaceFor(
  user: string,
  id: string,
  branches: readonly { readonly code: string }[],
): Address | undefined {
  return placeFor(user, id, branches) ?? (channelCode(id) === undefined ? undefined : personPlace(user));
}

/** The branch code of a channel's id; undefined for a private conversation. */
export function channelCode(id: string): string | undefined {
  return id.startsWith(channelPrefix) ? id.slice(channelPrefix.length) : undefined;
}

/** The user of a private conversation's id. */
export function personUser(id: string): string | undefined {
  return id.startsWith(personPrefix) ? id.slice(personPrefix.length) : undefined;
}
