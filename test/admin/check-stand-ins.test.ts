import { describe, expect, it } from 'vitest';
import { checkFolder, problemToSentence, readDataFolder, routesOf } from '../../src/admin/index.ts';
import { branch, csv, dana, dataFolder, maria, now } from './library.ts';

const lee = { id: 'lee', name: 'Lee', role: 'supervisor', branches: ['CEN'], email: 'lee@example.org' };

async function found(
  files: Readonly<Record<string, unknown>>,
  ...routes: readonly Parameters<typeof routesOf>[0][]
) {
  const folder = await readDataFolder(await dataFolder({ 'branches.json': [branch], ...files }));
  expect(folder.problems).toEqual([]);
  return checkFolder(folder, now, ...routes.map((one) => routesOf(one)));
}

describe('whoever is alone at a branch', () => {
  const ann = { ...maria, id: 'ann', name: 'Ann' };
  const bob = { ...maria, id: 'bob', name: 'Bob', email: 'bob@example.org' };
  const alone = csv(
    'CEN,ann,desk,2026-06-02 09:00,2026-06-02 17:00,pic',
    'CEN,bob,desk,2026-06-03 09:00,2026-06-03 17:00,pic',
  );
  const library = (fallback: string, more: readonly object[] = []) => ({
    'organisation.json': { name: 'City Library', fallback: { person: fallback } },
    'staff.json': [ann, bob, ...more],
    ...alone,
  });
  const whileAlone = (problems: Awaited<ReturnType<typeof found>>) =>
    problems.map(problemToSentence).filter((one) => one.includes('while '));

  it('is not the one whom their own missed check-in reaches', async () => {
    const said = (await found(library('ann'))).filter(({ sentence }) => sentence.includes('while '));
    expect(said.map((one) => [one.severity, problemToSentence(one)])).toEqual([
      [
        'error',
        'policies.json: while ann is alone at CEN, a check-in of theirs that is missed reaches nobody. Name a { "person": … } who is not on shift there, or somebody else to fall back to.',
      ],
      [
        'warning',
        'policies.json: while ann is alone at CEN, assist, now and emergency of theirs can ask nobody. Name a { "person": … } who is not on shift there, or somebody else to fall back to.',
      ],
      [
        'warning',
        'policies.json: while bob is alone at CEN, a check-in of theirs that is missed asks only ann, who stands in for everybody. Name a { "person": … } who is not on shift there.',
      ],
    ]);
  });

  it('is looked for by whoever is found elsewhere', async () => {
    expect(whileAlone(await found(library('pat', [{ ...bob, id: 'pat', email: 'p@example.org' }])))).toEqual([
      expect.stringContaining(
        'while ann or bob is alone at CEN, a check-in of theirs that is missed asks only pat',
      ),
    ]);
    expect(whileAlone(await found(library('ann', [lee])))).toEqual([]);
    expect(whileAlone(await found(library('ann', [dana])))).toEqual([]);
  });
});

it('a call that no route brings to those on the steps is a warning where one reaches who stands in for them', async () => {
  const policy = { for: 'now', steps: [{ afterSeconds: 0, ask: ['director'] }], lastAfterSeconds: 600 };
  const files = {
    'organisation.json': { name: 'City Library', fallback: { person: 'lee' } },
    'staff.json': [maria, dana, lee],
    ...csv('CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic'),
    'policies.json': { policies: [policy] },
  };
  const [first] = await found(files, { slack: {} });
  expect(first).toMatchObject({
    severity: 'warning',
    sentence:
      'now at CEN asks only people whom no route reaches, so only lee is asked, who stands in for everybody. Add how to reach them, or ask others.',
  });
});

describe('a call that no route brings to those on the steps', () => {
  const ann = { ...maria, id: 'ann', email: undefined };
  const dan = { ...lee, id: 'dan', role: 'director' };
  const di = { ...dan, id: 'di', email: 'di@example.org' };
  const cora = { ...lee, id: 'cora', role: 'coordinator' };
  const sue = { ...maria, id: 'sue', role: 'supervisor' };

  it.each([
    ['a director whom one reaches', [dan], 'only dan is asked, who stands in for everybody'],
    ['all such directors', [dana, dan, di], 'only dan and di are asked, who stand in for everybody'],
    [
      'a coordinator behind the director',
      [dana, cora, sue],
      'only cora is asked, who stands in for everybody',
    ],
    ['nobody, where nobody is reached', [dana], 'nobody gets the call'],
  ])('names %s as whom it goes to', async (_whom, leaders, goes) => {
    const steps = [{ afterSeconds: 0, ask: ['onShift'] }];
    const [first] = await found(
      {
        'organisation.json': { name: 'City Library', fallback: { person: 'ann' } },
        'staff.json': [ann, ...leaders],
        ...csv('CEN,ann,desk,2026-06-02 09:00,2026-06-02 17:00,pic'),
        'policies.json': {
          policies: ['assist', 'now'].map((kind) => ({ for: kind, steps, lastAfterSeconds: 600 })),
        },
      },
      { slack: {} },
    );
    expect(first?.severity).toBe(goes.startsWith('nobody') ? 'error' : 'warning');
    expect(first?.sentence).toMatch(
      new RegExp(`now.* at CEN ask only people whom no route reaches, so ${goes}\\. Add how to reach them`),
    );
  });
});
