/** What the Bot Connector answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Seconds. */
  readonly retryAfter?: number;
}

export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
