import { verifySlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { signatureProblem, signBody } from '../../../src/platforms/slack/signature.ts';
import { signedHeaders } from '../../support/slack/post-signed.ts';
import { type ServedSlack, serveSlack, startsAt } from './serve-slack.ts';

const secret = 'stand-in-signing-secret';
const nowMs = Date.parse(startsAt);
const body = new URLSearchParams({
  command: '/onshift',
  text: '',
  user_id: 'U0MARIA',
  team_id: 'T0LIBRARY',
  channel_id: 'C0CEN',
}).toString();

async function post(
  { deskUrl }: ServedSlack,
  headers: Record<string, string>,
  sent: string | Buffer = body,
  type = 'application/x-www-form-urlencoded',
) {
  const response = await fetch(`${deskUrl}/slack/events`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body: sent,
  });
  return { status: response.status, said: await response.text() };
}

describe('the signature', () => {
  it('is judged as Slack’s own library judges it, and never later than five minutes ahead', () => {
    for (const ageSeconds of [0, 1, 299, 300, 301, 400]) {
      for (const secretUsed of [secret, 'another']) {
        const timestamp = String(nowMs / 1000 - ageSeconds);
        const signature = signBody(body, timestamp, secretUsed);
        const ours = signatureProblem({ timestamp, signature, body: Buffer.from(body) }, secret, nowMs);
        let theirs = true;
        try {
          verifySlackRequest({
            signingSecret: secret,
            body,
            headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
            nowMilliseconds: nowMs,
          });
        } catch {
          theirs = false;
        }
        expect(ours === undefined, `${ageSeconds} s old, ${secretUsed}`).toBe(theirs);
      }
    }
    const ahead = String(nowMs / 1000 + 301);
    const signature = signBody(body, ahead, secret);
    expect(
      signatureProblem({ timestamp: ahead, signature, body: Buffer.from(body) }, secret, nowMs),
    ).toContain('future');
  });

  it('lets a signed request through', async () => {
    const served = await serveSlack();
    expect((await post(served, signedHeaders(secret, body, nowMs))).status).toBe(200);
    expect(served.desk.requests).toHaveLength(1);
  });

  it('refuses forged, changed, stale, future and missing signatures with 401, and nothing is done', async () => {
    const served = await serveSlack();
    const good = signedHeaders(secret, body, nowMs);
    const bad: Record<string, Record<string, string>> = {
      forged: signedHeaders('guess', body, nowMs),
      'of another body': signedHeaders(secret, `${body}&x=1`, nowMs),
      stale: signedHeaders(secret, body, nowMs - 301_000),
      future: signedHeaders(secret, body, nowMs + 310_000),
      missing: {},
      'without timestamp': { 'X-Slack-Signature': good['X-Slack-Signature'] as string },
      'without signature': { 'X-Slack-Request-Timestamp': good['X-Slack-Request-Timestamp'] as string },
      'of another version': {
        ...good,
        'X-Slack-Signature': good['X-Slack-Signature']?.replace('v0', 'v1') as string,
      },
      'with a timestamp that is no number': { ...good, 'X-Slack-Request-Timestamp': 'NaN' },
      empty: { ...good, 'X-Slack-Signature': '' },
    };
    for (const [name, headers] of Object.entries(bad)) {
      expect((await post(served, headers)).status, name).toBe(401);
    }
    expect(served.desk.requests).toEqual([]);
    expect(served.slack.calls().map((call) => call.method)).toEqual(['auth.test']);
  });

  it('does not mind a charset behind the content type', async () => {
    const served = await serveSlack();
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    const { status, said } = await post(served, signedHeaders(secret, body, nowMs), body, type);
    expect(status).toBe(200);
    expect(said).toContain('You did: command');
  });

  it('answers the URL verification and the certificate check, and does nothing else for the latter', async () => {
    const served = await serveSlack();
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const verified = await post(
      served,
      signedHeaders(secret, challenge, nowMs),
      challenge,
      'application/json',
    );
    expect(verified).toEqual({ status: 200, said: '{"challenge":"abc"}' });
    expect((await post(served, {}, `ssl_check=1&${body}`)).status).toBe(200);
    expect(served.desk.requests).toEqual([]);
  });

  it('refuses a body above four megabytes with 413', async () => {
    const served = await serveSlack();
    const huge = Buffer.alloc(4 * 1024 * 1024 + 1, 'a');
    expect((await post(served, {}, huge)).status).toBe(413);
  });

  it('never answers signed nonsense with an error that Slack would show', async () => {
    const served = await serveSlack();
    const nonsense: [string, string][] = [
      ['{', 'application/json'],
      ['[]', 'application/json'],
      ['null', 'application/json'],
      ['', 'application/json'],
      ['payload=%7B', 'application/x-www-form-urlencoded'],
      ['payload=null', 'application/x-www-form-urlencoded'],
      ['x', 'text/plain'],
    ];
    for (const [sent, type] of nonsense) {
      expect((await post(served, signedHeaders(secret, sent, nowMs), sent, type)).status, sent).toBe(200);
    }
  });

  it('is not open before the start, nor for events before it is known whose workspace this is, so that Slack delivers these again', async () => {
    const served = await serveSlack({ unstarted: true });
    expect((await post(served, signedHeaders(secret, body, nowMs))).status).toBe(503);
    served.slack.fail('auth.test', { status: 500 });
    await served.platform.start(served.desk);
    const event = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'message' } });
    const told = await post(served, signedHeaders(secret, event, nowMs), event, 'application/json');
    expect(told).toEqual({ status: 503, said: '' });
    expect((await post(served, signedHeaders('guess', body, nowMs))).status).toBe(401);
    expect((await post(served, signedHeaders(secret, body, nowMs))).status).toBe(200);
    expect(served.desk.requests).toEqual([]);
  });
});
