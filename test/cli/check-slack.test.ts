import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { slackScopes } from '../../src/platforms/slack/index.ts';
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

  /** A library with Slack, whose Web API gives these answers and says that the app has these scopes. */
  async function slackLibrary(
    given: Readonly<Record<string, object>>,
    scopes: readonly string[] = slackScopes.map(({ scope }) => scope),
  ) {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('x-oauth-scopes', scopes.join(','));
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

  it('says when Slack refuses the token, without showing it, and what to do', async () => {
    const refused = { '/auth.test': { ok: false, error: 'invalid_auth' } };
    const { exitCode, output } = await deskbell(['check'], await slackLibrary(refused));
    expect(exitCode).toBe(1);
    expect(output).toContain('SLACK_BOT_TOKEN was refused by Slack (invalid_auth). Install the app');
    expect(output).not.toContain('secret');
    expect(output).not.toContain('Try again later');
  });

  it('says at once that nobody can be looked up without users:read', async () => {
    const refusing = { ...answers, '/users.list': lacking('users:read') };
    const { exitCode, output } = await deskbell(
      ['check'],
      await slackLibrary(refusing, without('users:read')),
    );
    expect(exitCode).toBe(1);
    expect(output).toContain('the Slack app: users:read is not granted. Add what is missing');
    expect(output).toContain(
      'the Slack app: Slack does not list its people, as users:read is not granted. Add it to the app',
    );
    expect(output).not.toContain('Try again later');
    expect(output).not.toContain('cannot be reached on Slack');
  });

  it('says that e-mail addresses are hidden without users:read.email, and not that nobody has them', async () => {
    const hidden = people.map((person) => ({ ...person, profile: {} }));
    const hiding = { ...answers, '/users.list': { ok: true, members: hidden } };
    const library = await slackLibrary(hiding, without('users:read.email'));
    const { exitCode, output } = await deskbell(['check'], library);
    expect(exitCode).toBe(1);
    expect(output).toContain(
      'maria and tom cannot be reached on Slack: Slack tells no e-mail addresses, as users:read.email is not granted. Add it to the app',
    );
    expect(output).not.toContain('nobody there has this e-mail address');
  });

  it('names the scope that a channel cannot be looked up without', async () => {
    const refusing = { ...answers, '/conversations.info': lacking('channels:read') };
    const { output } = await deskbell(['check'], await slackLibrary(refusing, without('channels:read')));
    expect(output).toContain(
      'the Slack channel of CEN (C0CEN) cannot be reached: Slack does not say whether this can be reached, as channels:read is not granted. Add it to the app',
    );
  });
});

/** Slack's refusal of a method that needs this scope. */
function lacking(needed: string): object {
  return { ok: false, error: 'missing_scope', needed, provided: 'chat:write' };
}

function without(missing: string): readonly string[] {
  return slackScopes.map(({ scope }) => scope).filter((scope) => scope !== missing);
}
