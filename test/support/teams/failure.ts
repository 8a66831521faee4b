import type { ServerResponse } from 'node:http';

/** How a method fails. `afterwards`: what was asked is done, and then it fails to say so. */
export type Failure = (
  | {
      readonly status: number;
      /** Microsoft's word for it. */
      readonly code?: string;
      /** The page of something in between, which knows none of these words. */
      readonly page?: string;
      /** Seconds. */
      readonly retryAfter?: number;
    }
  | { readonly hang: true }
  | { readonly reset: true }
) & {
  /** How many calls fail; all of them when absent. */
  readonly times?: number;
  readonly afterwards?: boolean;
};

export interface Failures {
  fail(method: string, failure: Failure): void;
  heal(method?: string): void;
  /** The failure that this call has to suffer; counts it. */
  take(methods: readonly string[]): Failure | undefined;
}

export function createFailures(): Failures {
  const planned = new Map<string, { readonly failure: Failure; left: number }>();
  return {
    fail: (method, failure) =>
      void planned.set(method, { failure, left: failure.times ?? Number.POSITIVE_INFINITY }),
    heal: (method) => {
      if (method === undefined) planned.clear();
      else planned.delete(method);
    },
    take: (methods) => {
      const next = methods.flatMap((method) => planned.get(method) ?? []).find(({ left }) => left > 0);
      if (next === undefined) return undefined;
      next.left -= 1;
      return next.failure;
    },
  };
}

export function answerFailure(failure: Failure, response: ServerResponse): void {
  if ('reset' in failure) response.socket?.resetAndDestroy();
  else if ('status' in failure) {
    const { status, code = 'ServiceError', page, retryAfter } = failure;
    if (page !== undefined) return void response.writeHead(status, { 'Content-Type': 'text/html' }).end(page);
    const wait = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
    response.writeHead(status, { 'Content-Type': 'application/json', ...wait });
    response.end(JSON.stringify({ error: { code, message: 'Failed as told.' } }));
  }
  // Hanging is doing nothing: the connection is cut when the stand-in stops.
}
