/** Where something can be posted on Teams. */
export type TeamsAddress =
  /** Known once we have been there. Without a service address: a channel that the administrator named. */
  | { readonly conversation: string; readonly serviceUrl: string | undefined }
  /** A person whose conversation with us is not known: it has to be asked for. */
  | { readonly member: string; readonly serviceUrl: string | undefined };

/** Before the id of a person whose conversation is not known. */
const memberMark = 'member:';

/** One text for an address, such as `a:1xyz https://smba.trafficmanager.net/emea/`. Neither part can hold a space. */
export function joinAddress(address: TeamsAddress): string {
  const target = 'member' in address ? `${memberMark}${address.member}` : address.conversation;
  return address.serviceUrl === undefined ? target : `${target} ${address.serviceUrl}`;
}

export function splitAddress(id: string): TeamsAddress {
  const [target = '', serviceUrl] = id.split(' ');
  return target.startsWith(memberMark)
    ? { member: target.slice(memberMark.length), serviceUrl }
    : { conversation: target, serviceUrl };
}

/** Where a message stands. In a channel the conversation is its thread: `19:…;messageid=<first message>`. */
export interface MessagePlace {
  readonly conversation: string;
  readonly activity: string;
}

/** One id for a message. Activity ids are unique in their conversation only, and hold no slash. */
export function joinMessageId({ conversation, activity }: MessagePlace): string {
  return `${conversation}/${activity}`;
}

/** Undefined when it is no id that we made. */
export function splitMessageId(id: string): MessagePlace | undefined {
  const at = id.lastIndexOf('/');
  return at > 0 && at < id.length - 1
    ? { conversation: id.slice(0, at), activity: id.slice(at + 1) }
    : undefined;
}

/** The channel that a thread belongs to; any other conversation is itself. */
export function channelOf(conversation: string): string {
  return conversation.split(';', 1)[0] as string;
}

export function isChannel(conversation: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(channelOf(conversation));
}

/**
 * The address to save, of the one that is saved already and of what has just been seen. A chat that is known is a better
 * address than the person's id, and moves with the service.
 */
export function betterAddress(
  saved: string | undefined,
  seen: TeamsAddress & { readonly serviceUrl: string },
): string {
  if ('member' in seen && saved !== undefined) {
    const known = splitAddress(saved);
    if ('conversation' in known) return joinAddress({ ...known, serviceUrl: seen.serviceUrl });
  }
  return joinAddress(seen);
}
