import { describe, expect, it } from 'vitest';
import type { QuotedMessage } from '../../support/teams/index.ts';
import { ben, channel, maria, type ServedTeams, serveTeams } from './serve-teams.ts';

const message = (changes: Partial<QuotedMessage> = {}): QuotedMessage => ({
  conversation: channel,
  id: '1700000000000',
  author: maria,
  html: '<p>A chair fell &lt;here&gt;,<br>says <at id="0">Ben</at></p>',
  ...changes,
});

/** Maria uses the action on a message. */
async function uses({ teams, deskUrl, desk }: ServedTeams, on: QuotedMessage, action = 'message.incident') {
  const { body } = await teams.deliver(deskUrl, teams.activities.extensionFetchOn(maria, action, on));
  return { answer: JSON.stringify(body), what: desk.requests[0]?.what };
}

describe('an action on a message', () => {
  it('hands on the link, and the words as typed when their author uses it, and asks Teams nothing', async () => {
    const served = await serveTeams();
    const { what } = await uses(served, message());
    expect(what).toEqual({
      type: 'quoted',
      command: 'incident',
      link: `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/1700000000000`,
      text: 'A chair fell <here>,\nsays Ben',
    });
    // Besides the token of the start, and the keys that what arrives is checked with.
    expect(served.teams.calls().filter(({ method }) => method !== 'token' && method !== 'keys')).toEqual([]);
  });

  it.each([
    ['somebody else', { author: ben }],
    ['an app', { changes: { from: { application: { id: 'a' }, user: null } } }],
    ['an app in her name', { changes: { from: { application: { id: 'a' }, user: { id: maria } } } }],
    ['an app, and names nobody else', { changes: { from: { application: { id: 'a' } } } }],
    ['nobody', { changes: { from: null } }],
  ])('hands on only the link of what %s wrote', async (_who, changes) => {
    const { what } = await uses(await serveTeams(), message(changes));
    expect(what).toEqual({
      type: 'quoted',
      command: 'incident',
      link: expect.stringContaining('/l/message/'),
    });
  });

  it('hands on emoji and names as they are read, and nothing of what the message replies to', async () => {
    const reply =
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Lee</strong><p>What happened</p></blockquote>';
    const html = `${reply}<attachment id="a1"></attachment><p><at id="0">Ben</at> fell <emoji alt="😨" id="fear"></emoji></p>`;
    const { what } = await uses(await serveTeams(), message({ html }));
    expect(what).toMatchObject({ text: 'Ben fell 😨' });
  });

  it('takes no more words than a form takes', async () => {
    const { what } = await uses(await serveTeams(), message({ html: `<p>${'x'.repeat(9000)}</p>` }));
    expect(what?.type === 'quoted' && what.text).toHaveLength(3000);
  });

  it('takes plain text as it is', async () => {
    const body = { contentType: 'text', content: ' 1 < 2 & <b>so</b> ' };
    const { what } = await uses(await serveTeams(), message({ changes: { body } }));
    expect(what).toMatchObject({ text: '1 < 2 & <b>so</b>' });
  });

  it.each([null, '', undefined])('hands on a message without a link too: %j', async (linkToMessage) => {
    const { what } = await uses(await serveTeams(), message({ changes: { linkToMessage } }));
    expect(what).toEqual({ type: 'quoted', command: 'incident', text: expect.stringContaining('A chair') });
  });

  it.each([
    ['of another name', 'gone', {}],
    ['with a link that is none', 'message.incident', { linkToMessage: 'javascript:alert(1)' }],
  ])('%s gets a sentence', async (_what, action, changes) => {
    const { answer, what } = await uses(await serveTeams(), message({ changes }), action);
    expect(answer).toContain('no longer in use');
    expect(what).toBeUndefined();
  });
});
