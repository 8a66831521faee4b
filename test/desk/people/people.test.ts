import { describe, expect, it } from 'vitest';
import {
  createPeople,
  type Identity,
  identityCollection,
  type People,
  type StaffMember,
  staffCollection,
} from '../../../src/desk/people/index.ts';
import { openDeskStore, save } from '../desk-store.ts';

function member(id: string, given: Partial<StaffMember> = {}): StaffMember {
  return { id, revision: 1, name: `${id} Doe`, role: 'staff', branches: ['CEN'], active: true, ...given };
}

function identity(
  platform: Identity['platform'],
  tenant: string,
  user: string,
  given: Partial<Identity> = {},
): Identity {
  const id = `${platform}:${tenant}:${user}`;
  return { id, revision: 1, platform, tenant, user, standing: 'member', active: true, ...given };
}

async function peopleOf(staff: readonly StaffMember[], identities: readonly Identity[] = []) {
  const store = await openDeskStore();
  await save(store, staffCollection, ...staff);
  await save(store, identityCollection, ...identities);
  return { store, people: await createPeople(store) };
}

describe('who is who', () => {
  it('knows listed staff by their user id, in any workspace', async () => {
    const { people } = await peopleOf([member('maria', { slack: 'U1', teams: 'AB-12' })]);
    expect(people.idOf({ platform: 'slack', tenant: 'T1', user: 'U1' })).toBe('staff:maria');
    expect(people.idOf({ platform: 'slack', tenant: 'T2', user: 'U1' })).toBe('staff:maria');
    expect(people.idOf({ platform: 'teams', tenant: 'X', user: 'ab-12' })).toBe('staff:maria');
    expect(people.idOf({ platform: 'teams', tenant: 'X', user: 'U1' })).toBe('teams:X:U1');
    expect(people.idOf({ platform: 'browser', tenant: 'local', user: 'maria' })).toBe('staff:maria');
  });

  it('follows the link by e-mail only where no user id is listed', async () => {
    const { people } = await peopleOf(
      [member('maria'), member('omar', { slack: 'U9' }), member('lee', { slack: 'U3' }), member('kim')],
      [
        identity('slack', 'T1', 'U1', { staff: 'maria' }),
        identity('slack', 'T1', 'U2', { staff: 'omar' }),
        identity('slack', 'T1', 'U3', { staff: 'kim' }),
      ],
    );
    const idOf = (user: string) => people.idOf({ platform: 'slack', tenant: 'T1', user });
    expect(idOf('U1')).toBe('staff:maria');
    expect(idOf('U2'), 'omar is listed as someone else').toBe('slack:T1:U2');
    expect(idOf('U3'), 'the listing counts before the link').toBe('staff:lee');
  });

  describe('where the account of a listed user id has a colleague’s e-mail address', () => {
    const lee = { platform: 'slack', tenant: 'T1', user: 'U3' } as const;
    const linked = identity('slack', 'T1', 'U3', { staff: 'lee' });
    const slackOf = ({ identities }: People, id: string) =>
      identities(`staff:${id}`)
        .filter(({ platform }) => platform === 'slack')
        .map(({ user }) => user);

    it('it is the colleague’s, and no way to whoever is listed with it', async () => {
      const maria = member('maria', { slack: 'U3', email: 'maria@x.org' });
      const { store, people } = await peopleOf([maria, member('lee', { email: 'lee@x.org' })]);
      expect([people.idOf(lee), slackOf(people, 'maria'), slackOf(people, 'lee')]).toEqual([
        'staff:maria',
        ['U3'],
        [],
      ]);
      await save(store, identityCollection, linked);
      const told = ['staff:lee', [], ['U3']];
      expect([people.idOf(lee), slackOf(people, 'maria'), slackOf(people, 'lee')]).toEqual(told);
      await save(store, staffCollection, { ...maria, name: 'M. Doe' });
      expect([people.idOf(lee), slackOf(people, 'maria'), slackOf(people, 'lee')]).toEqual(told);
      await save(store, staffCollection, { ...maria, slack: 'U1' });
      expect([people.idOf(lee), slackOf(people, 'maria'), slackOf(people, 'lee')]).toEqual([
        'staff:lee',
        ['U1'],
        ['U3'],
      ]);
    });

    it('it is listed again once the address is nobody’s any more', async () => {
      const { store, people } = await peopleOf(
        [member('maria', { slack: 'U3', email: 'maria@x.org' }), member('lee', { email: 'lee@x.org' })],
        [linked],
      );
      expect(slackOf(people, 'maria')).toEqual([]);
      await save(store, identityCollection, identity('slack', 'T1', 'U3'));
      expect([people.idOf(lee), slackOf(people, 'maria'), slackOf(people, 'lee')]).toEqual([
        'staff:maria',
        ['U3'],
        [],
      ]);
    });

    it.each([
      ['has no address of their own', { slack: 'U3' }, {}],
      ['stands beside a colleague with another id', { slack: 'U3', email: 'maria@x.org' }, { slack: 'U1' }],
      ['stands beside a colleague who has left', { slack: 'U3', email: 'maria@x.org' }, { active: false }],
    ])('the listing counts where whoever is listed %s', async (_name, maria, theirs) => {
      const { people } = await peopleOf(
        [member('maria', maria), member('lee', { email: 'lee@x.org', ...theirs })],
        [linked],
      );
      expect(people.idOf(lee)).toBe('staff:maria');
    });
  });

  it('keeps a record’s person the same person after they were linked', async () => {
    const { store, people } = await peopleOf([member('maria')]);
    expect(people.canonical('slack:T1:U1')).toBe('slack:T1:U1');
    await save(store, identityCollection, identity('slack', 'T1', 'U1', { staff: 'maria' }));
    expect(people.canonical('slack:T1:U1')).toBe('staff:maria');
    expect(people.name('slack:T1:U1')).toBe('maria Doe');
    await save(store, identityCollection, identity('slack', 'T1', 'U1'));
    expect(people.canonical('slack:T1:U1')).toBe('slack:T1:U1');
    expect(people.canonical('staff:gone')).toBe('staff:gone');
  });

  it('knows every id under which records may hold somebody, today’s first', async () => {
    const { store, people } = await peopleOf([member('maria')]);
    expect(people.idsOf('slack:T1:U1')).toEqual(['slack:T1:U1']);
    await save(store, identityCollection, identity('slack', 'T1', 'U1', { staff: 'maria' }));
    const ids = ['staff:maria', 'slack:T1:U1', 'browser:local:maria'];
    expect(people.idsOf('staff:maria')).toEqual(ids);
    expect(people.idsOf('slack:T1:U1')).toEqual(ids);
  });

  it('takes an id apart whose user part holds colons', async () => {
    const { people } = await peopleOf([member('maria', { teams: '29:x:y' })]);
    expect(people.canonical('teams:tenant:29:x:y')).toBe('staff:maria');
  });

  it('gives a listed id to the active one of two', async () => {
    const { people } = await peopleOf([
      member('old', { slack: 'U1', active: false, order: 0 }),
      member('new', { slack: 'U1', order: 1 }),
    ]);
    expect(people.idOf({ platform: 'slack', tenant: 'T1', user: 'U1' })).toBe('staff:new');
  });

  it('always has a name to show', async () => {
    const { people } = await peopleOf(
      [member('maria', { name: ' ' })],
      [identity('slack', 'T1', 'U1', { name: 'Tom' }), identity('slack', 'T1', 'U2')],
    );
    expect(['staff:maria', 'slack:T1:U1', 'slack:T1:U2', 'staff:gone'].map((id) => people.name(id))).toEqual([
      'maria',
      'Tom',
      'U2',
      'gone',
    ]);
  });
});

