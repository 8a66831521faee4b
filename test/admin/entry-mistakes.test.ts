import { describe, expect, it } from 'vitest';
import { branch, maria, policies, policy, sentencesFor, told } from './library.ts';

describe('a mistake in an entry', () => {
  it('does not hide the others of this entry, nor those that need two entries to be seen', async () => {
    const sentences = await sentencesFor({
      'branches.json': [
        { ...branch, timezone: 'X', zone: 1, foo: 2, fallbackBranch: 'XYZ', loneWorking: true },
        { ...branch, name: 5, hours: { mon: ['09:00-13:00', '12:00-17:00'] } },
      ],
      'staff.json': [
        { ...maria, role: 'boss', branches: ['XYZ'] },
        { ...maria, name: '', email: 'MARIA@example.org', branches: ['ABC'] },
      ],
      'organisation.json': { name: '', fallback: { person: 'bob' }, loneWorking: true },
      'policies.json': {
        policy: 1,
        rotas: { nights: ['bob', 5] },
        policies: [
          {
            for: 'now',
            branches: ['XYZ'],
            extra: 1,
            steps: [
              { afterSeconds: 30, ask: ['boss', { person: 'bob' }, { rota: 'days' }] },
              { afterSeconds: 20, ask: [] },
            ],
          },
          { for: 'help', steps: [{ afterSeconds: 0, ask: [{ person: 'eve' }] }] },
        ],
      },
    });
    const heads = [
      'organisation.json, line 2, name: is empty',
      'organisation.json, line 4, fallback.person: bob is not the id',
      'organisation.json, line 6, loneWorking: is true already',
      'branches.json, line 5, timezone: is not a time zone',
      'branches.json, line 14, zone: "zone" is not a field here. Did you mean "zones"?',
      'branches.json, line 15, foo: "foo" is not a field here. Take it out, or use one of code, name',
      'branches.json, line 16, fallbackBranch: XYZ is not the code',
      'branches.json, line 17, loneWorking: is true already',
      'branches.json, line 20, code: CEN is the code of two branches',
      'branches.json, line 21, name: must be a text',
      'branches.json, line 27, hours.mon: has hours that overlap',
      'staff.json, line 5, role: is not a role',
      'staff.json, line 7, branches[0]: XYZ is not the code',
      'staff.json, line 12, id: is the same as that of Maria',
      'staff.json, line 13, name: is empty',
      'staff.json, line 16, branches[0]: ABC is not the code',
      'staff.json, line 18, email: is the same as that of Maria',
      'policies.json, line 2, policy: "policy" is not a field here',
      'rotas.nights[0]: bob is not the id',
      'rotas.nights[1]: must be a text',
      'policies[0].branches[0]: XYZ is not the code',
      'policies[0].extra: "extra" is not a field here',
      'policies[0].lastAfterSeconds: is missing',
      'policies[0].steps[0].ask[0]: is nobody that can be asked',
      'policies[0].steps[0].ask[1]: bob is not the id',
      'policies[0].steps[0].ask[2]: days is not one of the rotas',
      'policies[0].steps[1].afterSeconds: is 20, not later',
      'policies[0].steps[1].ask: is empty',
      'policies[1].for: is not what a policy can be for',
      'policies[1].lastAfterSeconds: is missing',
      'policies[1].steps[0].ask[0]: eve is not the id',
    ];
    for (const head of heads) expect(sentences).toContainEqual(expect.stringContaining(head));
    expect(sentences).toHaveLength(heads.length);
  });

  it('is not that two policies are for every branch when the branches of one are written wrong', async () => {
    const sentences = await sentencesFor(policies(policy, { ...policy, branches: ['!'] }));
    expect(sentences).toEqual([told('policies.json', 'policies[1].branches[0]: is not a branch code')]);
  });

  it('is that staff.json lists nobody, which would leave nobody to ask', async () => {
    const rest = { 'organisation.json': { name: 'X', fallback: { person: 'dana' } } };
    expect(await sentencesFor({ ...rest, 'staff.json': [] })).toEqual([
      told('staff.json', 'lists nobody', 1),
    ]);
    // What names them is not wrong, too.
    expect(await sentencesFor({ ...rest, 'branches.json': [] })).toEqual([
      told('branches.json', 'lists no branch', 1),
    ]);
  });
});
