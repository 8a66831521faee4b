import { describe, expect, it } from 'vitest';
import {
  branchCollection,
  createBranches,
  type Organisation,
  organisationCollection,
  readPlace,
} from '../../../src/desk/branches/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { openDeskStore, save } from '../desk-store.ts';
import { branch } from './branch.ts';

const northA = branch('NTH-A', { name: 'Northside Library', city: 'Ashton' });
const northB = branch('NTH-B', { name: 'Northside Library', city: 'Brook' });
const central = branch('CEN', { name: 'Central Library', city: 'Ashton' });
const eloi = branch('ELO', { name: 'Bibliothèque Saint-Éloi', city: 'Montréal' });
const north = branch('NOR', { name: 'North', city: 'Caleb’s Cove' });

const organisation: Organisation = {
  id: 'organisation',
  revision: 1,
  name: 'Ashton Libraries',
  timezone: 'America/New_York',
  languages: ['en'],
  terms: { patron: 'guest', suspension: 'ban' },
  emergencyText: 'Dial 911.',
  adminChannels: {},
};

describe('branches', () => {
  it.each([
    ['CEN', { branch: central }],
    ['CEN/desk', { branch: { ...central, zones: ['desk'] }, zone: 'desk' }],
    ['CEN/reading room/east', { branch: central, gone: 'reading room/east' }],
    ['GONE/desk', undefined],
    [7, undefined],
  ])('reads the chosen place %s, whose zone may have been taken out', (value, expected) => {
    const zones = expected?.branch.zones ?? [];
    const byCode = (code: string) => (code === 'CEN' ? { ...central, zones } : undefined);
    expect(readPlace(value, { byCode })).toEqual(expected);
  });

  it.each([
    ['NTH-A', ['NTH-A']],
    ['nth-b', ['NTH-B']],
    ['cen', ['CEN']],
    ['northside library', ['NTH-A', 'NTH-B']],
    ['NORTHSIDE', ['NTH-A', 'NTH-B']],
    ['northside brook', ['NTH-B']],
    ['northside, brook', ['NTH-B']],
    ['north', ['NOR']],
    ['nort', ['NOR', 'NTH-A', 'NTH-B']],
    ['ashton', ['CEN', 'NTH-A']],
    ['saint eloi', ['ELO']],
    ['montreal', ['ELO']],
    ["caleb's", ['NOR']],
    ['library', ['CEN', 'NTH-A', 'NTH-B']],
    ['orthside', []],
    ['north pole', []],
    ['', []],
    [' ?! ', []],
  ])('takes the words "%s" to mean %j', async (words, expected) => {
    const store = await openDeskStore();
    await save(store, branchCollection, northA, northB, central, eloi, north);
    const branches = await createBranches(store);
    expect(branches.matching(words).map((one) => one.id)).toEqual(expected);
  });

  it('names the city only where branches share a name, and the code where they share that too', async () => {
    const store = await openDeskStore();
    const twin = branch('TWN', { name: 'Annex', city: 'Ashton' });
    await save(store, branchCollection, northA, northB, central, twin, { ...twin, id: 'TWO' });
    const branches = await createBranches(store);
    expect(branches.all().map((one) => branches.label(one))).toEqual([
      'Central Library',
      'Northside Library (Ashton)',
      'Northside Library (Brook)',
      'Annex (TWN)',
      'Annex (TWO)',
    ]);
  });

  it('works before any organisation is known, and with it as soon as it is saved', async () => {
    const store = await openDeskStore();
    const branches = await createBranches(store);
    expect(branches.organisation()).toMatchObject({ timezone: 'UTC' });
    expect(branches.organisation()).not.toHaveProperty('name');
    expect(branches.dialText(central)).toBe('Dial your local emergency number.');

    await save(store, organisationCollection, organisation);
    expect(branches.organisation().name).toBe('Ashton Libraries');
    expect(branches.dialText(undefined)).toBe('Dial 911.');
    expect(branches.dialText({ ...central, emergencyText: 'Dial 9-911.' })).toBe('Dial 9-911.');
  });

  it('follows what is saved and deleted', async () => {
    const store = await openDeskStore();
    await save(store, branchCollection, northB, central);
    const branches = await createBranches(store);
    await save(store, branchCollection, northA, { ...central, name: 'Main Library' });
    expect(branches.all().map((one) => one.id)).toEqual(['CEN', 'NTH-A', 'NTH-B']);
    expect(branches.byCode('cen')?.name).toBe('Main Library');

    await store.transact((tx) => tx.delete(branchCollection, 'NTH-B'));
    expect(branches.all().map((one) => one.id)).toEqual(['CEN', 'NTH-A']);
    expect(branches.byCode('NTH-B')).toBeUndefined();
    expect(branches.label(northA)).toBe('Northside Library');
  });

  it('misses nothing that is saved while it is being built', async () => {
    const store = await openDeskStore();
    // A medium whose reading takes so long that commits come before its answer.
    const slow: Store = {
      ...store,
      async all(collection) {
        const found = await store.all(collection);
        await save(store, branchCollection, northA, northB);
        await store.transact((tx) => tx.delete(branchCollection, 'CEN'));
        return found;
      },
    };
    await save(store, branchCollection, central);
    const branches = await createBranches(slow);
    expect(branches.all().map((one) => one.id)).toEqual(['NTH-A', 'NTH-B']);
  });

  it('knows whose channel a place is, on whichever platform', async () => {
    const store = await openDeskStore();
    await save(
      store,
      branchCollection,
      { ...central, channels: { slack: 'C1', teams: '19:abc' } },
      { ...northA, channels: { slack: 'C2' } },
    );
    const branches = await createBranches(store);
    expect(branches.ofPlace('C2')?.id).toBe('NTH-A');
    expect(branches.ofPlace('19:abc')?.id).toBe('CEN');
    expect(branches.ofPlace('C3')).toBeUndefined();
  });

  it('takes a channel of two branches for neither', async () => {
    const store = await openDeskStore();
    const channels = { slack: 'C1' };
    await save(store, branchCollection, { ...central, channels }, { ...northA, channels });
    expect((await createBranches(store)).ofPlace('C1')).toBeUndefined();
  });

  it('asks the platform under which id the requests of a channel arrive', async () => {
    const store = await openDeskStore();
    await save(store, branchCollection, central, northA);
    const branches = await createBranches(store, {
      channelOf: (platform, code) => (platform === 'browser' ? `channel/${code}` : undefined),
    });
    expect(branches.ofPlace('channel/NTH-A')?.id).toBe('NTH-A');
  });
});