describe('where people can be reached', () => {
  it('begins with where they were seen last, and includes what staff.json lists but nobody has met', async () => {
    const { people } = await peopleOf(
      [member('maria', { slack: 'U1', teams: 'AB-12' })],
      [
        identity('slack', 'T1', 'U1', { seenAt: '2026-11-01T00:00:00.000Z' }),
        identity('slack', 'T2', 'U1', { seenAt: '2026-11-02T00:00:00.000Z' }),
      ],
    );
    expect(people.identities('staff:maria').map((one) => one.id)).toEqual([
      'slack:T2:U1',
      'slack:T1:U1',
      'teams::AB-12',
      'browser:local:maria',
    ]);
    expect(people.identities('slack:T1:U1')).toEqual(people.identities('staff:maria'));
  });

  it('leaves out identities that are switched off, and people who have left', async () => {
    const { store, people } = await peopleOf(
      [member('maria', { slack: 'U1' })],
      [identity('slack', 'T1', 'U1', { active: false }), identity('slack', 'T1', 'U2', { active: false })],
    );
    expect(people.identities('staff:maria').map((one) => one.id)).toEqual(['browser:local:maria']);
    expect(people.identities('slack:T1:U2')).toEqual([]);
    await save(store, staffCollection, member('maria', { slack: 'U1', active: false }));
    expect(people.identities('staff:maria')).toEqual([]);
  });

  it('finds people who are not listed', async () => {
    const { people } = await peopleOf([], [identity('slack', 'T1', 'U1', { contact: 'D1' })]);
    expect(people.identities('slack:T1:U1')).toMatchObject([{ contact: 'D1' }]);
    expect(people.identities('slack:T1:U7')).toEqual([]);
  });

  it('follows links that change', async () => {
    const { store, people } = await peopleOf([member('maria'), member('kim')]);
    const slackOf = (id: string) =>
      people
        .identities(`staff:${id}`)
        .filter((one) => one.platform === 'slack')
        .map((one) => one.user);
    await save(store, identityCollection, identity('slack', 'T1', 'U1', { staff: 'maria' }));
    expect([slackOf('maria'), slackOf('kim')]).toEqual([['U1'], []]);
    await save(store, identityCollection, identity('slack', 'T1', 'U1', { staff: 'kim' }));
    expect([slackOf('maria'), slackOf('kim')]).toEqual([[], ['U1']]);
    await save(store, staffCollection, member('maria', { slack: 'U1' }));
    expect([slackOf('maria'), slackOf('kim')]).toEqual([['U1'], []]);
    await store.transact((tx) => tx.delete(identityCollection, 'slack:T1:U1'));
    await store.transact((tx) => tx.delete(staffCollection, 'maria'));
    expect([slackOf('maria'), slackOf('kim')]).toEqual([[], []]);
  });
});

