import { afterEach, describe, expect, it } from 'vitest';
import { hears, reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { staffTeam } from '../support/desk/teams-library.ts';
import { eventually } from '../support/eventually.ts';
import { slackUser } from '../support/slack/index.ts';
import { entraId } from '../support/teams/index.ts';

const minute = 60_000;

let desk: TestDesk;
afterEach(() => desk.stop());

/** Lee, whom staff.json lists by user id, has no full account any more, and the platform tells of it. */
async function makeLeeAGuest(): Promise<void> {
  const { slack, teams } = desk;
  if (slack !== undefined) {
    const lee = slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, 'U0LEE');
    const user = { id: 'U0LEE', team_id: slack.state.team, name: 'Lee Wong', is_restricted: true };
    const event = { type: 'user_change', user };
    await lee.sends({ type: 'event_callback', event_id: slack.state.nextId('Ev'), event });
  }
  if (teams !== undefined) {
    const id = entraId('lee');
    const user = teams.state.users.get(id);
    teams.state.users.set(id, { ...user, id, kind: 'guest' });
    const added = teams.activities.teamChanged(staffTeam, entraId('dana'), 'added', [id]);
    await teams.deliver(desk.address, added);
  }
}

describe.each(['slack over http', 'teams'] as const)('%s: somebody listed by user id', (people) => {
  it('is refused with the reason and asked for nothing once they are a guest', async () => {
    desk = await startDesk({
      people,
      prepare: (directory) =>
        rewriteStaff(directory, (staff) =>
          staff.map((one) => (one.id === 'lee' ? { ...one, teams: entraId('lee') } : one)),
        ),
    });
    const [lee, priya] = [desk.person('lee'), desk.person('priya')];
    expect(await lee.types('/desk today')).toContain('Nothing is waiting');
    await makeLeeAGuest();
    await eventually('Lee is refused as a guest', async () =>
      (await lee.types('/desk today')).includes('you are here as a guest'),
    );
    await lee.types('/assist emergency teen area');
    await hears(lee, 'Nobody has been told here.');
    await priya.types('/assist emergency teen area');
    await reads(desk.person('maria'), 'H-0001: Emergency');
    desk.clock.skip(minute);
    await reads(priya, /Could not be reached:?\s+Lee Wong/);
    expect(await lee.sees()).not.toContain('H-0001');
  });
});
