import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DrivenClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import type { TokenOptions } from '../../support/teams/index.ts';
import { maria, type ServedTeams, serveTeams, startsAt } from './serve-teams.ts';

const hourMs = 60 * 60_000;
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

  it('not while the keys have never been read, so that it comes again', async () => {
    const served = await serveTeams({ unstarted: true });
    served.teams.fail('keys', { status: 500 });
    await served.platform.start(served.desk);
    const answer = await served.teams.deliver(
      served.deskUrl,
      served.teams.activities.message(maria, 'assist now'),
    );
    expect(answer).toEqual({ status: 503, body: undefined });
    await expectNothing(served);
  });
});

describe('the keys that activities are signed with', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['answers with a failure', { status: 500 }],
    ['is silent', { hang: true }],
  ] as const)('go on counting after a day while the host that gives them %s', async (_name, failure) => {
    const served = await serveTeams();
    const { teams, platform, clock } = served;
    expect(await says(served, 'onshift')).toBe(200);
    teams.fail('keys', failure);
    const before = teams.calls('keys').length;
    goOn(clock, 25 * hourMs);
    expect(await says(served, 'assist now')).toBe(200);
    expect(platform.health()).toEqual({ ready: true });
    await teams.called('keys', before + 1);
    expect(await says(served, 'assist now')).toBe(200);
  });

  it('are given up after five seconds where there are none, and the health says that nothing can come in', async () => {
    const served = await serveTeams({ unstarted: true });
    const { teams, platform, clock } = served;
    teams.fail('keys', { hang: true });
    const starting = platform.start(served.desk);
    await teams.called('keys');
    const answer = says(served, 'assist now');
    clock.skip(2000);
    // The desk does not wait for it.
    await starting;
    expect(await answer).toBe(503);
    expect(platform.health()).toEqual({
      ready: false,
      reason:
        'The keys that Teams signs with cannot be read (timeout), so nothing can come in from Teams; trying again.',
    });
    teams.heal();
    clock.skip(60_000);
    await eventually('they are read', () => platform.health().ready);
    expect(await says(served, 'assist now')).toBe(200);
  });

  it('are read again for an unknown one, once a minute at most', async () => {
    const served = await serveTeams();
    const { teams, clock, platform } = served;
    const reads = () => teams.calls('keys').length / 2;
    await teams.called('keys', 2);
    expect(await says(served, 'onshift')).toBe(200);
    clock.skip(60_000);
    expect(await says(served, 'onshift', 'unknown')).toBe(401);
    expect(await says(served, 'onshift', 'unknown')).toBe(401);
    expect(reads()).toBe(2);
    clock.skip(60_000);
    expect(await says(served, 'onshift', 'unknown')).toBe(401);
    expect(reads()).toBe(3);
    expect(platform.health()).toEqual({ ready: true });
  });

  it('and an unknown one while they cannot be read is no forgery yet, and the health says so', async () => {
    const served = await serveTeams();
    const { teams, clock, platform } = served;
    expect(await says(served, 'onshift')).toBe(200);
    clock.skip(60_000);
    teams.fail('keys', { status: 500 });
    const before = teams.calls('keys').length;
    expect(await says(served, 'onshift', 'unknown')).toBe(503);
    expect(await says(served, 'onshift', 'unknown')).toBe(503);
    expect(teams.calls('keys')).toHaveLength(before + 1);
    expect(platform.health()).toMatchObject({ ready: false, reason: expect.stringContaining('(http_500)') });
    // Whoever is signed as before comes in.
    expect(await says(served, 'onshift')).toBe(200);
    expect(platform.health()).toEqual({ ready: true });
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

/** Both the desk's clock and the machine's, which the SDK goes by. */
function goOn(clock: DrivenClock, ms: number): void {
  const { now: real } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
  clock.skip(ms);
}

/** The status that somebody's line is answered with. */
async function says(
  { teams, deskUrl }: ServedTeams,
  words: string,
  key: TokenOptions['key'] = 'known',
): Promise<number> {
  const token = teams.token({ key });
  return (await teams.deliver(deskUrl, teams.activities.message(maria, words), { token })).status;
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
