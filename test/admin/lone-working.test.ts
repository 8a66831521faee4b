import { describe, expect, it } from 'vitest';
import { checkData, demoShifts, problemToSentence, readDataFolder } from '../../src/admin/index.ts';
import { timesAlone } from '../../src/desk/lone/alone.ts';
import { branch, csv, dana, dataFolder, goodFiles, maria, now, policies, sentencesFor } from './library.ts';

const organisation = { name: 'City Library', fallback: { person: 'dana' } };

describe('the setting for people who are alone', () => {
  it.each([
    ['is left out', undefined],
    ['switches check-ins off', false],
    ['says how often and how long', { everyMinutes: 45, graceMinutes: 10 }],
    ['says only how often', { everyMinutes: 20 }],
    ['leaves it to the organisation', {}],
  ])('of a branch and of the organisation %s', async (_, loneWorking) => {
    const { data, problems } = await readDataFolder(
      await dataFolder({
        ...goodFiles,
        'organisation.json': { ...organisation, loneWorking },
        'branches.json': [{ ...branch, loneWorking }],
      }),
    );
    expect(problems).toEqual([]);
    expect([data.organisation?.loneWorking, data.branches?.[0]?.loneWorking]).toEqual([
      loneWorking,
      loneWorking,
    ]);
  });

  it.each([
    ['too often', { everyMinutes: 4 }, 'loneWorking.everyMinutes: must be 5 or more'],
    ['too seldom', { everyMinutes: 600 }, 'loneWorking.everyMinutes: must be 240 or less'],
    ['half a minute', { graceMinutes: 0.5 }, 'loneWorking.graceMinutes: must be a whole number'],
    ['no time to answer', { graceMinutes: 0 }, 'loneWorking.graceMinutes: must be 1 or more'],
    ['a text', { everyMinutes: '30' }, 'loneWorking.everyMinutes: must be a number'],
    ['another field', { every: 30 }, 'Did you mean "everyMinutes"?'],
    ['a word', 'yes', 'loneWorking: must be an object'],
    ['true', true, 'loneWorking: is true already where nothing is written'],
    [
      'two asks that last longer than the time between',
      { everyMinutes: 30, graceMinutes: 20 },
      'loneWorking.graceMinutes: is 20, but a check-in is asked twice before the next one',
    ],
  ])('is refused with its place: %s', async (_, loneWorking, sentence) => {
    const inBranch = await sentencesFor({ 'branches.json': [{ ...branch, loneWorking }] });
    expect(inBranch).toEqual([expect.stringMatching(/^branches\.json, line \d+, /)]);
    expect(inBranch[0]).toContain(sentence);
    const inOrganisation = await sentencesFor({ 'organisation.json': { ...organisation, loneWorking } });
    expect(inOrganisation).toEqual([expect.stringMatching(/^organisation\.json, line \d+, /)]);
    expect(inOrganisation[0]).toContain(sentence);
  });
});

describe('the policy for a check-in that is not answered', () => {
  const alone = csv('CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic');
  const lone = policies({
    for: 'lone',
    steps: [{ afterSeconds: 0, ask: ['security'] }],
    lastAfterSeconds: 60,
  });
  const check = async (files: Readonly<Record<string, unknown>>) => {
    const folder = await readDataFolder(
      await dataFolder({ ...goodFiles, 'organisation.json': organisation, ...files }),
    );
    return (await checkData(folder, [], now)).problems.map(problemToSentence);
  };
  const about = (sentences: readonly string[]) =>
    sentences.filter((sentence) => sentence.includes('lone at CEN'));

  it('can be written in policies.json, and is checked where the shifts show somebody alone', async () => {
    expect(about(await check({ ...alone, ...lone }))).toEqual([
      expect.stringContaining('lone at CEN can ask nobody on any step'),
    ]);
  });

  it('is not checked where nobody is ever alone or check-ins are off', async () => {
    const two = csv(
      'CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic',
      'CEN,dana,desk,2026-06-02 09:00,2026-06-02 17:00,',
    );
    expect(about(await check({ ...two, ...lone }))).toEqual([]);
    const off = { 'branches.json': [{ ...branch, loneWorking: false }] };
    expect(about(await check({ ...alone, ...lone, ...off }))).toEqual([]);
  });

  it('counts somebody who still works there', async () => {
    const files = { ...alone, 'staff.json': [{ ...maria, active: false }, dana] };
    expect(about(await check(files))).toEqual([]);
  });
});

it('the demo library never shows anybody alone', async () => {
  const { data } = await readDataFolder('data/demo');
  const days = demoShifts(now, data);
  for (const code of new Set(days.map((day) => day.branch))) {
    const shifts = days.filter((day) => day.branch === code).flatMap((day) => day.shifts);
    expect(timesAlone(shifts.map(({ staff, ...span }) => ({ ...span, person: staff ?? '' }))), code).toEqual(
      [],
    );
  }
});
