import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callers, team } from './workspace.ts';

// A process that answers as Slack's Web API would, as fast as it can and without remembering anything.

const pageSize = 200;
let posted = 0;

function answer(method: string, args: URLSearchParams): object {
  switch (method) {
    case 'auth.test':
      return { team_id: team, user_id: 'U0BOT', bot_id: 'B0BOT' };
    case 'users.list': {
      const from = Number(args.get('cursor') ?? 0);
      const to = from + pageSize;
      const members = callers
        .slice(from, to)
        .map((id) => ({ id, team_id: team, real_name: id, locale: 'en-GB' }));
      return { members, response_metadata: { next_cursor: to < callers.length ? String(to) : '' } };
    }
    case 'users.info': {
      const id = args.get('user') ?? '';
      return { user: { id, team_id: team, real_name: id, locale: 'en-GB' } };
    }
    default:
      posted += 1;
      return { channel: args.get('channel'), ts: `${posted}.000000` };
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const method = request.url?.split('/').at(-1) ?? '';
    const args = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...answer(method, args) }));
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
});
