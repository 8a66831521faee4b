interface Window {
  readonly count: number;
  readonly withinMs: number;
}

/** How often a bot may do something, by Microsoft's own words only an estimate. All but the last are per conversation. */
const windows = {
  send: [
    { count: 7, withinMs: 1000 },
    { count: 8, withinMs: 2000 },
    { count: 60, withinMs: 30_000 },
    { count: 1800, withinMs: 3_600_000 },
  ],
  read: [
    { count: 14, withinMs: 1000 },
    { count: 16, withinMs: 2000 },
    { count: 120, withinMs: 30_000 },
    { count: 3600, withinMs: 3_600_000 },
  ],
  tenant: [{ count: 30, withinMs: 1000 }],
} as const satisfies Readonly<Record<string, readonly Window[]>>;

/** By method; what is not here counts for the tenant only. */
const kinds: Readonly<Record<string, 'send' | 'read'>> = {
  createConversation: 'send',
  sendToConversation: 'send',
  replyToActivity: 'send',
  getConversationMember: 'read',
  getConversationMembers: 'read',
  getPagedMembers: 'read',
};

export interface Rates {
  /** Seconds to wait before this call may be made; undefined when it is made now. Without a conversation: it makes one. */
  take(method: string, conversation: string, nowMs: number): number | undefined;
}

export function createRates(): Rates {
  const taken = new Map<string, readonly number[]>();

  function waitMs(key: string, limits: readonly Window[], nowMs: number): number {
    const moments = taken.get(key) ?? [];
    const waits = limits.map(({ count, withinMs }) => {
      const first = moments.at(-count);
      return first === undefined ? 0 : first + withinMs - nowMs;
    });
    return Math.max(0, ...waits);
  }

  return {
    take(method, conversation, nowMs) {
      const kind = kinds[method];
      const limits = [
        { key: 'tenant', limits: windows.tenant },
        ...(kind === undefined ? [] : [{ key: `${kind} ${conversation}`, limits: windows[kind] }]),
      ];
      const wait = Math.max(...limits.map((one) => waitMs(one.key, one.limits, nowMs)));
      if (wait > 0) return Math.ceil(wait / 1000);
      for (const { key } of limits) taken.set(key, [...(taken.get(key) ?? []), nowMs]);
      return undefined;
    },
  };
}
