import { describe, expect, it } from 'vitest';
import {
  identityCollection,
  type KnownPerson,
  type LearnedUser,
  linkByEmail,
  type StaffMember,
  saveIdentity,
  staffCollection,
} from '../../../src/desk/people/index.ts';
import type { Draft, Store } from '../../../src/store/store.ts';
import { openDeskStore, save } from '../desk-store.ts';

const tom: LearnedUser = { platform: 'slack', tenant: 'T1', user: 'U1', standing: 'member', name: 'Tom' };
const noon = '2026-11-22T12:00:00.000Z';

const learn = (store: Store, user: LearnedUser, now = noon) =>
  store.transact((tx) => saveIdentity(tx, user, now));

describe('what a request tells of its sender', () => {
  it('is saved the first time', async () => {
    const store = await openDeskStore();
    await learn(store, { ...tom, zone: 'Europe/Berlin', contact: 'D1' });
    expect(await store.get(identityCollection, 'slack:T1:U1')).toEqual({
      id: 'slack:T1:U1',
      revision: 1,
      platform: 'slack',
      tenant: 'T1',
      user: 'U1',
      name: 'Tom',
      standing: 'member',
      active: true,
      zone: 'Europe/Berlin',
      contact: 'D1',
      seenAt: noon,
    });
  });

  it('is not saved again when it says nothing new, but once a day', async () => {
    const store = await openDeskStore();
    await learn(store, tom);
    expect((await learn(store, tom, '2026-11-23T11:59:59.999Z')).revision).toBe(1);
    expect(await learn(store, tom, '2026-11-23T12:00:00.000Z')).toMatchObject({
      revision: 2,
      seenAt: '2026-11-23T12:00:00.000Z',
    });
  });

  it('adds to what was known and takes nothing away', async () => {
    const store = await openDeskStore();
    await learn(store, { ...tom, contact: 'D1' });
    const { name: _, ...nameless } = tom;
    expect(await learn(store, { ...nameless, locale: 'de', zone: undefined })).toMatchObject({
      name: 'Tom',
      contact: 'D1',
      locale: 'de',
    });
  });

  it('never lets a standing that could not be checked replace one that was', async () => {
    const store = await openDeskStore();
    expect((await learn(store, { ...tom, standing: 'unverified' })).standing).toBe('unverified');
    expect((await learn(store, { ...tom, standing: 'guest' })).standing).toBe('guest');
    expect((await learn(store, { ...tom, standing: 'unverified' })).standing).toBe('guest');
  });
});

