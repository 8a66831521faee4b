import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** Personal chats in Teams, at the place where a bot's messages arrive. */
export interface Chats {
  /** Says something to the bot in the chat of this number; gives the milliseconds until its first message is there. */
  say(bot: string, chat: number, text: string): Promise<number>;
  close(): Promise<void>;
}

const tenant = '8f2c1a4e-5b77-4d2c-9a53-6f1e0b7d3c21';

/** @throws Error when a bot's message says something that is not expected */
export async function createChats(): Promise<Chats> {
  const waiting = new Map<string, () => void>();
  const pools = new Map<string, Pool>();
  let count = 0;

  const server = createServer((request, response) => {
    request.resume();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [conversation = '', what = ''] = pathname.split('/').slice(3).map(decodeURIComponent);
    if (request.method === 'POST' && what === 'activities') {
      waiting.get(conversation)?.();
      waiting.delete(conversation);
    }
    count += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(what === 'members' ? personOf(conversation) : { id: String(count) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  function personOf(conversation: string): object {
    const { id, name, aadObjectId } = userOf(Number(conversation.slice('chat-'.length)));
    return { id, name, aadObjectId, objectId: aadObjectId, tenantId: tenant, userRole: 'user' };
  }

  return {
    async say(bot, chat, text) {
      const conversation = `chat-${chat}`;
      count += 1;
      const activity = {
        type: 'message',
        id: `said-${count}`,
        channelId: 'msteams',
        serviceUrl,
        from: userOf(chat),
        conversation: { conversationType: 'personal', tenantId: tenant, id: conversation },
        recipient: { id: '28:bench', name: 'Bench' },
        text,
        textFormat: 'plain',
        locale: 'en-GB',
        channelData: { tenant: { id: tenant } },
      };
      const answered = new Promise<void>((resolve) => waiting.set(conversation, resolve));
      const pool = pools.get(bot) ?? new Pool(bot, { connections: 8 });
      pools.set(bot, pool);
      const began = performance.now();
      const sent = pool.request({
        path: '/api/messages',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      await answered;
      const ms = performance.now() - began;
      const { statusCode, body } = await sent;
      await body.dump();
      if (statusCode >= 300) throw new Error(`${bot} answered ${statusCode}.`);
      return ms;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function userOf(chat: number) {
  const number = String(chat).padStart(12, '0');
  return {
    id: `29:user-${number}`,
    name: `Person ${chat}`,
    aadObjectId: `b7a1d6f0-2c3e-4f5a-8d9b-${number}`,
  };
}
