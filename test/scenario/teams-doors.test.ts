import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { staffTeam } from '../support/desk/teams-library.ts';
import { eventually } from '../support/eventually.ts';
import { entraId, type TeamsStandIn, type TeamsUser, teamsUser } from '../support/teams/index.ts';

const central = '19:central@thread.tacv2';
const elsewhere = '19:two_people@unq.gbl.spaces';

describe('the doors of Teams', () => {
  let desk: TestDesk;
  let teams: TeamsStandIn;
  beforeEach(async () => {
    desk = await startDesk({ people: 'teams' });
    if (desk.teams === undefined) throw new Error('There is no tenant.');
    teams = desk.teams;
  });
  afterEach(() => desk.stop());

  const user = (id: string): TeamsUser => teamsUser(teams, { deskUrl: desk.address }, entraId(id));

  it.each([
    ['command.assist', 'Call for help'],
    ['command.incident', 'Log an incident'],
  ])('the action %s opens the form of its command, wherever it is used', async (action, title) => {
    for (const where of [user('priya').personal, central, elsewhere]) {
      await user('priya').usesAction(action, where);
      expect(user('priya').form()?.title).toBe(title);
      user('priya').closesForm();
    }
  });

  it('know the branch by its channel for somebody who is not on shift', async () => {
    await user('robin').mentions(central, 'assist now');
    await reads(desk.person('maria'), 'H-0001: Come now · Central Library');
  });

  describe('a caller in a group chat who has no chat with the desk', () => {
    const group = '19:group@thread.v2';
    const id = entraId('newly here');
    beforeEach(() => {
      teams.state.users.set(id, { id, name: 'Noa New', withoutApp: true });
      teams.state.groups.set(group, { id: group, members: [id] });
    });
    const lines = () =>
      teams.posted(group).flatMap(({ from, text }) => (from.startsWith('28:') ? [text] : []));
    const noChat =
      'I have an answer for you, but could not write to you in person. Please add Deskbell for yourself: it begins with your open calls.';

    it('is told that there is an answer, and finds the call where they are told to look', async () => {
      await user('newly here').mentions(group, 'assist now CEN man shouting');
      await reads(desk.person('maria'), 'man shouting');
      await eventually('a line', () => lines().length > 0);
      expect(lines()).toEqual([noChat]);
      await user('newly here').installs();
      await teams.reads(user('newly here').personal, 'H-0001');
    });

    it('reads what to dial in an emergency', async () => {
      await user('newly here').mentions(group, 'assist emergency CEN man fell');
      await reads(desk.person('maria'), 'man fell');
      await eventually('both lines', () => lines().length > 1);
      expect(lines()).toEqual([expect.stringContaining('Dial 9-911 from any desk phone'), noChat]);
    });

    it('reads what to dial when they type no command in their fear, and the others read nothing that they typed', async () => {
      await user('newly here').mentions(group, '911 cen man fell');
      await eventually('a line', () => lines().length > 0);
      expect(lines()[0]).toBe('In an emergency: Dial 9-911 from any desk phone');
      expect(JSON.stringify(teams.posted(group).slice(1))).not.toContain('man fell');
    });
  });

  it('ask the next people at once when those on shift are gone from Teams', async () => {
    for (const id of ['maria', 'omar', 'sam']) {
      const known = teams.state.users.get(entraId(id));
      if (known !== undefined) teams.state.users.set(known.id, { ...known, deleted: true });
    }
    await desk.person('priya').types('/assist now');
    await reads(desk.person('lee'), 'H-0001');
    await reads(desk.person('priya'), 'Could not be reached');
  });

  it('ask somebody out of reach for the call that is open once they have added the app and used it', async () => {
    const maria = entraId('maria');
    const team = teams.state.teams.get(staffTeam);
    const members = team?.members?.filter((id) => id !== maria) ?? [];
    teams.state.teams.set(staffTeam, { ...team, id: staffTeam, members });
    teams.state.users.set(maria, { ...teams.state.users.get(maria), id: maria, withoutApp: true });
    await desk.person('priya').types('/assist now');
    await reads(desk.person('priya'), /Could not be reached(?:: |\n)Maria Santos/);
    await user('maria').installs();
    await desk.person('maria').types('/onshift');
    await reads(desk.person('maria'), '[I’m coming]');
    await reads(desk.person('priya'), 'Asked again: Maria Santos');
  });
});

describe('a call to people whom Teams does not reach', () => {
  const room = createRoutesRoom();

  it.each([
    ['answers 500', { status: 500 }],
    ['answers 429', { status: 429, retryAfter: 3600 }],
    ['cuts every connection', { reset: true } as const],
  ])('goes out by e-mail after half a minute while Teams %s', async (_how, failure) => {
    await room.start({}, { people: 'teams', alsoAt: ['page'] });
    room.desk.teams?.fail('*', failure);
    await room.priya.types('/assist now teen area Mr Abernathy shouts');
    await eventually('Teams is asked', () => (room.desk.teams?.calls('createConversation').length ?? 0) > 0);
    room.desk.clock.skip(31_000);
    for (const id of ['maria', 'omar']) {
      const { subject, text, raw } = await room.mailTo(id);
      expect(subject).toBe('Come now: Priya Nair asks for help at Central Library, teen area (H-0001).');
      expect(text).toContain('To answer, open Teams and press “I’m coming”, or phone the desk.');
      expect(raw).not.toContain('Abernathy');
    }
    await reads(room.priya, /Maria Santos.*, by e-mail, as Teams/);
    room.desk.teams?.heal();
  });
});
