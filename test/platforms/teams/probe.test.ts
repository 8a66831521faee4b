import { describe, expect, it } from 'vitest';
import type { Platform, SendError } from '../../../src/platforms/platform.ts';
import { startDesk } from '../../support/desk/start-desk.ts';
import { eventually } from '../../support/eventually.ts';
import { personalOf } from '../../support/teams/index.ts';
import { card } from '../slack/tiny-desk.ts';
import { maria, type ServedTeams, serveTeams } from './serve-teams.ts';

/** What came of asking whether Microsoft still lets us in. */
async function probes({ probe }: Platform): Promise<SendError | 'well'> {
  if (probe === undefined) throw new Error('It cannot be asked.');
  return probe().then(
    () => 'well' as const,
    (thrown: SendError) => thrown,
  );
}

async function posts({ platform, teams }: ServedTeams): Promise<void> {
  const contact = `${personalOf(maria)} ${teams.serviceUrl}`;
  const to = platform.personAddress({ tenant: teams.tenant, user: maria, contact });
  await platform.post(to, card('x'), { locale: 'en' });
}

describe('a probe', () => {
  it('asks for a new token each time, and nothing else', async () => {
    const { platform, teams } = await serveTeams();
    const before = teams.calls().length;
    expect(await probes(platform)).toBe('well');
    expect(await probes(platform)).toBe('well');
    expect(
      teams
        .calls()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual(['token', 'token']);
  });

  it('finds that the secret was taken away before somebody calls, and that it is taken again', async () => {
    const served = await serveTeams();
    const { platform, teams } = served;
    teams.takeSecret(false);
    expect(await probes(platform)).toMatchObject({ failure: 'later', reason: 'refused:invalid_client' });
    const refused = {
      ready: false,
      lasting: true,
      reason: expect.stringContaining('MicrosoftAppPassword'),
    };
    expect(platform.health()).toMatchObject(refused);
    // The token of the start still holds, and is no sign that there will be another.
    await posts(served);
    expect(platform.health()).toMatchObject(refused);
    teams.takeSecret(true);
    expect(await probes(platform)).toBe('well');
    expect(platform.health()).toEqual({ ready: true });
  });

  it('makes nothing well that Teams itself refuses, until Teams takes a message again', async () => {
    const served = await serveTeams();
    const { platform, teams, deskUrl } = served;
    teams.fail('*', { status: 401 });
    await expect(posts(served)).rejects.toMatchObject({ reason: 'unauthorized' });
    const refused = { ready: false, reason: 'Teams does not take messages from the app.' };
    expect(platform.health()).toMatchObject(refused);
    expect(await probes(platform)).toBe('well');
    await expect(posts(served)).rejects.toMatchObject({ reason: 'unauthorized' });
    expect(await probes(platform)).toBe('well');
    expect(platform.health()).toMatchObject(refused);
    teams.heal();
    await teams.deliver(deskUrl, teams.activities.message(maria, 'onshift'));
    expect(platform.health()).toEqual({ ready: true });
    teams.fail('*', { status: 401 });
    // Still being answered when the desk stops.
    teams.deliver(deskUrl, teams.activities.message(maria, 'onshift')).catch(() => {});
    await eventually('the refused reply is seen', () => !platform.health().ready);
  });

  it('turns /readyz red within minutes, and green again', async () => {
    const desk = await startDesk({ people: 'teams' });
    const ready = async () => (await fetch(`${desk.address}/readyz`)).text();
    const says = (what: string, is: (text: string) => boolean) =>
      eventually(what, async () => {
        desk.clock.skip(60_000);
        return is(await ready());
      });
    try {
      desk.teams?.takeSecret(false);
      await says('it is red', (text) => text.includes('MicrosoftAppPassword'));
      desk.teams?.takeSecret(true);
      await says('it is green', (text) => !text.includes('MicrosoftAppPassword'));
    } finally {
      await desk.stop();
    }
  });

  it('gives up on a login service that is silent, which is no reason yet not to use the token there is', async () => {
    const served = await serveTeams();
    const { platform, teams, clock } = served;
    teams.fail('token', { hang: true });
    const before = teams.calls('token').length;
    const asking = probes(platform);
    await teams.called('token', before + 1);
    clock.skip(10_000);
    expect(await asking).toMatchObject({ failure: 'later', reason: 'timeout' });
    await posts(served);
    expect(platform.health()).toEqual({ ready: true });
  });

  it('is not there where Microsoft is not asked for anything', async () => {
    const { platform } = await serveTeams({ local: true });
    expect(platform.probe).toBeUndefined();
    expect(platform.health()).toEqual({ ready: true });
  });
});
