import { describe, expect, it } from 'vitest';
import { personalOf } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { maria, serveTeams } from './serve-teams.ts';

const draw = { locale: 'en' };
const unknown = { failure: 'unknown', reason: 'ServiceError' };

describe('a reply in place of an edit, of which nobody knows whether it arrived', () => {
  const inDoubt = async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    const posted = await platform.post(
      platform.personAddress({
        tenant: teams.tenant,
        user: maria,
        contact: `${personalOf(maria)} ${teams.serviceUrl}`,
      }),
      card('Come now'),
      draw,
    );
    teams.fail('updateActivity', { status: 403, code: 'Forbidden' });
    teams.fail('replyToActivity', { status: 500, afterwards: true });
    await expect(platform.update(posted, card('Done'), draw)).rejects.toMatchObject(unknown);
    return { ...served, again: () => platform.update(posted, card('Done'), draw) };
  };

  it('is sent once more and no further', async () => {
    const { teams, again } = await inDoubt();
    await expect(again()).rejects.toMatchObject({ failure: 'never', reason: 'ServiceError' });
    expect(teams.calls('replyToActivity')).toHaveLength(2);
  });

  it('is edited from then on when the second one is known to have arrived', async () => {
    const { teams, again } = await inDoubt();
    teams.heal('replyToActivity');
    expect(await again()).toBeDefined();
    teams.fail('replyToActivity', { status: 500, afterwards: true });
    await expect(again()).rejects.toMatchObject(unknown);
  });
});
