import { describe, expect, it } from 'vitest';
import { besideDatabase, importData, problemToSentence, readDataFolder } from '../../src/admin/index.ts';
import { csv, dataFolder, goodFiles, now, openStore, policies, policy } from './library.ts';

const person = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  role: 'staff',
  branches: ['CEN'],
  email: `${name.toLowerCase()}@example.org`,
  ...more,
});
const [ann, bob, cy] = [person('1', 'Ann'), person('2', 'Bob'), person('3', 'Cy')];

/** What comes of these files beside a database that has taken over Ann, Bob and Cy under the ids 1, 2 and 3. */
async function besideThree(staff: readonly object[]) {
  const { store } = await openStore();
  const first = await readDataFolder(await dataFolder({ ...goodFiles, 'staff.json': [ann, bob, cy] }));
  await importData(store, first.data, now);
  const folder = await readDataFolder(
    await dataFolder({
      ...goodFiles,
      'organisation.json': { name: 'Test', fallback: { person: '1' } },
      'staff.json': staff,
      ...policies({ ...policy, steps: [{ afterSeconds: 0, ask: [{ person: '1' }] }] }),
      ...csv('CEN,1,desk,2026-06-02 09:00,2026-06-02 17:00,'),
    }),
  );
  const { data, problems } = await besideDatabase(folder, store);
  const waits = [data.organisation, data.staff, data.policies, data.shiftDays].map(
    (one) => one === undefined,
  );
  return { said: problems.map(problemToSentence), waits };
}

const everythingWaits = [true, true, true, true];
const taken = { said: [], waits: [false, false, false, false] };
const moved = (...whom: readonly string[]) =>
  expect.stringMatching(
    new RegExp(`^staff\\.json: gives people the ids of others: ${whom.join('.*')}\\. Let everybody keep`),
  );

describe('staff.json beside the people of the database', () => {
  it.each([
    [
      'where one has left and the others move up',
      [person('1', 'Bob'), person('2', 'Cy')],
      ['who was "2" is now "1"', 'who was "3" is now "2"'],
    ],
    [
      'where somebody new stands above them',
      [person('1', 'New'), person('2', 'Ann'), person('3', 'Bob'), person('4', 'Cy')],
      ['who was "1" is now "2"', 'who was "2" is now "3"', 'who was "3" is now "4"'],
    ],
    [
      'where somebody new has an old id',
      [person('1', 'New'), bob, cy, person('4', 'Ann')],
      ['who was "1" is now "4"'],
    ],
    [
      'where two are exchanged, in whatever case',
      [ann, person('2', 'CY', { email: 'CY@example.org' }), person('3', 'Bob')],
      ['who was "3" is now "2"', 'who was "2" is now "3"'],
    ],
  ])('is refused, with what names people, %s', async (_what, staff, whom) => {
    expect(await besideThree(staff)).toEqual({ said: [moved(...whom)], waits: everythingWaits });
  });

  it.each([
    [
      'an address that was at the wrong person',
      [person('1', 'Ann', { email: bob.email }), person('2', 'Bob', { email: ann.email }), cy],
    ],
    ['another name', [person('1', 'Ann', { name: 'Ann Bob' }), bob, cy]],
    ['a namesake', [ann, bob, cy, person('4', 'Ann', { email: 'other@example.org' })]],
    [
      'the account of somebody who stays',
      [ann, person('2', 'Bob', { email: undefined }), cy, person('4', 'Dee', { email: bob.email })],
    ],
    [
      'whoever has an id of their own now, and the old one on record',
      [person('1', 'Ann', { email: undefined, active: false }), bob, cy, person('4', 'Ann')],
    ],
  ])('is taken over with %s', async (_what, staff) => {
    expect(await besideThree(staff)).toEqual(taken);
  });

  it('is held against them also where it has another mistake', async () => {
    const slip = person('5', 'Eve', { email: 'eve@@example.org' });
    const mistake = expect.stringMatching(/email: is not an e-mail address/);
    expect(await besideThree([bob, cy, slip, person('1.a', 'Ann'), person('1', 'New')])).toEqual({
      said: [mistake, moved('who was "1" is now "1.a"')],
      waits: everythingWaits,
    });
    expect(await besideThree([ann, bob, cy, slip])).toEqual({
      said: [mistake],
      waits: [false, true, false, false],
    });
  });

  it('knows somebody at a new id by name where the slip is in their address', async () => {
    expect(await besideThree([ann, person('b.o', 'bob', { email: 'bob@@example.org' }), cy])).toEqual({
      said: [
        expect.stringMatching(/is not an e-mail address/),
        expect.stringMatching(
          /^staff\.json: has the name of "2" at "b\.o", and "2" is gone\..*"active": false\. Until/,
        ),
      ],
      waits: everythingWaits,
    });
  });

  it('lets the shifts wait where somebody who is gone stands under a new id and the file has another mistake', async () => {
    const { said, waits } = await besideThree([
      ann,
      person('b.o', 'Bob'),
      person('3', 'Cy', { email: 'cy@@example.org' }),
    ]);
    expect(said).toEqual([
      expect.stringMatching(/is not an e-mail address/),
      expect.stringMatching(/^staff\.json: has "email" of "2" at "b\.o", and "2" is gone\./),
    ]);
    expect(waits).toEqual(everythingWaits);
  });
});
