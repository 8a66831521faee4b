/** One payload from Slack, and the way to answer it. */
export interface Delivery {
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  /**
   * Sends the transport's own reply: the HTTP body or the Socket Mode acknowledgement. To be called once.
   *
   * @throws when the connection is gone.
   */
  reply(payload?: unknown): Promise<void>;
  /** Leaves it untaken instead of replying, so that Slack delivers it again; it does so with events only. */
  refuse(): Promise<void>;
}

/** Deals with a payload; never rejects, and always replies or refuses. */
export type Deliver = (delivery: Delivery) => Promise<void>;

/** How payloads arrive. Behind both there is one code path. */
export interface Transport {
  /** Begins to deliver. @throws DeskError BAD_SETTINGS */
  start(deliver: Deliver): Promise<void>;
  stop(): Promise<void>;
  /** Why nothing can arrive now, for the operator; undefined when it can. */
  problem(): string | undefined;
}
