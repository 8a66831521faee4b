import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { personalOf } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { maria, type ServedTeams, serveTeams } from './serve-teams.ts';

afterEach(() => void vi.unstubAllEnvs());

interface IdentityService {
  /** The paths that were asked for, with what proves that it is asked from its own machine. */
  readonly asked: (readonly [path: string, proof: string | undefined])[];
  /** From now on it has no such identity. */
  forget(): void;
}

const clientId = '11111111-2222-4333-8444-555555555555';
const token = 'a-token-for-the-machine';

/** What Azure puts beside a program that runs under a managed identity. */
async function startIdentityService(): Promise<IdentityService> {
  const asked: [string, string | undefined][] = [];
  let isForgotten = false;
  const server = createServer((request, response) => {
    asked.push([request.url ?? '', request.headers['x-identity-header']?.toString()]);
    // As text, as Azure sends it.
    const expiresOn = String(Math.floor(Date.now() / 1000) + 3600);
    response.writeHead(isForgotten ? 400 : 200, { 'content-type': 'application/json' });
    if (isForgotten)
      response.end(JSON.stringify({ error: 'invalid_request', error_description: 'No identity' }));
    else response.end(JSON.stringify({ access_token: token, expires_on: expiresOn, token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'proof');
  return {
    asked,
    forget: () => {
      isForgotten = true;
    },
  };
}

async function posts({ platform, teams }: ServedTeams): Promise<void> {
  const contact = `${personalOf(maria)} ${teams.serviceUrl}`;
  const to = platform.personAddress({ tenant: teams.tenant, user: maria, contact });
  await platform.post(to, card('x'), { locale: 'en' });
}

it('a managed identity gets its tokens from the machine that it runs on, and is missed when it is taken away', async () => {
  const identity = await startIdentityService();
  const settings = { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: undefined };
  const served = await serveTeams({ appId: clientId, settings });
  const path = `/msi/token?api-version=2019-08-01&resource=https://api.botframework.com&client_id=${clientId}`;
  expect(identity.asked).toEqual([[path, 'proof']]);
  expect(served.platform.health()).toEqual({ ready: true });
  // Whether it would get another is asked there too.
  await served.platform.probe?.();
  expect(identity.asked).toHaveLength(2);
  expect(served.teams.calls('token')).toEqual([]);
  served.teams.takeToken(token);
  await posts(served);
  expect(served.teams.posted(personalOf(maria))).toHaveLength(1);
  // The token is kept: a message asks for none.
  expect(identity.asked).toHaveLength(2);

  identity.forget();
  await expect(served.platform.probe?.()).rejects.toMatchObject({ reason: 'invalid_request' });
  expect(served.platform.health()).toMatchObject({
    ready: false,
    reason: expect.stringContaining('(invalid_request)'),
  });
});

it('an app of the old multi-tenant kind serves our tenant and no other', async () => {
  const served = await serveTeams({ settings: { MicrosoftAppType: 'MultiTenant' } });
  const { teams, deskUrl, desk } = served;
  await posts(served);
  expect((await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'))).status).toBe(200);
  const elsewhere = { channelData: { tenant: { id: '00000000-0000-4000-8000-000000000000' } } };
  const other = teams.activities.message(maria, 'onshift', { changes: elsewhere });
  expect((await teams.deliver(deskUrl, other)).status).toBe(403);
  expect(desk.requests).toHaveLength(1);
});
