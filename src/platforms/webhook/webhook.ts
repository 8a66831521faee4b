import { randomUUID } from 'node:crypto';
import type { Words } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import { type DrawFor, type Messenger, type PlainMessage, SendError } from '../platform.ts';
import { toNetworkFailure } from '../shared/network.ts';
import { signatureHeaders } from './sign.ts';

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string;
  readonly clock: Clock;
}

/** In elapsed milliseconds: a gateway only has to take a message, not to deliver it. */
const answerMs = 10_000;

/** A gateway that asks for a longer pause is asked again after this one. */
const longestPauseMs = 5 * 60_000;

/**
 * A gateway for text messages. It gets `{ to, text, id, at }` as JSON, signed; `id` is the same when a message is sent
 * again, so that the gateway can leave a repeat out.
 */
export function createWebhook({ url, secret, clock }: WebhookOptions): Messenger {
  let words: Words | undefined;

  async function post(body: string): Promise<Response> {
    const tooLong = new AbortController();
    const cancel = clock.after(answerMs, () =>
      tooLong.abort(new DOMException('The gateway said nothing.', 'TimeoutError')),
    );
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...signatureHeaders(body, secret, Math.floor(Date.parse(clock.now()) / 1000)),
        },
        body,
        // Another address than the one in the settings must get neither the number nor the text.
        redirect: 'manual',
        signal: tooLong.signal,
      });
      // What it says is not read; nothing is kept waiting for it.
      await response.body?.cancel();
      return response;
    } catch (thrown) {
      const { code, wasSent } = toNetworkFailure(thrown);
      throw new SendError(wasSent ? 'unknown' : 'later', code);
    } finally {
      cancel();
    }
  }

  return {
    name: 'webhook',
    pace: { postsPerConversation: { count: 5, perMs: 10_000 }, posts: { count: 10, perMs: 1_000 } },
    start(port) {
      words = port;
    },
    async stop() {
      words = undefined;
    },
    address: ({ phone }) => {
      const number = phone?.replaceAll(/[\s().\-/]/g, '') ?? '';
      return /^\+?\d{5,15}$/.test(number) ? { id: number, private: true } : undefined;
    },
    async send(to, message, draw) {
      if (words === undefined) throw new SendError('later', 'not_started');
      const { status, headers } = await post(messageToBody(to.id, message, words, draw));
      if (status >= 200 && status < 300) return;
      const reason = `http_${status}`;
      if (status === 429) throw new SendError('later', reason, retryAfter(headers.get('retry-after')));
      // What failed inside the gateway may have been sent all the same: `id` tells it that it is a repeat.
      throw new SendError(status >= 500 ? 'unknown' : 'never', reason);
    },
  };
}

function messageToBody(to: string, { summary, more, at }: PlainMessage, words: Words, draw: DrawFor): string {
  const text = [summary, ...more].map((one) =>
    words.draw(one, draw).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '),
  );
  return JSON.stringify({ to, text: text.join('\n'), id: draw.marker ?? randomUUID(), at });
}

/** Only whole seconds are read; a date is left to the growing pause. */
function retryAfter(header: string | null): { readonly retryAfterMs?: number } {
  if (header === null || !/^\d+$/.test(header)) return {};
  return { retryAfterMs: Math.min(longestPauseMs, Number(header) * 1000) };
}
