/** Where a message of Slack's stands. A `ts` alone is unique in its channel only. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** One id for a message, such as `C012/1700000000.000100`. */
export function joinMessageId({ channel, ts }: MessagePlace): string {
  return `${channel}/${ts}`;
}

/** Undefined when it is no id that we made. */
export function splitMessageId(id: string): MessagePlace | undefined {
  const [channel, ts, more] = id.split('/');
  return channel && ts && more === undefined ? { channel, ts } : undefined;
}
