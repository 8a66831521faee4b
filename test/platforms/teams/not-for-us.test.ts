import { describe, expect, it } from 'vitest';
import { maria, serveTeams } from './serve-teams.ts';

describe('what nobody waits for', () => {
  it('is taken without a word: reactions, other bots, kinds that we do not know', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const message = teams.activities.message(maria, 'assist now');
    const own = { ...message, from: { id: `28:${teams.appId}`, name: 'Deskbell' } };
    for (const activity of [own, { ...message, type: 'typing' }, { ...message, type: 'event' }]) {
      expect((await teams.deliver(deskUrl, activity)).status).toBe(200);
    }
    expect(desk.requests).toEqual([]);
    expect(teams.state.messages).toEqual([]);
  });
});
