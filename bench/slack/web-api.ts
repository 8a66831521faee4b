import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWorkspace, team } from './workspace.ts';

// A process that answers as Slack's Web API would, as fast as it can. Its argument is how many members the workspace
// has. Of what is posted it only remembers where and when: `GET /posts` gives that.

const [members = '4000'] = process.argv.slice(2);
const { callers } = createWorkspace(0, Number(members));
const pageSize = 200;
const posts: Posted[] = [];

/** `at` in milliseconds of the wall clock. */
export interface Posted {
  readonly at: number;
  readonly channel: string;
  /** What a notification shows. */
  readonly text: string;
}

function answer(method: string, args: URLSearchParams): object {
  switch (method) {
    case 'auth.test':
      return { team_id: team, user_id: 'U0BOT', bot_id: 'B0BOT' };
    case 'users.list': {
      const from = Number(args.get('cursor') ?? 0);
      const to = from + pageSize;
      const page = callers
        .slice(from, to)
        .map((id) => ({ id, team_id: team, real_name: id, locale: 'en-GB' }));
      return { members: page, response_metadata: { next_cursor: to < callers.length ? String(to) : '' } };
    }
    case 'users.info': {
      const id = args.get('user') ?? '';
      return { user: { id, team_id: team, real_name: id, locale: 'en-GB' } };
    }
    case 'conversations.open':
      return { channel: { id: (args.get('users') ?? '').replace(/^U/, 'D') } };
    case 'conversations.history':
      return { messages: [] };
    case 'chat.postMessage':
      posts.push({ at: Date.now(), channel: args.get('channel') ?? '', text: args.get('text') ?? '' });
      return { channel: args.get('channel'), ts: `${posts.length}.000000` };
    default:
      return { channel: args.get('channel'), ts: args.get('ts') };
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const method = request.url?.split('/').at(-1) ?? '';
    const args = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    response.setHeader('content-type', 'application/json');
    const given = request.method === 'GET' ? posts : { ok: true, ...answer(method, args) };
    response.end(JSON.stringify(given));
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
});
