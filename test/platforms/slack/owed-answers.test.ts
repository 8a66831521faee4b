import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import type { SeenMessage, SlackUser } from '../../support/slack/index.ts';
import { mintResponseUrl } from '../../support/slack/response-address.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, later, only } from './tiny-desk.ts';

const minute = 60_000;

/** Slack takes nothing, and says so: this has certainly not arrived. */
const refused = { retryAfter: 90 };
/** Slack does what was asked, and nobody hears of it. */
const silent = { reset: true, afterwards: true } as const;

/** Maria has had the first words of an answer; what follows them finds no way. */
async function owe(served: ServedSlack, said: string): Promise<void> {
  const { desk, slack, user, logged } = served;
  const failed = () => logged.filter((line) => line.includes('did not take an answer')).length;
  const saved = later<{ reply: ReturnType<typeof card> }>();
  desk.answer = () => ({ first: { reply: card('Dial 9-911') }, last: saved.promise });
  await user('U0MARIA').types('/assist', 'emergency', { channel: 'C0CEN' });
  slack.fail('*', refused);
  const before = failed();
  saved.resolve({ reply: card(said) });
  // That Slack was asked is not enough: what follows must not overtake its refusal.
  await eventually('both ways fail', () => failed() === before + 2);
}

/** What a person sees there, without what they wrote themselves. */
function answersTo(person: SlackUser, channel?: string): readonly SeenMessage[] {
  return person.sees(channel).filter(({ text }) => !/cancel|onshift/.test(text));
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

  it('comes before a later one to the same person, which takes both along at once', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    const maria = user('U0MARIA');
    const seen = () => answersTo(maria, 'C0CEN').slice(1);
    await owe(served, 'Your call went out');
    slack.heal();
    desk.answer = () => only(card('Cancelled'));
    await maria.mentions('C0CEN', 'cancel');
    await eventually('both, while no time goes on', () => seen().length === 2);
    expect(seen().map(({ text }) => text)).toEqual(['Your call went out', 'Cancelled']);
    expect(seen().map(({ lines }) => /late/.test(lines.join(' ')))).toEqual([true, false]);
    await staysQuiet(served);
  });

  it('keeps its place behind an earlier one while Slack takes neither', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    const maria = user('U0MARIA');
    const seen = () => answersTo(maria, 'C0CEN').slice(1);
    await owe(served, 'First');
    const tried = slack.calls('chat.postMessage').length;
    desk.answer = () => only(card('Second'));
    await maria.mentions('C0CEN', 'cancel');
    await eventually('the first is tried again', () => slack.calls('chat.postMessage').length > tried);
    expect(slack.calls('chat.postEphemeral')).toEqual([]);
    slack.heal();
    await inTime(served, 'both', () => seen().length === 2);
    expect(seen().map(({ text }) => text)).toEqual(['First', 'Second']);
  });

  it('holds up nobody else where Slack does not say whose either is', async () => {
    const { slack, logged, user } = await serveSlack();
    const maria = user('U0MARIA');
    const press = (response_url: string) => maria.sends({ type: 'block_actions', actions: [], response_url });
    await press('http://127.0.0.1:2/nobody-is-there');
    await eventually('the first is owed', () =>
      logged.some((line) => line.includes('did not take an answer')),
    );
    await press(mintResponseUrl(slack.state, slack.apiUrl, { user: 'U0MARIA', channel: 'C0CEN' }));
    await eventually('the second', () => maria.sees('C0CEN').length === 1);
  });

  it('is given up after half an hour, and the log says so without its words', async () => {
    const served = await serveSlack();
    await owe(served, 'Three people are asked');
    await inTime(served, 'the end', () => served.logged.some((line) => line.includes('given up')));
    expect(served.logged.join('\n')).not.toContain('Three people');
    await staysQuiet(served);
  });

  it('that Slack may have taken is sent once more, marked as late, and then given up', async () => {
    const served = await serveSlack();
    const { desk, slack, logged, user } = served;
    desk.answer = () => only(card('Here you are'));
    slack.fail('chat.postMessage', silent);
    await user('U0MARIA').says('onshift');
    await inTime(served, 'the end', () => logged.some((line) => line.includes('given up')));
    const late = answersTo(user('U0MARIA')).map(({ lines }) =>
      /late.*may have it already/.test(lines.join(' ')),
    );
    expect(late).toEqual([false, true]);
    await staysQuiet(served);
  });

  it('that Slack may have taken is repeated until a refusal ends: what was refused has not come twice', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    const tries = () => slack.calls('chat.postMessage').length;
    desk.answer = () => only(card('Here you are'));
    slack.fail('chat.postMessage', { ...silent, times: 1 });
    await user('U0MARIA').says('onshift');
    await eventually('the first try', () => tries() === 1);
    slack.fail('chat.postMessage', refused);
    await inTime(served, 'more tries', () => tries() > 3);
    slack.heal();
    await inTime(served, 'the repeat', () => answersTo(user('U0MARIA')).length === 2);
    await staysQuiet(served);
  });

  it('that Slack may have taken keeps its repeat until that can help: what follows goes out at once', async () => {
    const served = await serveSlack();
    const { desk, slack, logged, user } = served;
    desk.answer = () => ({
      first: { reply: card('Dial 9-911') },
      last: Promise.resolve({ reply: card('Three people are asked') }),
    });
    slack.fail('chat.postMessage', { status: 503 });
    await user('U0MARIA').says('onshift');
    const doubts = () => logged.filter((line) => line.includes('did not take an answer')).length;
    await eventually('both are in doubt', () => doubts() >= 2);
    served.clock.skip(5000);
    slack.heal();
    // Whoever types again because nothing came spends nothing of what they wait for.
    desk.answer = () => only(card('Here you are'));
    await user('U0MARIA').says('onshift');
    const texts = () => answersTo(user('U0MARIA')).map(({ text }) => text);
    await eventually('the next answer, while no time goes on', () => texts().length === 1);
    await inTime(served, 'both repeats', () => texts().length === 3);
    expect(texts()).toEqual(['Here you are', 'Dial 9-911', 'Three people are asked']);
    const late = answersTo(user('U0MARIA')).map(({ lines }) => /late/.test(lines.join(' ')));
    expect(late).toEqual([false, true, true]);
    expect(logged.join('\n')).not.toContain('given up');
    await staysQuiet(served);
  });

  it('that Slack refuses for now is tried at its times, also behind one that it may have taken', async () => {
    const served = await serveSlack();
    const { clock, desk, slack, logged, user } = served;
    const failed = () => logged.filter((line) => line.includes('did not take an answer')).length;
    const says = async (words: string) => {
      desk.answer = () => only(card(words));
      await user('U0MARIA').mentions('C0CEN', 'onshift');
    };
    const texts = () => answersTo(user('U0MARIA'), 'C0CEN').map(({ text }) => text);
    slack.fail('chat.postEphemeral', { ...silent, times: 1 });
    await says('First');
    await eventually('the first is in doubt', () => failed() === 1);
    for (const method of ['chat.postEphemeral', 'chat.postMessage']) slack.fail(method, refused);
    await says('Second');
    await eventually('the second is refused', () => failed() === 3);
    await says('Third');
    await eventually('the second is refused again', () => failed() === 5);
    slack.heal();
    clock.skip(20_000);
    await eventually('those that have not arrived', () => texts().length === 3);
    expect(texts()).toEqual(['First', 'Second', 'Third']);
    await inTime(served, 'the repeat', () => texts().length === 4);
    expect(texts().at(-1)).toBe('First');
    await staysQuiet(served);
  });

  it('goes by no second way while Slack may have taken it by the first', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    const seen = () => user('U0MARIA').sees('C0CEN');
    desk.answer = () => ({
      first: { reply: card('Dial 9-911') },
      last: Promise.resolve({ reply: card('Three people are asked') }),
    });
    slack.fail('response_url', { ...silent, times: 1 });
    await user('U0MARIA').types('/assist', 'emergency', { channel: 'C0CEN' });
    await inTime(served, 'the repeat', () => seen().length === 3);
    expect(seen().map(({ text }) => text)).toEqual([
      'Dial 9-911',
      'Three people are asked',
      'Three people are asked',
    ]);
    expect(slack.calls('chat.postMessage')).toEqual([]);
  });

  it('comes at most three times when Slack takes it by both ways and answers with errors', async () => {
    const served = await serveSlack();
    const { desk, slack, logged, user } = served;
    desk.answer = () => ({
      first: { reply: card('Dial 9-911') },
      last: Promise.resolve({ reply: card('Three people are asked') }),
    });
    slack.fail('*', { status: 500, afterwards: true });
    await user('U0MARIA').types('/assist', 'emergency', { channel: 'C0CEN' });
    await inTime(served, 'the end', () => logged.some((line) => line.includes('given up')));
    expect(user('U0MARIA').sees('C0CEN')).toHaveLength(3);
    expect(user('U0MARIA').sees()).toHaveLength(1);
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
