import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/teams/json.ts';
import { maria, type ServedTeams, serveTeams, team } from './serve-teams.ts';

/** The message as Teams tells of it when it was changed so much later. */
function edited(message: Json, changes: Json, afterMs = 60_000): Json {
  const timestamp = new Date(Number(message.id) + afterMs).toISOString();
  const channelData = { ...(message.channelData as Json), eventType: 'editMessage' };
  return { ...message, type: 'messageUpdate', timestamp, channelData, ...changes };
}

const words = ({ desk }: ServedTeams) =>
  desk.requests.map(({ what, edited: when }) => [what.type === 'command' ? what.words : '', when]);

describe('a message that is changed', () => {
  it('has the key of its first words, each time, and is told apart from what is delivered again', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const first = teams.activities.message(maria, 'asist now');
    const second = edited(first, { text: 'assist now' });
    const late = edited(first, { text: 'asist now' }, 6 * 60_000);
    for (const one of [first, second, second, late]) await teams.deliver(deskUrl, one);
    expect(words(served)).toEqual([
      ['asist now', undefined],
      ['assist now', 'soon'],
      ['asist now', 'late'],
    ]);
    expect(new Set(desk.requests.map(({ key }) => key)).size).toBe(1);
  });

  it('counts where others write when it mentions us now', async () => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const mention = teams.activities.mention(maria, team, 'assist now');
    await teams.deliver(deskUrl, edited(mention, { text: 'assist now', entities: [] }));
    await teams.deliver(deskUrl, edited(mention, {}));
    expect(words(served)).toEqual([['assist now', 'soon']]);
  });

  it('is left alone when it was deleted and brought back, or its times cannot be read as soon', async () => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const message = teams.activities.message(maria, 'assist now');
    for (const channelData of [
      { ...(message.channelData as Json), eventType: 'undeleteMessage' },
      message.channelData,
    ])
      expect((await teams.deliver(deskUrl, edited(message, { channelData }))).status).toBe(200);
    await teams.deliver(deskUrl, edited(message, { text: undefined }));
    expect(words(served)).toEqual([]);
    await teams.deliver(deskUrl, edited(message, { timestamp: undefined }));
    await teams.deliver(deskUrl, edited(message, { id: 'f:1' }));
    expect(words(served)).toEqual([
      ['assist now', 'late'],
      ['assist now', 'late'],
    ]);
  });
});
