import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import type { SeenMessage } from '../../support/slack/index.ts';
import { addMessage } from '../../support/slack/state.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { form } from './tiny-desk.ts';

function said({ slack, user: client }: ServedSlack, user: string, text: string): SeenMessage {
  addMessage(slack.state, { channel: 'C0CEN', user, text, blocks: [] });
  return client(user).sees('C0CEN').at(-1) as SeenMessage;
}

describe('a shortcut on a message', () => {
  it('hands on the link, and the words as typed when their author uses it', async () => {
    const served = await serveSlack();
    const message = said(served, 'U0MARIA', 'A chair fell &lt;here&gt;, says <@U0BEN> :tada:');
    const called = served.slack.calls().length;
    await served.user('U0MARIA').usesOnMessage('message.incident', message);
    expect(served.desk.requests[0]).toMatchObject({
      canOpenForm: true,
      place: { id: 'C0CEN', private: false },
      what: {
        type: 'quoted',
        command: 'incident',
        link: `https://library.slack.com/archives/C0CEN/p${message.ts.replace('.', '')}`,
        text: expect.stringContaining('A chair fell <here>, says @'),
      },
    });
    expect(
      served.slack
        .calls()
        .slice(called)
        .map(({ method }) => method),
    ).not.toContain('chat.getPermalink');
  });

  it('hands on only the link of what somebody else wrote, or a bot', async () => {
    const served = await serveSlack();
    const message = said(served, 'U0BEN', 'A secret');
    const maria = served.user('U0MARIA');
    await maria.usesOnMessage('message.incident', message);
    const bot = { ts: message.ts, user: 'U0MARIA', bot_id: 'B1', text: 'A secret' };
    await maria.usesOnMessage('message.incident', message, { message: bot });
    for (const { what } of served.desk.requests) {
      expect(what).toEqual({ type: 'quoted', command: 'incident', link: expect.stringContaining('/p17') });
    }
    expect(served.desk.requests).toHaveLength(2);
  });

  it('links to an answer through its thread', async () => {
    const served = await serveSlack();
    const message = said(served, 'U0BEN', 'Yes');
    const inThread = { ts: message.ts, thread_ts: '1699999999.000200', user: 'U0BEN', text: 'Yes' };
    await served.user('U0MARIA').usesOnMessage('message.incident', message, { message: inThread });
    expect(served.desk.requests[0]?.what).toMatchObject({
      link: expect.stringMatching(/\/C0CEN\/p\d+\?thread_ts=1699999999\.000200&cid=C0CEN$/),
    });
  });

  it('takes no more words than a form takes', async () => {
    const served = await serveSlack();
    const message = said(served, 'U0MARIA', 'x'.repeat(9000));
    await served.user('U0MARIA').usesOnMessage('message.incident', message);
    const { what } = served.desk.requests[0] ?? {};
    expect(what?.type === 'quoted' && what.text).toHaveLength(3000);
  });

  it('opens the form that the desk answers with', async () => {
    const served = await serveSlack();
    served.desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    const maria = served.user('U0MARIA');
    await maria.usesOnMessage('message.incident', said(served, 'U0BEN', 'A chair fell'));
    expect(maria.form()?.title).toBe('Call for help');
  });

  it.each([
    ['of another name', 'gone', {}],
    ['without a workspace', 'message.incident', { team: null }],
    ['without a message', 'message.incident', { message: null }],
  ])('%s gets a sentence', async (_what, callback, changes) => {
    const served = await serveSlack();
    const maria = served.user('U0MARIA');
    await maria.usesOnMessage(callback, said(served, 'U0BEN', 'A chair fell'), changes);
    await eventually('the sentence', () => maria.sees('C0CEN').at(-1)?.text.includes('no longer in use'));
    expect(served.desk.requests).toEqual([]);
  });
});
