import { describe, expect, it } from 'vitest';
import { mentionWords } from '../support/mention-words.ts';
import { serveSlack } from './slack/serve-slack.ts';
import { maria, serveTeams, team } from './teams/serve-teams.ts';

describe.each(mentionWords)('%j says %j', (written, words, before) => {
  const said = { type: 'command', words, before };
  const twice = [said, said];

  it('in a channel of Slack and in its direct message', async () => {
    const served = await serveSlack();
    const { slack, desk, user } = served;
    const event = { user: 'U0MARIA', ts: '5.1', team: 'T0LIBRARY' };
    const named = (how: string) => written.replaceAll('@', `<@${slack.botUser}${how}>`);
    const events = [
      { ...event, type: 'app_mention', channel: 'C0CEN', text: named('') },
      {
        ...event,
        type: 'message',
        channel_type: 'im',
        channel: user('U0MARIA').direct,
        text: named('|desk'),
      },
    ];
    for (const [at, one] of events.entries())
      await user('U0MARIA').sends({ type: 'event_callback', event_id: `Ev${at}`, event: one });
    expect(desk.requests.map(({ what }) => what)).toEqual(twice);
  });

  it('in Teams, plain and formatted', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const shown = '<at>Deskbell</at>';
    const mentioned = { id: `28:${teams.appId}`, name: 'Deskbell' };
    const entities = [{ type: 'mention', text: shown, mentioned }];
    const text = written.replaceAll('@', shown);
    for (const changes of [
      { text, entities },
      { text: `<p>${text}</p>`, textFormat: 'xml', entities },
    ])
      await teams.deliver(deskUrl, teams.activities.mention(maria, team, '', { changes }));
    expect(desk.requests.map(({ what }) => what)).toEqual(twice);
  });
});
