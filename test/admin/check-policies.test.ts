import { describe, expect, it } from 'vitest';
import { checkFolder, problemToSentence, readDataFolder, routesOf } from '../../src/admin/index.ts';
import { branch, csv, dana, dataFolder, maria, now, sentencesFor } from './library.ts';

const week = (span: string) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [span]]));
const lee = { id: 'lee', name: 'Lee', role: 'supervisor', branches: ['CEN'], email: 'lee@example.org' };
const step = (afterSeconds: number, ask: readonly unknown[], rest: object = {}) => ({
  afterSeconds,
  ask,
  ...rest,
});
const nowPolicy = (...steps: readonly object[]) => ({ for: 'now', steps, lastAfterSeconds: 600 });

/** A library in which every built-in policy finds somebody on every step. */
const complete = {
  'organisation.json': { name: 'City Library', fallback: { person: 'dana' } },
  'branches.json': [branch],
  'staff.json': [maria, dana, lee],
  ...csv('CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic'),
};

/** What is said of a folder whose `policies.json` has one policy. */
async function risksOf(
  policy: object | undefined,
  files: Readonly<Record<string, unknown>> = {},
  routes?: Parameters<typeof routesOf>[0],
): Promise<readonly string[]> {
  const written = policy === undefined ? {} : { 'policies.json': { policies: [policy] } };
  const folder = await readDataFolder(await dataFolder({ ...complete, ...written, ...files }));
  expect(folder.problems).toEqual([]);
  const risks = await checkFolder(folder, now, routes === undefined ? undefined : routesOf(routes));
  return risks.map(problemToSentence);
}

describe('a step that can never run is reported by policy, branch and step when the policies are read', () => {
  it('because nobody is ever in that position or zone, or works there', async () => {
    const policy = nowPolicy(
      step(0, ['onShift']),
      step(10, [{ position: 'teen' }]),
      step(20, ['zone', 'security']),
      step(30, ['director']),
    );
    expect(await risksOf(policy)).toEqual([
      'policies.json: nobody is found by teen at CEN, so these steps are skipped: now after 10 s. Ask others, or add these to staff.json or shifts.csv.',
      'policies.json: nobody is found by zone or security at CEN, so these steps are skipped: now after 20 s. Ask others, or add these to staff.json or shifts.csv.',
    ]);
  });

  it('but not where somebody is in that position, in any case', async () => {
    const policy = nowPolicy(step(0, ['security']), step(10, [{ position: 'teen' }]), step(20, ['director']));
    const guards = csv(
      'CEN,maria,Security,2026-06-02 09:00,2026-06-02 17:00,pic',
      'CEN,maria,Teen,2026-06-02 17:00,2026-06-02 20:00,',
    );
    expect(await risksOf(policy, guards)).toEqual([]);
  });

  it('because the branch never closes', async () => {
    const policy = nowPolicy(step(0, ['onShift']), step(10, ['director'], { when: 'closed' }));
    const always = { ...branch, hours: week('00:00-24:00') };
    expect(await risksOf(policy, { 'branches.json': [always] })).toEqual([
      'policies.json: there are no closed hours at CEN, so these steps are skipped: now after 10 s. Take out "when".',
    ]);
    const holidays = { ...always, closed: ['2026-12-25'] };
    expect(await risksOf(policy, { 'branches.json': [holidays] })).toEqual([]);
    const past = { ...always, closed: ['2025-12-25'] };
    expect(await risksOf(policy, { 'branches.json': [past] })).toHaveLength(1);
    expect(await risksOf(policy)).toEqual([]);
  });

  it('because the branch never opens', async () => {
    const policy = nowPolicy(step(0, ['onShift'], { when: 'open' }), step(10, ['director']));
    const folder = await readDataFolder(
      await dataFolder({
        ...complete,
        'branches.json': [{ ...branch, hours: {} }],
        'policies.json': { policies: [policy] },
      }),
    );
    expect((await checkFolder(folder, now)).map(problemToSentence)).toContain(
      'policies.json: there are no opening hours at CEN, so these steps are skipped: now after 0 s. Take out "when".',
    );
  });

  it('but not because the same people were all asked before', async () => {
    expect(await risksOf(nowPolicy(step(0, ['director']), step(10, ['director'])))).toEqual([]);
  });

  it('and no step comes after the caller is told that nobody has confirmed', async () => {
    const policy = { ...nowPolicy(step(0, ['onShift']), step(700, ['director'])) };
    expect(await sentencesFor({ 'policies.json': { policies: [policy] } })).toEqual([
      expect.stringContaining('lastAfterSeconds: is 600, not later than the last step (700)'),
    ]);
  });
});

