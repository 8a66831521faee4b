import { describe, expect, it } from 'vitest';
import { readDataFolder } from '../../src/admin/index.ts';
import {
  branch,
  dana,
  dataFolder,
  goodFiles,
  maria,
  policies,
  policy,
  sentencesFor,
  told,
} from './library.ts';

describe('a mistake in branches.json', () => {
  it.each([
    ['not a list', {}, 'line 1: must be a list'],
    ['no branch', [], 'line 1: lists no branch'],
    ['a missing name', [{ ...branch, name: undefined }], 'line 2, name: is missing'],
    [
      'an unknown field',
      [{ ...branch, zone: 'x' }],
      'zone: "zone" is not a field here. Did you mean "zones"?',
    ],
    ['a code with a space', [{ ...branch, code: 'C N' }], 'line 3, code: is not a branch code'],
    ['a code that commands use', [{ ...branch, code: 'all' }], 'code: is a word that commands use'],
    ['a code twice', [branch, { ...branch, code: 'cen' }], 'line 16, code: CEN is the code of two branches'],
    ['a bad zone', [{ ...branch, timezone: 'Toronto' }], 'line 5, timezone: is not a time zone'],
    ['an offset for a zone', [{ ...branch, timezone: '+01:00' }], 'timezone: is not a time zone'],
    ['a zone of the building twice', [{ ...branch, zones: ['Desk', 'desk'] }], 'zones: lists "desk" twice'],
    [
      'a zone that no form can list',
      [{ ...branch, zones: ['x'.repeat(59)] }],
      'zones[0]: is longer than 58 characters',
    ],
    ['a weekday in full', [{ ...branch, hours: { monday: [] } }], 'Did you mean "mon"?'],
    [
      'hours without minutes',
      [{ ...branch, hours: { mon: ['9-20'] } }],
      'hours.mon[0]: are not opening hours',
    ],
    [
      'hours that do not exist',
      [{ ...branch, hours: { mon: ['09:00-25:00'] } }],
      'hours.mon[0]: are not opening',
    ],
    [
      'hours of no length',
      [{ ...branch, hours: { mon: ['09:00-09:00'] } }],
      'open and close at the same time',
    ],
    [
      'hours that overlap',
      [{ ...branch, hours: { mon: ['09:00-13:00', '12:00-17:00'] } }],
      'hours that overlap',
    ],
    ['a closed day that is no date', [{ ...branch, closed: ['2026-02-30'] }], 'closed[0]: is not a date'],
    [
      'a channel by name',
      [{ ...branch, channels: { slack: '#central' } }],
      'channels.slack: is not a Slack channel',
    ],
    [
      'a fallback that is not there',
      [{ ...branch, fallbackBranch: 'NTH' }],
      'fallbackBranch: NTH is not the code',
    ],
    ['itself as fallback', [{ ...branch, fallbackBranch: 'CEN' }], 'fallbackBranch: is the branch itself'],
    ['a negative number', [{ ...branch, minStaff: -1 }], 'minStaff: must be 0 or more'],
    ['a text for a number', [{ ...branch, minStaff: '2' }], 'minStaff: must be a number'],
  ])('is named with its place: %s', async (_, branches, sentence) => {
    expect(await sentencesFor({ 'branches.json': branches })).toContainEqual(told('branches.json', sentence));
  });

  it('is named with its entry where several stand on one line', async () => {
    const wrong = [branch, { ...branch, code: 'NTH' }].map((one) => ({ ...one, minStaff: -1 }));
    const oneLine = { ...goodFiles, 'branches.json': JSON.stringify(wrong) };
    const { problems } = await readDataFolder(await dataFolder(oneLine));
    expect(problems.map(({ file, place }) => [file, place])).toEqual([
      ['branches.json', 'line 1, entry 1, minStaff'],
      ['branches.json', 'line 1, entry 2, minStaff'],
    ]);
  });

  it('with a channel that is another branch’s is worth a word', async () => {
    const shared = { ...branch, channels: { slack: 'C0CENTRAL' } };
    const files = { 'branches.json': [shared, { ...shared, code: 'NTH', name: 'North' }] };
    const { data, problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...files }));
    expect(problems).toMatchObject([
      { severity: 'warning', sentence: expect.stringContaining('also that of CEN') },
    ]);
    expect(data.branches).toHaveLength(2);
  });

  it.each([
    ['a', 'A'],
    ['HE', 'HE'],
    ['2', '2'],
  ])(
    'whose code is the ordinary word %s is worth a word, as calls that begin with it go there',
    async (code, said) => {
      const files = { 'branches.json': [branch, { ...branch, code, name: 'Annex' }] };
      const { data, problems } = await readDataFolder(await dataFolder({ ...goodFiles, ...files }));
      expect(problems).toEqual([
        {
          file: 'branches.json',
          place: 'line 16, code',
          severity: 'warning',
          sentence: `${said} is also a word with which people begin a sentence: calls and reports that begin with it go to this branch, wherever they come from. Choose another code.`,
        },
      ]);
      expect(data.branches).toHaveLength(2);
    },
  );

  it.each(['NTH-A', 'HEA', 'ANX', 'MAIN', '12', 'B2'])('may have the code %s', async (code) => {
    const files = { 'branches.json': [branch, { ...branch, code }] };
    expect(await sentencesFor(files)).toEqual([]);
  });

  it('without opening hours is only worth a word', async () => {
    const { data, problems } = await readDataFolder(
      await dataFolder({ ...goodFiles, 'branches.json': [{ ...branch, hours: {} }] }),
    );
    expect(problems).toMatchObject([{ severity: 'warning', place: 'line 9, hours' }]);
    expect(data.branches).toHaveLength(1);
  });
});

