import { describe, expect, it } from 'vitest';
import { SendError } from '../../../src/platforms/platform.ts';
import { addMessage } from '../../support/slack/state.ts';
import { serveSlack } from './serve-slack.ts';
import { card } from './tiny-desk.ts';

const reader = { locale: 'en' };
const ben = { id: 'U0BEN', private: true };
/** Before anything in the stand-in, whose messages are of November 2023. */
const longAgo = '2023-01-01T00:00:00.000Z';

describe('a message that was posted', () => {
  it('is found by its marker in the direct message and in a channel, and nowhere else', async () => {
    const { platform } = await serveSlack();
    const direct = await platform.post(ben, card('Come now'), { ...reader, marker: 'row-7' });
    const channel = { id: 'C0CEN', private: false };
    const open = await platform.post(channel, card('Call'), { ...reader, marker: 'row-8' });
    expect(await platform.sent?.find(direct.address, 'row-7', longAgo)).toEqual(direct);
    expect(await platform.sent?.find(channel, 'row-8', longAgo)).toEqual(open);
    expect(await platform.sent?.find(channel, 'row-7', longAgo)).toBeUndefined();
  });

  it('is found by the person’s id as well', async () => {
    const { platform } = await serveSlack();
    const posted = await platform.post(ben, card('Come now'), { ...reader, marker: 'row-7' });
    expect(await platform.sent?.find(ben, 'row-7', longAgo)).toEqual(posted);
  });

  it('is found after it has been redrawn', async () => {
    const { platform } = await serveSlack();
    const posted = await platform.post(ben, card('Come now'), { ...reader, marker: 'row-7' });
    await platform.update(posted, card('Ben is coming'), reader);
    expect(await platform.sent?.find(ben, 'row-7', longAgo)).toEqual(posted);
  });

  it('is not found in somebody else’s message that carries its marker', async () => {
    const { platform, slack } = await serveSlack();
    addMessage(slack.state, {
      channel: 'C0CEN',
      user: 'U0MARIA',
      text: 'Come now',
      blocks: [],
      metadata: { event_type: 'deskbell_message', event_payload: { marker: 'row-7' } },
    });
    const channel = { id: 'C0CEN', private: false };
    expect(await platform.sent?.find(channel, 'row-7', longAgo)).toBeUndefined();
  });

  it('is looked for page by page, in a busy channel not forever', async () => {
    const { platform, slack } = await serveSlack();
    const channel = { id: 'C0CEN', private: false };
    const posted = await platform.post(channel, card('Call'), { ...reader, marker: 'row-8' });
    const chatter = (count: number) => {
      for (let said = 0; said < count; said++) {
        addMessage(slack.state, { channel: 'C0CEN', user: 'U0BEN', text: 'words', blocks: [] });
      }
    };
    chatter(250);
    expect(await platform.sent?.find(channel, 'row-8', longAgo)).toEqual(posted);
    const pages = slack.calls('conversations.history').length;
    expect(pages).toBe(2);
    // What is older than the message can be is not read.
    await platform.sent?.find(channel, 'row-8', '2026-11-22T18:00:00.000Z');
    expect(slack.calls('conversations.history')).toHaveLength(pages + 1);
    chatter(2000);
    expect(await platform.sent?.find(channel, 'row-8', longAgo)).toBeUndefined();
    expect(slack.calls('conversations.history')).toHaveLength(pages + 4);
  });

  it.each([
    [{ error: 'missing_scope' }, { failure: 'never', reason: 'missing_scope' }],
    [{ error: 'not_in_channel' }, { failure: 'never' }],
    [{ retryAfter: 30 }, { failure: 'later', retryAfterMs: 30_000 }],
    [{ status: 500 }, { failure: 'unknown' }],
  ] as const)('cannot be looked for when Slack answers %j', async (how, expected) => {
    const { platform, slack } = await serveSlack();
    slack.fail('conversations.history', how);
    const looking = platform.sent?.find({ id: 'C0CEN', private: false }, 'row-7', longAgo);
    await expect(looking).rejects.toBeInstanceOf(SendError);
    await expect(looking).rejects.toMatchObject(expected);
  });

  it('is not called absent before it is known which messages are ours', async () => {
    const { platform, slack } = await serveSlack({ unstarted: true });
    const find = () => platform.sent?.find({ id: 'C0CEN', private: false }, 'row-7', longAgo);
    slack.fail('auth.test', { status: 500, times: 1 });
    await expect(find()).rejects.toMatchObject({ failure: 'unknown', reason: 'http_500' });
    slack.fail('auth.test', { error: 'invalid_auth', times: 1 });
    await expect(find()).rejects.toMatchObject({ failure: 'later', reason: 'not_connected' });
    expect(await find()).toBeUndefined();
  });
});

describe('a direct message', () => {
  it('is opened for a person’s id, the same each time, and needs no opening after that', async () => {
    const { platform, slack } = await serveSlack();
    expect(platform.direct?.isOpen(ben)).toBe(false);
    const opened = await platform.direct?.open(ben);
    expect(opened).toEqual({ id: slack.directOf('U0BEN'), private: true });
    expect(opened && platform.direct?.isOpen(opened)).toBe(true);
    expect(await platform.direct?.open(ben)).toEqual(opened);
    expect(platform.direct?.isOpen({ id: 'C0CEN', private: false })).toBe(true);
  });
});