describe('whoever stands in for a supervisor by their shift', () => {
  const acting = csv('CEN,maria,Acting supervisor,2026-06-02 09:00,2026-06-02 17:00,pic');
  const asksSupervisors = { for: 'escalate', steps: [step(0, ['supervisor'])], lastAfterSeconds: 600 };
  const escalate = (risks: readonly string[]) => risks.filter((one) => one.includes('escalate'));

  it('is found by supervisor for questions, and not for calls', async () => {
    const staff = { 'staff.json': [maria, dana] };
    const skipped = await risksOf(undefined, { ...staff, ...acting });
    expect(escalate(skipped)).toEqual([]);
    expect(skipped).toContainEqual(
      expect.stringContaining('by supervisor at CEN, so these steps are skipped: assist'),
    );
    expect(escalate(await risksOf(undefined, staff))).toHaveLength(1);
  });

  it('keeps questions from being ones that nobody can be asked, and is to be reached for them', async () => {
    const alone = (person: object) => ({
      'organisation.json': { name: 'City Library' },
      'staff.json': [person],
      ...acting,
    });
    expect(escalate(await risksOf(asksSupervisors, alone(maria)))).toEqual([]);
    const { email: _, ...unreached } = maria;
    expect(escalate(await risksOf(asksSupervisors, alone(unreached), { email: {} }))).toEqual([
      expect.stringMatching(/ escalate .*at CEN asks? only people whom no route reaches/),
    ]);
  });
});

it('a policy without an end is refused', async () => {
  const { lastAfterSeconds: _, ...endless } = nowPolicy(step(0, ['director']));
  expect(await sentencesFor({ 'policies.json': { policies: [endless] } })).toEqual([
    expect.stringContaining('so the policy has no end'),
  ]);
});

it('more people than can ever be asked are not waited for without a word', async () => {
  const policy = nowPolicy(step(0, ['onShift'], { needs: 3 }), step(60, ['director']));
  expect(await risksOf(policy)).toEqual([
    'policies.json: now at CEN wants 3 to come, but only 2 can ever be asked. Lower "needs", or ask more people.',
  ]);
});

describe('somebody whom no route reaches is named before they are needed', () => {
  it.each([
    ['Slack', { slack: {} }, ['"slack" or "email"']],
    ['e-mail', { email: {} }, ['"email"']],
    ['Teams and text messages', { teams: {}, webhook: {} }, ['"teams" or "email" or "phone"']],
    ['Slack, with the page beside it', { slack: {}, browser: true }, ['"slack" or "email"']],
  ])('with %s', async (_name, routes, [missing]) => {
    expect(await risksOf(undefined, {}, routes)).toEqual([
      `staff.json: no route reaches dana (now at CEN asks them after 180 s). Add ${missing}.`,
    ]);
  });

  it('but only those who are asked, and not where the page is what people look at', async () => {
    const nobody = { id: 'pat', name: 'Pat', role: 'staff', branches: ['CEN'] };
    const staff = { 'staff.json': [maria, { ...dana, slack: 'U0DANA' }, lee, nobody] };
    expect(await risksOf(undefined, staff, { slack: {} })).toEqual([]);
    expect(await risksOf(undefined, {}, { browser: true })).toEqual([]);
    expect(await risksOf(undefined, { ...staff }, { slack: {}, email: {} })).toEqual([]);
  });

  it('and first of all where a call asks nobody else', async () => {
    const policy = nowPolicy(step(0, ['director']), step(30, [{ person: 'pat' }]));
    const pat = { id: 'pat', name: 'Pat', role: 'staff', branches: ['CEN'] };
    const sentences = await risksOf(policy, { 'staff.json': [maria, dana, lee, pat] }, { slack: {} });
    expect(sentences).toEqual([
      'staff.json: now at CEN asks only people whom no route reaches, so only lee is asked, who stands in for everybody. Add how to reach them, or ask others.',
      'staff.json: no route reaches dana (now at CEN asks them after 0 s) and pat (now at CEN asks them after 30 s). Add "slack" or "email".',
    ]);
  });

  it('also when they are only fallen back to', async () => {
    const staff = { 'staff.json': [maria, { ...dana, role: 'staff' }, { ...lee, role: 'director' }] };
    const sentences = await risksOf(undefined, staff, { slack: {} });
    expect(sentences[0]).toContain('no route reaches dana (they are asked when nobody else can be)');
  });
});

describe('a gap is filled by a person to fall back to', () => {
  it('who is missed when nobody is named, or when they have left', async () => {
    expect(await risksOf(undefined, { 'organisation.json': { name: 'City Library' } })).toEqual([
      expect.stringContaining('names nobody who is asked when nobody else can be'),
    ]);
    const left = { ...maria, id: 'old', active: false, email: undefined };
    const policy = { ...nowPolicy(step(0, ['director'])), fallback: { person: 'old' } };
    expect(await risksOf(policy, { 'staff.json': [maria, dana, lee, left] })).toEqual([
      'policies.json: now at CEN falls back to old, who does not work there any more. Name somebody else.',
    ]);
  });
});

