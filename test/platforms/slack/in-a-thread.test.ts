import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';

describe('what is written in a thread', () => {
  it.each([
    ['there alone', undefined],
    ['with “Also send to …” ticked', 'thread_broadcast'],
  ])('is a command, answered in the thread: %s', async (_how, subtype) => {
    const { desk, slack, user } = await serveSlack();
    const { direct, sends } = user('U0MARIA');
    const written = { subtype, user: 'U0MARIA', thread_ts: '1.1', ts: '1.2' };
    const deliver = (event_id: string, event: object) => sends({ type: 'event_callback', event_id, event });
    const words = 'assist now teen area';
    await deliver('Ev1', {
      ...written,
      type: 'message',
      channel_type: 'im',
      channel: direct,
      text: words,
    });
    const mention = `<@${slack.botUser}> ${words}`;
    await deliver('Ev2', { ...written, type: 'app_mention', channel: 'C0CEN', text: mention });
    expect(desk.requests).toMatchObject([
      { what: { type: 'command', words }, place: { id: direct, private: true } },
      { what: { type: 'command', words }, place: { id: 'C0CEN', private: false } },
    ]);
    const answers = () => [...slack.calls('chat.postMessage'), ...slack.calls('chat.postEphemeral')];
    await eventually('both answers', () => answers().length === 2);
    expect(answers().map(({ args }) => args.thread_ts)).toEqual(['1.1', '1.1']);
  });
});