describe('a mistake in staff.json', () => {
  it.each([
    ['no id', [{ ...maria, id: undefined }], 'line 2, id: is missing'],
    ['an id twice', [maria, { ...dana, id: 'Maria' }], 'id: is the same as that of Maria'],
    ['an id with a colon', [{ ...maria, id: 'staff:maria' }], 'line 3, id: is not a staff id'],
    [
      'an unknown role',
      [{ ...maria, role: 'boss' }],
      'line 5, role: is not a role. Use one of student, staff',
    ],
    [
      'an unknown branch',
      [{ ...maria, branches: ['CEN', 'XYZ'] }],
      'line 8, branches[1]: XYZ is not the code',
    ],
    ['a bad e-mail address', [{ ...maria, email: 'maria(at)example' }], 'email: is not an e-mail address'],
    [
      'an e-mail twice',
      [maria, { ...dana, email: 'MARIA@example.org' }],
      'email: is the same as that of Maria',
    ],
    ['a Slack name', [{ ...maria, slack: '@maria' }], 'slack: is not a Slack user id'],
    [
      'a Slack user twice',
      [
        { ...maria, slack: 'U1' },
        { ...dana, slack: 'U1' },
      ],
      'slack: is the same as that',
    ],
    ['a word for yes', [{ ...maria, active: 'yes' }], 'active: must be true or false'],
    ['an empty name', [{ ...maria, name: ' ' }], 'name: is empty'],
    ['a misspelt field', [{ ...maria, emial: 'x' }], 'Did you mean "email"?'],
  ])('is named with its place: %s', async (_, staff, sentence) => {
    expect(await sentencesFor({ 'staff.json': staff })).toContainEqual(told('staff.json', sentence));
  });
});

describe('a mistake in organisation.json', () => {
  it.each([
    ['no name', {}, 'line 1, name: is missing'],
    ['a bad zone', { name: 'X', timezone: 'Nowhere/City' }, 'line 3, timezone: is not a time zone'],
    ['a bad language', { name: 'X', languages: ['english language'] }, 'languages[0]: is not a language'],
    ['an unknown fallback', { name: 'X', fallback: { person: 'bob' } }, 'fallback.person: bob is not the id'],
  ])('is named with its place: %s', async (_, organisation, sentence) => {
    expect(await sentencesFor({ 'organisation.json': organisation })).toEqual([
      told('organisation.json', sentence),
    ]);
  });
});

describe('a mistake in policies.json', () => {
  const steps = (...list: readonly unknown[]) => policies({ ...policy, steps: list });
  it.each([
    ['no list', { 'policies.json': [] }, 'must be an object'],
    ['nothing in it', { 'policies.json': {} }, 'policies: is missing. Add it.'],
    [
      'for nothing known',
      policies({ ...policy, for: 'help' }),
      'policies[0].for: is not what a policy can be for',
    ],
    [
      'no end',
      policies({ ...policy, lastAfterSeconds: undefined }),
      'lastAfterSeconds: is missing, so the policy',
    ],
    [
      'an end before the last step',
      policies({ ...policy, lastAfterSeconds: 0 }),
      'not later than the last step (0)',
    ],
    [
      'steps that do not ascend',
      steps({ afterSeconds: 30, ask: ['pic'] }, { afterSeconds: 30, ask: ['director'] }),
      'policies[0].steps[1].afterSeconds: is 30, not later than the step before (30)',
    ],
    ['no steps', steps(), 'policies[0].steps: is empty'],
    [
      'repeats that reach beyond the next step',
      steps(
        { afterSeconds: 0, ask: ['pic'], repeat: { everySeconds: 30, times: 2 } },
        { afterSeconds: 60, ask: ['director'] },
      ),
      'policies[0].steps[1].afterSeconds: is 60, not later than the step before (60)',
    ],
    [
      'an unknown rota',
      steps({ afterSeconds: 0, ask: [{ rota: 'nights' }] }),
      'policies[0].steps[0].ask[0]: nights is not one of the rotas',
    ],
    [
      'somebody unknown in a rota',
      { 'policies.json': { rotas: { nights: ['bob'] }, policies: [policy] } },
      'rotas.nights[0]: bob is not the id of anybody',
    ],
    [
      'neither open nor closed',
      steps({ afterSeconds: 0, ask: ['pic'], when: 'weekends' }),
      'policies[0].steps[0].when: is neither open nor closed',
    ],
    ['nobody asked', steps({ afterSeconds: 0, ask: [] }), 'steps[0].ask: is empty'],
    [
      'an unknown group',
      steps({ afterSeconds: 0, ask: ['boss'] }),
      'steps[0].ask[0]: is nobody that can be asked',
    ],
    ['an unknown person', steps({ afterSeconds: 0, ask: [{ person: 'bob' }] }), 'ask[0]: bob is not the id'],
    ['an unknown branch', policies({ ...policy, branches: ['XYZ'] }), 'branches[0]: XYZ is not the code'],
    [
      'an unknown fallback',
      policies({ ...policy, fallback: { person: 'bob' } }),
      'fallback.person: bob is not',
    ],
    [
      'two for the same',
      policies(policy, policy),
      'policies[1].for: There are two policies for now at every branch',
    ],
  ])('is named with its place: %s', async (_, files, sentence) => {
    expect(await sentencesFor(files)).toContainEqual(told('policies.json', sentence));
  });
});
