import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, later, only } from './tiny-desk.ts';

const minute = 60_000;

/** Maria has had the first words of an answer; what follows them finds no way. */
async function owe(served: ServedSlack, said: string): Promise<void> {
  const { desk, slack, user } = served;
  const saved = later<{ reply: ReturnType<typeof card> }>();
  desk.answer = () => ({ first: { reply: card('Dial 9-911') }, last: saved.promise });
  await user('U0MARIA').types('/assist', 'emergency', { channel: 'C0CEN' });
  slack.fail('*', { status: 500 });
  const tried = slack.calls('chat.postMessage').length;
  saved.resolve({ reply: card(said) });
  await eventually('both ways fail', () => slack.calls('chat.postMessage').length > tried);
}

/** Time goes on, a few seconds at every look. */
function inTime<T>({ clock }: ServedSlack, what: string, look: () => T): Promise<NonNullable<T>> {
  return eventually(what, () => {
    clock.skip(5000);
    return look();
  });
}

/** Whatever is still waited for would be tried now, before the answer to what somebody types. */
async function staysQuiet({ clock, desk, slack, user }: ServedSlack): Promise<void> {
  desk.answer = () => only(card('Here you are'));
  const count = slack.calls().length;
  for (let tries = 0; tries < 10; tries += 1) {
    clock.skip(5 * minute);
    await user('U0BEN').types('/onshift');
  }
  expect(slack.calls()).toHaveLength(count);
}

describe('an answer that finds no way', () => {
  it('is tried again until Slack takes it, says that it is late, and comes once', async () => {
    const served = await serveSlack();
    const { slack, user } = served;
    const seen = () => user('U0MARIA').sees('C0CEN');
    await owe(served, 'Three people are asked');
    await inTime(served, 'more tries', () => slack.calls('chat.postMessage').length > 3);
    expect(seen().map(({ text }) => text)).toEqual(['Dial 9-911']);
    slack.heal();
    await inTime(served, 'the answer', () => seen().length === 2);
    expect(seen()[1]?.text).toBe('Three people are asked');
    expect(seen()[1]?.lines.join(' ')).toMatch(/Three people are asked .*\d+ minutes? late/);
    await staysQuiet(served);
    expect(user('U0MARIA').sees()).toEqual([]);
  });

  it('goes out as a direct message when its address has expired meanwhile', async () => {
    const served = await serveSlack();
    const { slack, user } = served;
    await owe(served, 'Three people are asked');
    slack.heal();
    slack.fail('response_url', { status: 404 });
    await inTime(served, 'the direct message', () => user('U0MARIA').sees().length === 1);
  });

  it('keeps its place behind an earlier one to the same person', async () => {
    const served = await serveSlack();
    const { slack, user } = served;
    const seen = () => user('U0MARIA').sees('C0CEN');
    await owe(served, 'First');
    slack.heal();
    await owe(served, 'Second');
    slack.heal();
    await inTime(served, 'both', () => seen().length === 4);
    expect(
      seen()
        .slice(2)
        .map(({ text }) => text),
    ).toEqual(['First', 'Second']);
  });

  it('is given up after half an hour, and the log says so without its words', async () => {
    const served = await serveSlack();
    await owe(served, 'Three people are asked');
    await inTime(served, 'the end', () => served.logged.some((line) => line.includes('given up')));
    expect(served.logged.join('\n')).not.toContain('Three people');
    await staysQuiet(served);
  });

  it('is not tried again where Slack refuses it for good', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    desk.answer = () => only(card('Here you are'));
    slack.fail('*', { error: 'user_disabled' });
    await user('U0MARIA').says('onshift');
    await eventually('the refusal', () => slack.calls('chat.postMessage').length === 1);
    await staysQuiet(served);
  });

  it.each([
    ['wrote to the desk', undefined],
    ['mentioned it', 'C0CEN'],
  ])('reaches whoever %s', async (_how, channel) => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    desk.answer = () => only(card('Here you are'));
    slack.fail('*', { status: 500 });
    const ben = user('U0BEN');
    await (channel === undefined ? ben.says('onshift') : ben.mentions(channel, 'onshift'));
    await eventually('a try', () => slack.calls('chat.postMessage').length === 1);
    slack.heal();
    await inTime(served, 'the answer', () => ben.sees(channel).some(({ text }) => text === 'Here you are'));
  });
});
