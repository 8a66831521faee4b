import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

/** A request made beforehand, so that only sending it is measured. */
export interface Post {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Load {
  readonly perSecond: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
}

/** Sends requests over so many kept connections, each its next one when it has an answer. */
export interface Sender {
  /**
   * @param mustSay what each answer has to hold
   * @throws Error with the answer when one is another
   */
  send(posts: readonly Post[], mustSay: string): Promise<Load>;
  /**
   * Sends so many a second, whether or not those before are answered: like people, who do not wait for each other. A
   * latency counts from the moment at which a request was to be sent.
   */
  sendAtRate(posts: readonly Post[], perSecond: number, mustSay: string): Promise<Load>;
  close(): Promise<void>;
}

export function createSender(address: string, connections: number): Sender {
  const pool = new Pool(address, { connections, pipelining: 1 });

  async function sendOne({ body, headers }: Post, mustSay: string): Promise<number> {
    const began = performance.now();
    const response = await pool.request({ path: '/slack/events', method: 'POST', headers, body });
    const text = await response.body.text();
    const ms = performance.now() - began;
    if (response.statusCode !== 200 || !text.includes(mustSay)) {
      throw new Error(
        `${address} answered ${response.statusCode}, without "${mustSay}": ${text.slice(0, 500)}`,
      );
    }
    return ms;
  }

  return {
    async send(posts, mustSay) {
      const latencies: number[] = [];
      const waiting = posts.values();
      const began = performance.now();
      await Promise.all(
        Array.from({ length: connections }, async () => {
          // All take from the one iterator.
          for (const post of waiting) latencies.push(await sendOne(post, mustSay));
        }),
      );
      return { perSecond: (posts.length / (performance.now() - began)) * 1000, latencies };
    },
    async sendAtRate(posts, perSecond, mustSay) {
      const began = performance.now();
      const latencies = await Promise.all(
        posts.map(async (post, index) => {
          const at = began + (index / perSecond) * 1000;
          await pause(at - performance.now());
          await sendOne(post, mustSay);
          return performance.now() - at;
        }),
      );
      return { perSecond: (posts.length / (performance.now() - began)) * 1000, latencies };
    },
    close: () => pool.close(),
  };
}
