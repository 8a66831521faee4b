/** A permission that the Slack app asks for, and what it is for. The manifest asks for exactly these. */
export interface SlackScope {
  readonly scope: string;
  readonly reason: string;
}

export const slackScopes: readonly SlackScope[] = [
  { scope: 'commands', reason: 'The slash commands and the shortcuts.' },
  {
    scope: 'chat:write',
    reason: 'Post and redraw cards in direct messages and in channels it was invited to.',
  },
  { scope: 'im:write', reason: 'Open the direct message with somebody before the first message to them.' },
  {
    scope: 'im:history',
    reason:
      'Read what people write to it directly, and find its own message again there after an interrupted post.',
  },
  { scope: 'app_mentions:read', reason: 'Read messages that mention it.' },
  { scope: 'channels:read', reason: 'Check that it can post to a public channel, and say why not.' },
  { scope: 'groups:read', reason: 'The same for private channels.' },
  {
    scope: 'channels:history',
    reason: 'Find its own message again after an interrupted post, in public channels.',
  },
  { scope: 'groups:history', reason: 'The same in private channels.' },
  { scope: 'users:read', reason: 'Tell members from guests, bots and people of other organisations.' },
  { scope: 'users:read.email', reason: 'Link people to staff.json by e-mail.' },
];
