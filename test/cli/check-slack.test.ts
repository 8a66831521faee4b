import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deskbell, temporaryFolder } from './library.ts';

describe('deskbell check with Slack', () => {
  const people = [
    { id: 'U0MARIA', team_id: 'T1', name: 'maria', profile: { email: 'maria@example.org' } },
    { id: 'U0TOM', team_id: 'T1', name: 'tom', is_restricted: true, profile: { email: 'tom@example.org' } },
  ];
  const answers: Readonly<Record<string, object>> = {
    '/auth.test': { ok: true, team_id: 'T1', user_id: 'U0BOT', bot_id: 'B0BOT' },
    '/users.list': { ok: true, members: people },
    '/conversations.info': { ok: false, error: 'channel_not_found' },
  };

  /** A library with Slack, whose Web API gives these answers. */
  async function slackLibrary(given: Readonly<Record<string, object>>) {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(given[request.url ?? ''] ?? { ok: false, error: 'unknown_method' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const folder = await temporaryFolder();
    const branch = { code: 'CEN', name: 'Central', timezone: 'UTC', hours: {}, channels: { slack: 'C0CEN' } };
    const staff = ['maria', 'tom'].map((id) => ({ id, name: id, role: 'staff', email: `${id}@example.org` }));
    await writeFile(join(folder, 'branches.json'), JSON.stringify([branch]));
    await writeFile(join(folder, 'staff.json'), JSON.stringify(staff));
    return {
      DESKBELL_DATA: folder,
      DESKBELL_DB: join(folder, 'db'),
      SLACK_BOT_TOKEN: 'xoxb-secret',
      SLACK_SIGNING_SECRET: 'secret',
      SLACK_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    };
  }

  it('asks Slack who and which channel cannot be reached', async () => {
    const { exitCode, output } = await deskbell(['check'], await slackLibrary(answers));
    expect(exitCode).toBe(1);
    expect(output).toContain('the Slack channel of CEN (C0CEN) cannot be reached: It does not exist');
    expect(output).toContain('tom cannot be reached on Slack: the account is not a full member (guest)');
    expect(output).not.toContain('maria cannot');
  });

  it('says when Slack refuses the token, without showing it', async () => {
    const refused = { '/auth.test': { ok: false, error: 'invalid_auth' } };
    const { exitCode, output } = await deskbell(['check'], await slackLibrary(refused));
    expect(exitCode).toBe(1);
    expect(output).toContain('invalid_auth');
    expect(output).not.toContain('secret');
  });
});
