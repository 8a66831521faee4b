import { afterEach, describe, expect, it } from 'vitest';
import { hears, reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { staffTeam } from '../support/desk/teams-library.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';
import { entraId } from '../support/teams/index.ts';

const minute = 60_000;

let desk: TestDesk;
afterEach(() => desk.stop());

const client = (user: string) =>
  slackUser(
    desk.slack as SlackStandIn,
    { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) },
    user,
  );

/** Slack tells that somebody has no full account any more. */
async function becomesAGuest(user: string): Promise<void> {
  const { state } = desk.slack as SlackStandIn;
  const event = { type: 'user_change', user: { id: user, team_id: state.team, is_restricted: true } };
  await client(user).sends({ type: 'event_callback', event_id: state.nextId('Ev'), event });
}

/** Lee, whom staff.json lists by user id, has no full account any more, and the platform tells of it. */
async function makeLeeAGuest(): Promise<void> {
  const { slack, teams } = desk;
  if (slack !== undefined) await becomesAGuest('U0LEE');
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

describe('the Home of somebody who has become a guest', () => {
  it.each([
    ['listed', 'U0LEE'],
    ['not listed', 'U0NIA'],
  ])('says so once they open it, and stays like that: %s', async (_name, user) => {
    desk = await startDesk({ people: 'slack over http' });
    const slack = desk.slack as SlackStandIn;
    slack.addUser({ id: 'U0NIA', name: 'Nia Moss' });
    const home = () => client(user).home().join('\n');
    const published = () =>
      slack.calls('views.publish').filter(({ args }) => JSON.stringify(args).includes(user)).length;
    await client(user).opensHome();
    await eventually('the Home', () => home().includes('[Call for help]'));
    await becomesAGuest(user);
    await eventually('what the guest types is refused', async () => {
      await client(user).says('onshift');
      return client(user).sees().at(-1)?.text.includes('you are here as a guest');
    });
    await client(user).opensHome();
    await eventually('the reason', () => home().includes('you are here as a guest'));
    const before = published();
    const omar = desk.person('omar');
    await omar.opensHome();
    await eventually('the Home of Omar', async () => (await omar.seesHome()).includes('Your shift'));
    await desk.person('priya').types('/assist now');
    await eventually('the call on it', async () => (await omar.seesHome()).includes('Waiting for you'));
    desk.clock.skip(minute);
    await desk.person('priya').presses('Cancel');
    await eventually('the end of the call', async () => !(await omar.seesHome()).includes('Waiting for you'));
    expect(home()).toContain('you are here as a guest');
    expect([published(), home().includes('[')]).toEqual([before, false]);
  });
});