describe('what a policy may say', () => {
  const read = async (policy: object) => {
    const folder = await readDataFolder(
      await dataFolder({ ...complete, 'policies.json': { policies: [policy] } }),
    );
    expect(folder.problems).toEqual([]);
    return folder.data.policies?.[0];
  };

  it('is how many must come, and how long to wait for a word from them', async () => {
    const policy = nowPolicy(
      step(0, ['zone', 'onShift'], { needs: 2 }),
      step(60, ['director'], { needs: 1 }),
    );
    expect(await read({ ...policy, quietAfterMinutes: 4 })).toMatchObject({
      steps: [{ ask: ['zone', 'onShift'], needs: 2 }, { ask: ['director'] }],
      quietAfterMs: 240_000,
    });
  });

  it('is no more than before: an old file means what it meant', async () => {
    expect(await read(nowPolicy(step(0, ['onShift']), step(60, ['director'])))).toEqual({
      id: 'now',
      for: 'now',
      steps: [
        { afterMs: 0, ask: ['onShift'] },
        { afterMs: 60_000, ask: ['director'] },
      ],
      lastAfterMs: 600_000,
      staleAfterMs: 43_200_000,
    });
  });

  it.each([
    ['nobody', { needs: 0 }, 'needs: must be 1 or more'],
    ['more than ever come', { needs: 99 }, 'needs: must be 10 or less'],
  ])('is not that %s must come', async (_name, rest, sentence) => {
    const policy = nowPolicy(step(0, ['director'], rest));
    expect(await sentencesFor({ 'policies.json': { policies: [policy] } })).toEqual([
      expect.stringContaining(sentence),
    ]);
  });

  it('is not that somebody is quiet at once', async () => {
    const policy = { ...nowPolicy(step(0, ['director'])), quietAfterMinutes: 0 };
    expect(await sentencesFor({ 'policies.json': { policies: [policy] } })).toEqual([
      expect.stringContaining('quietAfterMinutes: must be 1 or more'),
    ]);
  });

  it('is not what an escalation cannot have', async () => {
    const policy = { ...nowPolicy(step(0, ['supervisor', 'zone'], { needs: 2 })), for: 'escalate' };
    expect(await sentencesFor({ 'policies.json': { policies: [policy] } })).toEqual([
      expect.stringContaining('steps[0].ask[1]: zone finds nobody for escalate'),
      expect.stringContaining('steps[0].needs: has no meaning for escalate'),
    ]);
  });
});

describe('what holds for several kinds of call and branches is said once', () => {
  const north = { ...branch, code: 'NTH', name: 'North', fallbackBranch: 'CEN' };
  const south = { ...north, code: 'STH', name: 'South' };
  const three = { 'branches.json': [branch, north, south], 'staff.json': [maria, dana] };

  it('what stops calls first', async () => {
    const risks = await risksOf(undefined, three);
    expect(risks).toEqual([
      'shifts.csv: NTH and STH have no shifts from now on, so nobody there can be asked as on shift. Add them.',
      'policies.json: assist at NTH and STH can ask nobody on any step, so only dana is asked, who stands in for everybody. Name a { "person": … } or list the staff that the steps ask.',
      'policies.json: nobody is found by supervisor at CEN, so these steps are skipped: assist after 480 s, escalate after 0 and 300 s and lone after 120 s. Ask others, or add these to staff.json or shifts.csv.',
      'policies.json: nobody is found by supervisor at NTH and STH, so these steps are skipped: escalate after 0 and 300 s. Ask others, or add these to staff.json or shifts.csv.',
      'policies.json: nobody is found by supervisor or neighbourPic at CEN, so these steps are skipped: now after 60 s and emergency after 30 s. Ask others, or add these to staff.json or shifts.csv.',
    ]);
  });

  it('also for every branch, and for many people', async () => {
    const policy = {
      ...nowPolicy(step(0, ['director']), step(10, ['supervisor', { position: 'teen' }])),
      fallback: { person: 'old' },
    };
    const many = Array.from({ length: 60 }, (_, at) => ({ ...dana, id: at === 0 ? 'dana' : `d${at}` }));
    const old = { ...maria, id: 'old', active: false, email: undefined };
    const risks = await risksOf(policy, { ...three, 'staff.json': [maria, old, ...many] }, { slack: {} });
    expect(risks).toContain(
      'policies.json: now at every branch falls back to old, who does not work there any more. Name somebody else.',
    );
    expect(risks).toContain(
      'policies.json: nobody is found by supervisor or teen at every branch, so these steps are skipped: now after 10 s. Ask others, or add these to staff.json or shifts.csv.',
    );
    const unreached = risks.filter((risk) => risk.includes('no route reaches dana'));
    expect(unreached).toHaveLength(1);
    expect(unreached[0]).toMatch(
      /^staff\.json: no route reaches dana, d1, .*, d19 and 40 more \(now at CEN asks them after 0 s\)\. Add "slack" or "email"\.$/,
    );
  });
});
