import { z } from 'zod';
import { SendError, type SendFailure } from '../platform.ts';
import { toNetworkFailure } from '../shared/network.ts';
import { parseJson } from '../shared/parse-json.ts';

/** How long to wait where only an operator can help. */
export const operatorPauseMs = 60_000;

/** Answers that are worth another try. Anything else below 500 that Teams gives is final: no such place, not a member, blocked. */
const temporary: Readonly<Record<number, SendFailure>> = {
  408: 'later',
  412: 'later',
  429: 'later',
  502: 'later',
  503: 'later',
  504: 'later',
};

/** What says so, be it Teams or not, will say so the next time: too large, or no way to change a message. */
const lasting: ReadonlySet<number> = new Set([405, 413]);

const refusal = z.object({ error: z.object({ code: z.string().max(100) }) });

/**
 * A call that was answered with a refusal. Teams names each of its own; one without a name comes from something in
 * between, such as a filter, which has not passed the call on. The message of the answer may hold somebody's words: only
 * its code is kept.
 */
export function responseToSendError(status: number, retryAfter: string | null, body: string): SendError {
  const code = codeIn(body);
  const reason = code ?? `http_${status}`;
  if (status === 401) return new SendError('later', 'unauthorized', { retryAfterMs: operatorPauseMs });
  const seconds = Number(retryAfter ?? Number.NaN);
  const wait = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
  const isFinal = code !== undefined || lasting.has(status);
  const failure = temporary[status] ?? (status >= 500 ? 'unknown' : isFinal ? 'never' : 'later');
  return new SendError(failure, reason, failure === 'later' ? wait : {});
}

/** A call that got no answer. */
export function toSendError(thrown: unknown): SendError {
  if (thrown instanceof SendError) return thrown;
  const { code, wasSent } = toNetworkFailure(thrown);
  return new SendError(wasSent ? 'unknown' : 'later', code, { cause: thrown });
}

function codeIn(body: string): string | undefined {
  return refusal.safeParse(parseJson(body)).data?.error.code;
}