describe('linking by e-mail', () => {
  const maria: StaffMember = {
    id: 'maria',
    revision: 1,
    name: 'Maria',
    role: 'staff',
    branches: [],
    email: 'Maria@Example.org',
    active: true,
  };
  const known: KnownPerson = {
    platform: 'slack',
    tenant: 'T1',
    user: 'U1',
    name: 'Maria L.',
    email: 'maria@example.ORG',
    standing: 'member',
    active: true,
  };

  async function linked(staff: Partial<StaffMember>, person: Partial<KnownPerson> = {}) {
    const store = await openDeskStore();
    await save(store, staffCollection, { ...maria, ...staff });
    return (await store.transact((tx) => linkByEmail(tx, { ...known, ...person }))).staff;
  }

  it('links a full member to the member of staff of that address, in any case', async () => {
    expect(await linked({})).toBe('maria');
  });

  it.each<[string, Partial<StaffMember>, Partial<KnownPerson>]>([
    ['a guest', {}, { standing: 'guest' }],
    ['somebody whose standing is not known', {}, { standing: 'unverified' }],
    ['an account that is switched off', {}, { active: false }],
    ['an account of another address', {}, { email: 'm@example.org' }],
    ['an account without an address', {}, { email: undefined }],
    ['staff who have left', { active: false }, {}],
    ['staff who are listed with a user id', { slack: 'U2' }, {}],
  ])('does not link %s', async (_what, staff, person) => {
    expect(await linked(staff, person)).toBeUndefined();
  });

  it('takes a Teams sign-in name as an address, on Teams', async () => {
    const staff = { email: 'm.santos@example.org', teams: 'Maria@example.org' };
    expect(await linked(staff, { platform: 'teams', tenant: 'X', user: 'ab-12' })).toBe('maria');
    expect(await linked({ ...staff, email: undefined }, { platform: 'teams' })).toBe('maria');
    expect(await linked(staff)).toBeUndefined();
  });

  it('links nobody when two have the address', async () => {
    const store = await openDeskStore();
    await save(store, staffCollection, maria, { ...maria, id: 'mary' });
    expect((await store.transact((tx) => linkByEmail(tx, known))).staff).toBeUndefined();
  });

  it('takes back a link that no longer holds, and keeps one when no address is told', async () => {
    const store = await openDeskStore();
    await save(store, staffCollection, maria);
    const link = (person: Partial<KnownPerson>) =>
      store.transact((tx) => linkByEmail(tx, { ...known, ...person }));
    expect((await link({})).staff).toBe('maria');
    expect((await link({ email: undefined })).staff).toBe('maria');
    expect((await link({ email: 'other@example.org' })).staff).toBeUndefined();
    expect((await link({})).staff).toBe('maria');
    expect((await link({ standing: 'guest', email: undefined })).staff).toBeUndefined();
  });

  it('keeps the link of somebody who leaves, until the address is somebody else’s', async () => {
    const store = await openDeskStore();
    await save(store, staffCollection, maria);
    const link = () => store.transact((tx) => linkByEmail(tx, known));
    expect((await link()).staff).toBe('maria');
    await save(store, staffCollection, { ...maria, active: false });
    expect((await link()).staff).toBe('maria');
    await save(store, staffCollection, { ...maria, id: 'mary' });
    expect((await link()).staff).toBe('mary');
  });

  it('keeps what requests have told and never stores the address', async () => {
    const store = await openDeskStore();
    await learn(store, { ...tom, contact: 'D1' });
    const identity = await store.transact((tx) => linkByEmail(tx, known));
    expect(identity).toMatchObject({ contact: 'D1', seenAt: noon, name: 'Maria L.' });
    expect(JSON.stringify(identity)).not.toMatch(/example/i);
  });

  it('writes nothing when nothing is new', async () => {
    const store = await openDeskStore();
    await save(store, staffCollection, maria);
    const link = () => store.transact((tx) => linkByEmail(tx, known));
    expect([(await link()).revision, (await link()).revision]).toEqual([1, 1]);
  });
});

describe('a person with a mail address beside the sign-in name', () => {
  const lee: KnownPerson = {
    platform: 'teams',
    tenant: 'T',
    user: 'u1',
    name: 'Lee',
    email: 'l.park@tenant.example.org',
    otherEmail: 'Lee@example.org',
    standing: 'member',
    active: true,
  };
  const member = (id: string, email: string): Draft<StaffMember> => ({
    id,
    name: id,
    email,
    role: 'staff',
    branches: [],
    active: true,
  });

  it('is linked by the mail address where nobody has the sign-in name', async () => {
    const store = await openDeskStore();
    await save(store, staffCollection, member('lee', 'lee@example.org'));
    await store.transact((tx) => linkByEmail(tx, lee));
    expect(await store.get(identityCollection, 'teams:T:u1')).toMatchObject({ staff: 'lee' });
  });

  it('is linked by the sign-in name first', async () => {
    const store = await openDeskStore();
    const park = member('park', 'l.park@tenant.example.org');
    await save(store, staffCollection, member('lee', 'lee@example.org'), park);
    await store.transact((tx) => linkByEmail(tx, lee));
    expect(await store.get(identityCollection, 'teams:T:u1')).toMatchObject({ staff: 'park' });
  });

  it('is nobody else’s where one of the two bears out the user id of staff.json', async () => {
    const store = await openDeskStore();
    const park = member('park', 'l.park@tenant.example.org');
    await save(store, staffCollection, { ...member('lee', 'lee@example.org'), teams: 'U1' }, park);
    await store.transact((tx) => linkByEmail(tx, lee));
    expect(await store.get(identityCollection, 'teams:T:u1')).not.toHaveProperty('staff');
  });
});