describe('roles and standing', () => {
  it('lists active staff with a role in the order of staff.json', async () => {
    const { people } = await peopleOf([
      member('ann', { role: 'supervisor', order: 2 }),
      member('bob', { role: 'supervisor', order: 1, branches: ['CEN', 'NTH'] }),
      member('cy', { role: 'supervisor', order: 0, active: false }),
      member('dee', { role: 'director', order: 3 }),
      member('eve', { role: 'supervisor', branches: ['NTH'] }),
    ]);
    expect(people.withRole('supervisor')).toEqual(['staff:bob', 'staff:ann', 'staff:eve']);
    expect(people.withRole('supervisor', 'CEN')).toEqual(['staff:bob', 'staff:ann']);
    expect(people.withRole('security')).toEqual([]);
    expect(people.all().map((one) => one.id)).toEqual(['bob', 'ann', 'dee', 'eve']);
  });

  it('gives people who have left a name but no role and no standing', async () => {
    const { people } = await peopleOf([member('maria', { slack: 'U1', role: 'director', active: false })]);
    expect(people.role('staff:maria')).toBeUndefined();
    expect(people.name('staff:maria')).toBe('maria Doe');
    expect(people.staff('staff:maria')?.active).toBe(false);
    expect(people.standing({ platform: 'slack', tenant: 'T1', user: 'U1' })).toBeUndefined();
  });

  it('knows the standing of listed staff at once, unless the platform has said another, and that of others then', async () => {
    const { people } = await peopleOf(
      [
        member('maria', { slack: 'U1' }),
        member('gus', { slack: 'U2' }),
        member('ann', { slack: 'U3' }),
        member('bob', { slack: 'U4' }),
      ],
      [
        identity('slack', 'T1', 'U2', { standing: 'guest' }),
        identity('slack', 'T1', 'U3', { standing: 'unverified' }),
        identity('slack', 'T1', 'U4', { standing: 'member' }),
        identity('slack', 'T1', 'U5', { standing: 'guest' }),
        identity('slack', 'T1', 'U6', { standing: 'unverified' }),
      ],
    );
    const standing = (user: string) => people.standing({ platform: 'slack', tenant: 'T1', user });
    expect(['U1', 'U2', 'U3', 'U4'].map(standing)).toEqual(['member', 'guest', 'member', 'member']);
    expect(['U5', 'U6', 'U7'].map(standing)).toEqual(['guest', undefined, undefined]);
  });

  it.each(['guest', 'outsider', 'bot'] as const)(
    'asks no listed %s where they may not answer',
    async (kind) => {
      const { store, people } = await peopleOf(
        [member('gus', { slack: 'U1' })],
        [identity('slack', 'T1', 'U1', { standing: 'member' })],
      );
      const reachedAt = () => people.identities('staff:gus').map(({ platform }) => platform);
      expect(reachedAt()).toEqual(['slack', 'browser']);
      await save(store, identityCollection, identity('slack', 'T1', 'U1', { standing: kind }));
      expect(reachedAt()).toEqual(['browser']);
    },
  );
});
