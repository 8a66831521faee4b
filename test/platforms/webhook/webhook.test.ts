import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import type { Messenger, PlainMessage, SendError } from '../../../src/platforms/platform.ts';
import { createWebhook } from '../../../src/platforms/webhook/index.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { startWebhookStandIn, type WebhookStandIn } from '../../support/webhook.ts';

const at = '2026-11-22T23:40:00.000Z';
const message: PlainMessage = { summary: own('Come now'), more: [own('Phone the desk.')], at };
const lee = { id: '+15550100', private: true };
const draw = { locale: 'en', marker: 'row.0' };

let gateway: WebhookStandIn;
let clock: DrivenClock;
let webhook: Messenger;
beforeEach(async () => {
  gateway = await startWebhookStandIn();
  clock = createDrivenClock(at);
  webhook = createWebhook({ url: gateway.url, secret: gateway.secret, clock });
  webhook.start(createWords({ en: [] }));
});
afterEach(async () => {
  await webhook.stop();
  await gateway.stop();
});

function failure(): Promise<SendError | undefined> {
  return webhook.send(lee, message, draw).then(
    () => undefined,
    (thrown: SendError) => thrown,
  );
}

it('posts the number, the text, an id and the time, signed with the time of the call', async () => {
  clock.skip(60_000);
  await webhook.send(lee, message, draw);
  const [call] = gateway.calls;
  expect(call?.body).toEqual({ to: '+15550100', text: 'Come now\nPhone the desk.', id: 'row.0', at });
  expect(call?.signed).toBe(true);
  const calledAt = Number(call?.headers['x-deskbell-timestamp']);
  expect(Math.abs(calledAt - Date.parse(at) / 1000 - 60)).toBeLessThan(5);
});

it('has the same id when it is sent again', async () => {
  await webhook.send(lee, message, draw);
  await webhook.send(lee, message, { ...draw, repeat: true });
  expect(gateway.calls.map(({ body }) => body.id)).toEqual(['row.0', 'row.0']);
});

describe('a failure', () => {
  it.each([
    [400, 'never'],
    [401, 'never'],
    [404, 'never'],
    [302, 'never'],
    [429, 'later'],
    [500, 'unknown'],
    [503, 'unknown'],
    ['reset', 'unknown'],
  ] as const)('by %s is %s', async (status, expected) => {
    gateway.answer(status, status === 302 ? { Location: gateway.url } : {});
    expect((await failure())?.failure).toBe(expected);
    expect(gateway.calls).toHaveLength(1);
  });

  it('waits as long as the gateway asks for, within reason', async () => {
    gateway.answer(429, { 'Retry-After': '7' });
    expect((await failure())?.retryAfterMs).toBe(7000);
    gateway.answer(429, { 'Retry-After': '86400' });
    expect((await failure())?.retryAfterMs).toBe(300_000);
    gateway.answer(429, { 'Retry-After': 'Sun, 22 Nov 2026 23:40:00 GMT' });
    expect((await failure())?.retryAfterMs).toBeUndefined();
  });

  it('is in doubt after ten seconds without an answer', async () => {
    gateway.answer('hang');
    const failing = failure();
    await eventually('the gateway is called', () => gateway.calls.length === 1);
    clock.skip(10_000);
    expect(await failing).toMatchObject({ failure: 'unknown', reason: 'timeout' });
  });

  it('is tried later when nobody is there', async () => {
    await gateway.stop();
    expect(await failure()).toMatchObject({ failure: 'later', reason: 'ECONNREFUSED' });
    gateway = await startWebhookStandIn();
  });
});

it.each([
  ['+1 (555) 010-0123', '+15550100123'],
  ['0555/0100', '05550100'],
  ['ext. 12', undefined],
  ['12', undefined],
  ['5550100,5550101', undefined],
])('knows a number when it sees one: %s', (phone, id) => {
  expect(webhook.address({ phone })?.id).toBe(id);
});

it('lets no name write a line of its own', async () => {
  await webhook.send(lee, { ...message, summary: own('Priya\r\nPhone 555 now') }, draw);
  expect(gateway.calls[0]?.body.text).toBe('Priya Phone 555 now\nPhone the desk.');
});
