import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entraId, startTeams, type TeamsStandIn, type TokenOptions } from '../../support/teams/index.ts';
import { createAdapter, createClient, credentials } from './sdk-bot.ts';

const maria = entraId('maria');
const scope = 'https://api.botframework.com';

let teams: TeamsStandIn;
beforeEach(async () => {
  teams = await startTeams({ users: [{ id: maria, name: 'Maria Santos' }] });
});
afterEach(() => teams.stop());

describe('tokens', () => {
  it('gives one to the credentials of the SDK over https, and refuses a wrong secret', async () => {
    const made = await credentials(teams).createCredentials(teams.appId, scope, '', true);
    expect(await (made as unknown as { getToken(): Promise<string> }).getToken()).toMatch(/^stand-in\./);
    const scopes = [`${scope}/.default`];
    await expect(createClient(teams, 'wrong').acquireTokenByClientCredential({ scopes })).rejects.toThrow(
      'invalid_client',
    );
    expect(JSON.stringify(teams.calls('token'))).not.toContain('wrong');
  });

  it('are to be had for another process, given the certificate', async () => {
    const address = `${teams.settings.ToChannelFromBotLoginUrl}/v2.0/.well-known/openid-configuration`;
    const program = `fetch(${JSON.stringify(address)}).then((response) => console.log(response.status))`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: teams.certificateFile };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env });
    expect(stdout.trim()).toBe('200');
  });
});

describe('what arrives, judged by the SDK', () => {
  // The SDK prints every token that it refuses.
  beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue(undefined));
  afterEach(() => vi.restoreAllMocks());

  const outcome = async (options: TokenOptions | undefined) => {
    let ran = false;
    try {
      await createAdapter(teams).take(
        `Bearer ${teams.token(options)}`,
        teams.activities.message(maria, 'hello'),
        async () => {
          ran = true;
        },
      );
    } catch {
      return ran ? 'accepted' : 'refused';
    }
    return ran ? 'accepted' : 'refused';
  };
  const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;

  it('is a token that it accepts', async () => {
    expect(await outcome(undefined)).toBe('accepted');
  });

  it.each<[string, () => TokenOptions]>([
    ['a wrong issuer', () => ({ claims: { iss: 'https://elsewhere.example' } })],
    ['a wrong audience', () => ({ claims: { aud: entraId('another app') } })],
    ['a wrong serviceurl', () => ({ claims: { serviceurl: 'https://elsewhere.example/' } })],
    ['no serviceurl', () => ({ claims: { serviceurl: undefined } })],
    ['an end long ago', () => ({ claims: { exp: minutes(-10) } })],
    ['a beginning later', () => ({ claims: { nbf: minutes(10) } })],
    ['an unknown key', () => ({ key: 'unknown' })],
    ['an unendorsed key', () => ({ key: 'unendorsed' })],
    ['changed claims', () => ({ signature: 'tampered' })],
    ['no signature', () => ({ signature: 'none' })],
    ['another method in its header', () => ({ header: { alg: 'HS256' } })],
  ])('refuses a token with %s', async (_what, options) => {
    expect(await outcome(options())).toBe('refused');
  });

  it('makes tokens without an end, which the SDK alone would accept', async () => {
    expect(await outcome({ claims: { exp: undefined } })).toBe('accepted');
  });
});
