import { describe, expect, it } from 'vitest';
import { type ServedSlack, serveSlack } from './serve-slack.ts';

describe('a message that stresses its words', () => {
  it.each([
    ['assist *emergency* man with a knife', 'assist emergency man with a knife'],
    ['assist *_now_* `NTH` ~entrance~, *quickly!*', 'assist now NTH entrance, quickly!'],
    ['*assist now teen area*', 'assist now teen area'],
    ['assist 5*3*2 snake_case_word *txt and *csv', 'assist 5*3*2 snake_case_word *txt and *csv'],
    ['assist <https://example.org/_a_/*b*> *<@U0BEN>*', 'assist https://example.org/_a_/*b* @U0BEN'],
  ])('reaches the desk without the marks for it: %s', async (typed, words) => {
    const served = await serveSlack();
    await served.user('U0MARIA').says(typed);
    expect(served.desk.requests[0]?.what).toMatchObject({ words });
  });

  it('and without those around a mention as well', async () => {
    const served = await serveSlack();
    const text = `*<@${served.slack.botUser}> assist emergency*`;
    const event = { type: 'app_mention', user: 'U0MARIA', channel: 'C0CEN', ts: '5.1', text };
    await served.user('U0MARIA').sends({ type: 'event_callback', event_id: 'Ev', event });
    expect(served.desk.requests[0]?.what).toMatchObject({ words: 'assist emergency' });
  });
});

describe('a direct message that is changed', () => {
  const message = { type: 'message', user: 'U0MARIA', team: 'T0LIBRARY', ts: '5.1', text: 'asist now' };
  const edited = { ...message, edited: { user: 'U0MARIA', ts: '6.0' } };
  const changed = (before: object, now: object) => ({
    type: 'message',
    subtype: 'message_changed',
    channel: 'D1',
    channel_type: 'im',
    message: now,
    previous_message: before,
  });
  const tell = (served: ServedSlack, event_id: string, event: object) =>
    served
      .user('U0MARIA')
      .sends({ type: 'event_callback', event_id, event: { channel: 'D1', channel_type: 'im', ...event } });

  it('has the key of its first words, and is told apart from what Slack delivers again', async () => {
    const served = await serveSlack();
    await tell(served, 'Ev1', message);
    const event = changed(message, { ...edited, text: 'assist now' });
    await tell(served, 'Ev2', event);
    await tell(served, 'Ev2', event);
    const key = 'message:D1/5.1';
    expect(served.desk.requests).toMatchObject([
      { key, what: { words: 'asist now' } },
      { key, edited: 'soon', what: { words: 'assist now' }, place: { id: 'D1', private: true } },
    ]);
    expect(served.desk.requests).toHaveLength(2);
  });

  it('by a preview or in a thread alone, and not in its words, is left alone', async () => {
    const served = await serveSlack();
    await tell(served, 'Ev1', changed(message, { ...message, attachments: [{ id: 1 }] }));
    await tell(served, 'Ev2', changed(edited, { ...edited, attachments: [{ id: 1 }] }));
    await tell(served, 'Ev3', changed(message, { ...message, reply_count: 1, text: 'assist now' }));
    expect(served.desk.requests).toEqual([]);
  });
});
