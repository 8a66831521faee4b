import { describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { SendError } from '../../../src/platforms/platform.ts';
import { serveSlack } from './serve-slack.ts';
import { card } from './tiny-desk.ts';

const reader = { locale: 'en' };

async function failureOf(sending: Promise<unknown>): Promise<SendError> {
  const thrown: unknown = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof SendError)) throw new Error('It did not fail with a SendError.');
  return thrown;
}

describe('a card that is posted', () => {
  it('reaches a person’s direct message, whose own id is remembered for redrawing', async () => {
    const { platform, slack, user } = await serveSlack();
    const to = platform.personAddress({ tenant: 'T0LIBRARY', user: 'U0BEN' });
    expect(to).toEqual({ id: 'U0BEN', private: true });
    const posted = await platform.post(to, card('Come now'), { ...reader, marker: 'row-7' });
    expect(posted.address).toEqual({ id: user('U0BEN').direct, private: true });
    expect(user('U0BEN').sees()[0]).toMatchObject({ text: 'Come now', lines: ['Come now'] });
    expect(slack.calls('chat.postMessage')[0]?.args).toMatchObject({
      metadata: { event_type: 'deskbell_message', event_payload: { marker: 'row-7' } },
      unfurl_links: 'false',
    });
    await platform.update(posted, card('Ben is coming'), reader);
    expect(user('U0BEN').sees()).toMatchObject([{ text: 'Ben is coming', edits: 1 }]);
  });

  it('reaches a branch’s channel, if one is configured', async () => {
    const { platform, user } = await serveSlack();
    expect(platform.channelAddress('CEN', undefined)).toBeUndefined();
    const to = platform.channelAddress('CEN', 'C0CEN');
    if (to === undefined) throw new Error('The channel has no address.');
    expect(to.private).toBe(false);
    await platform.post(to, card('Call'), reader);
    expect(user('U0MARIA').sees('C0CEN')).toHaveLength(1);
  });

  it('keeps the address that a person wrote from', async () => {
    const { platform } = await serveSlack();
    expect(platform.personAddress({ tenant: 'T', user: 'U0BEN', contact: 'D1' }).id).toBe('D1');
  });
});

describe('a send that fails', () => {
  it.each([
    [{ retryAfter: 30 }, 'later', 'ratelimited', 30_000],
    [{ status: 500 }, 'unknown', 'http_500', undefined],
    [{ status: 503 }, 'unknown', 'http_503', undefined],
    [{ status: 401 }, 'later', 'http_401', undefined],
    [{ status: 403 }, 'later', 'http_403', undefined],
    [{ status: 404 }, 'later', 'http_404', undefined],
    [{ status: 407 }, 'later', 'http_407', undefined],
    [{ status: 408 }, 'later', 'http_408', undefined],
    [{ status: 413 }, 'never', 'http_413', undefined],
    [{ reset: true }, 'unknown', 'ECONNRESET', undefined],
    [{ error: 'channel_not_found' }, 'never', 'channel_not_found', undefined],
    [{ error: 'not_in_channel' }, 'never', 'not_in_channel', undefined],
    [{ error: 'is_archived' }, 'never', 'is_archived', undefined],
    [{ error: 'invalid_blocks' }, 'never', 'invalid_blocks', undefined],
    [{ error: 'user_disabled' }, 'never', 'user_disabled', undefined],
    [{ error: 'never_heard_of' }, 'never', 'never_heard_of', undefined],
    [{ error: 'fatal_error' }, 'unknown', 'fatal_error', undefined],
    [{ error: 'service_unavailable' }, 'later', 'service_unavailable', undefined],
    [{ error: 'missing_scope' }, 'later', 'missing_scope', 60_000],
    [{ error: 'token_revoked' }, 'later', 'token_revoked', 60_000],
  ] as const)('with %j is tried again %s', async (how, failure, reason, retryAfterMs) => {
    const { platform, slack } = await serveSlack();
    slack.fail('chat.postMessage', how);
    const error = await failureOf(platform.post({ id: 'U0BEN', private: true }, card('x'), reader));
    expect({ failure: error.failure, retryAfterMs: error.retryAfterMs }).toEqual({ failure, retryAfterMs });
    expect(error.reason).toContain(reason === 'ECONNRESET' ? '' : reason);
    // One call: trying again is delivery's, which knows what may have arrived.
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('because nothing listens there was not sent', async () => {
    const { platform, slack } = await serveSlack();
    await slack.stop();
    const error = await failureOf(platform.post({ id: 'U0BEN', private: true }, card('x'), reader));
    expect(error).toMatchObject({ failure: 'later', reason: 'ECONNREFUSED' });
  });

  it('never says so in words of the message', async () => {
    const { platform, slack, logged } = await serveSlack();
    slack.fail('chat.postMessage', { error: 'invalid_blocks' });
    const note = card('x', { parts: [{ type: 'text', text: own('the patron Jo Doe') }] });
    const error = await failureOf(platform.post({ id: 'U0BEN', private: true }, note, reader));
    expect(`${error.message} ${logged.join(' ')}`).not.toContain('Jo Doe');
  });

  it('for a revoked token makes the platform not ready, until Slack lets it in again', async () => {
    const { platform, slack } = await serveSlack();
    slack.fail('chat.postMessage', { error: 'token_revoked', times: 1 });
    const to = { id: 'U0BEN', private: true };
    await failureOf(platform.post(to, card('x'), reader));
    expect(platform.health()).toMatchObject({
      ready: false,
      reason: expect.stringContaining('token_revoked'),
    });
    await platform.post(to, card('x'), reader);
    expect(platform.health()).toEqual({ ready: true });
  });

  it('for a message that is gone is not tried again', async () => {
    const { platform } = await serveSlack();
    const address = { id: 'C0CEN', private: false };
    const gone = await failureOf(platform.update({ address, message: 'C0CEN/1.2' }, card('x'), reader));
    expect(gone).toMatchObject({ failure: 'never', reason: 'message_not_found' });
    const odd = await failureOf(platform.update({ address, message: 'odd' }, card('x'), reader));
    expect(odd.failure).toBe('never');
  });
});
