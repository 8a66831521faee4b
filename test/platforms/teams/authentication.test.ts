import { describe, expect, it } from 'vitest';
import type { TokenOptions } from '../../support/teams/index.ts';
import { maria, type ServedTeams, serveTeams, startsAt } from './serve-teams.ts';

const now = () => Math.floor(Date.now() / 1000);

/** What an impostor sends in place of a token that Microsoft signed. */
const forgeries: readonly (readonly [string, (served: ServedTeams) => string | false])[] = [
  ['no token', () => false],
  ['an empty one', () => ''],
  ['garbage', () => 'garbage'],
  ['three parts of garbage', () => 'a.b.c'],
  ['another issuer', made({ claims: { iss: 'https://login.microsoftonline.com/x/v2.0' } })],
  [
    'the issuer of the emulator',
    made({ claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } }),
  ],
  ['another audience', made({ claims: { aud: '00000000-0000-4000-8000-000000000000' } })],
  ['another service address', made({ claims: { serviceurl: 'https://example.org/' } })],
  ['no service address', made({ claims: { serviceurl: undefined } })],
  ['one that has ended', made({ claims: { exp: now() - 3600 } })],
  ['one that never ends', made({ claims: { exp: undefined } })],
  ['one that is not valid yet', made({ claims: { nbf: now() + 3600 } })],
  ['an unknown key', made({ key: 'unknown' })],
  ['a key that is not for Teams', made({ key: 'unendorsed' })],
  ['a signature of something else', made({ signature: 'tampered' })],
  ['no signature', made({ signature: 'none' })],
  ['a method that needs no key', made({ header: { alg: 'HS256' } })],
];

/** Activities that a good token does not make good. */
const misplaced: readonly (readonly [string, object])[] = [
  ['no service address', { serviceUrl: undefined }],
  ['another service address', { serviceUrl: 'https://example.org/' }],
  ['another channel', { channelId: 'webchat' }],
  ['no channel', { channelId: undefined }],
  ['another tenant', { channelData: { tenant: { id: '00000000-0000-4000-8000-000000000000' } } }],
  ['no tenant', { channelData: {}, conversation: { id: 'a:1x', conversationType: 'personal' } }],
];

describe('an activity is let in', () => {
  it('with the token that the Bot Framework signed for it', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    expect(await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'))).toMatchObject({
      status: 200,
    });
    expect(desk.requests).toMatchObject([{ what: { type: 'command', words: 'onshift' } }]);
  });

  it.each(forgeries)('not with %s', async (_name, token) => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const activity = teams.activities.message(maria, 'assist now');
    const answer = await teams.deliver(deskUrl, activity, { token: token(served) });
    expect([401, 403]).toContain(answer.status);
    expect(answer.body).toBeUndefined();
    await expectNothing(served);
  });

  it.each(misplaced)('not with %s', async (_name, changes) => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const activity = teams.activities.message(maria, 'assist now', {
      changes: changes as Record<string, unknown>,
    });
    const answer = await teams.deliver(deskUrl, activity);
    expect([401, 403]).toContain(answer.status);
    expect(answer.body).toBeUndefined();
    await expectNothing(served);
  });

  it('not while the keys cannot be read, so that it comes again', async () => {
    const served = await serveTeams();
    served.teams.fail('keys', { status: 500 });
    const answer = await served.teams.deliver(
      served.deskUrl,
      served.teams.activities.message(maria, 'assist now'),
    );
    expect(answer).toEqual({ status: 503, body: undefined });
    await expectNothing(served);
  });
});

describe('a body that is no activity', () => {
  const bodies: readonly (readonly [string, string, number])[] = [
    ['nothing', '', 400],
    ['{}', '{}', 400],
    ['an array', '[]', 400],
    ['a number', '7', 400],
    ['null', 'null', 400],
    ['garbage', '\u0000{{{', 400],
    ['an empty type', '{"type":""}', 400],
    ['10 MB', `{"type":"message","text":"${'x'.repeat(10_000_000)}"}`, 413],
  ];

  it.each(bodies)('is refused: %s', async (_name, body, status) => {
    const served = await serveTeams();
    const response = await fetch(`${served.deskUrl}/api/messages`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${served.teams.token()}` },
    });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
    await expectNothing(served);
  });

  it('is refused with a good token too, whatever part is odd', async () => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const good = teams.activities.message(maria, 'assist now');
    for (const odd of [{ from: null }, { conversation: 'x' }, { recipient: 7 }]) {
      const answer = await teams.deliver(deskUrl, { ...good, ...odd });
      expect([400, 403]).toContain(answer.status);
      expect(answer.body).toBeUndefined();
    }
    await expectNothing(served);
  });
});

describe('without authentication', () => {
  it('a local host is believed, and the start says so', async () => {
    const served = await serveTeams({ local: true, open: true });
    const { teams, deskUrl, desk, logged } = served;
    const activity = teams.activities.message(maria, 'onshift');
    expect((await teams.deliver(deskUrl, activity, { token: false })).status).toBe(200);
    expect(desk.requests).toHaveLength(1);
    expect(logged.join('\n')).toContain('TEAMS_LOCAL');
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-Host'])(
    'nobody gets in through a proxy, whose mark is %s',
    async (header) => {
      const { teams, deskUrl, desk } = await serveTeams({ local: true });
      const response = await fetch(`${deskUrl}/api/messages`, {
        method: 'POST',
        body: JSON.stringify(teams.activities.message(maria, 'onshift')),
        headers: { 'content-type': 'application/json', [header]: '203.0.113.7' },
      });
      expect(response.status).toBe(403);
      expect(desk.requests).toEqual([]);
    },
  );

  it('nothing is sent to anywhere else, and no page of another site gets in', async () => {
    const served = await serveTeams({ local: true });
    const { teams, deskUrl, desk } = served;
    const activity = teams.activities.message(maria, 'onshift');
    const away = { ...activity, serviceUrl: 'https://example.org/' };
    expect((await teams.deliver(deskUrl, away, { token: false })).status).toBe(403);
    const response = await fetch(`${deskUrl}/api/messages`, {
      method: 'POST',
      body: JSON.stringify(activity),
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(403);
    expect(desk.requests).toEqual([]);
  });
});

function made(options: TokenOptions) {
  return ({ teams }: ServedTeams) => teams.token(options);
}

/** Nothing done, nothing sent out. The clock is driven on, for what would come late. */
async function expectNothing({ desk, teams, clock }: ServedTeams): Promise<void> {
  clock.skip(60_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(Date.parse(clock.now())).toBeGreaterThan(Date.parse(startsAt));
  expect(desk.requests).toEqual([]);
  expect(desk.known).toEqual([]);
  expect(teams.calls().filter(({ method }) => method !== 'token' && method !== 'keys')).toEqual([]);
}
