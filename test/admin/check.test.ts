import { describe, expect, it } from 'vitest';
import {
  checkData,
  problemToSentence,
  type ReachDirectory,
  readDataFolder,
  reportToLines,
} from '../../src/admin/index.ts';
import { branch, dana, dataFolder, maria, now } from './library.ts';

const shifts =
  'branch,staff,position,start,end,flags\nCEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic\nCEN,maria,security,2026-06-03 09:00,2026-06-03 17:00,\n';
const complete = {
  'organisation.json': {
    name: 'City Library',
    fallback: { person: 'dana' },
    adminChannels: { slack: 'C0ADM' },
  },
  'branches.json': [{ ...branch, channels: { slack: 'C0CEN' } }],
  'staff.json': [
    maria,
    { ...dana, slack: 'U0DANA' },
    { ...dana, id: 'sue', name: 'Sue', role: 'supervisor', slack: 'U0SUE' },
  ],
  'shifts.csv': shifts,
};

type Person = { user: string; email?: string; standing: 'member' | 'guest'; active: boolean };
const member = (user: string, email?: string): Person => ({
  user,
  standing: 'member',
  active: true,
  ...(email !== undefined && { email }),
});
const everybody = [member('U0MARIA', 'Maria@Example.org'), member('U0DANA'), member('U0SUE')];

/** A workspace with these people; what is not said is in order. */
function workspace(people: readonly Person[], rest: Partial<ReachDirectory> = {}): ReachDirectory {
  return {
    people: async function* () {
      yield* people;
    },
    channelProblem: async () => undefined,
    personProblem: async () => 'no such user.',
    emailProblem: async () => undefined,
    missingScopes: async () => [],
    ...rest,
  };
}

async function check(files: Readonly<Record<string, unknown>>, directory?: ReachDirectory) {
  const folder = await readDataFolder(await dataFolder({ ...complete, ...files }));
  const platforms = directory === undefined ? [] : [{ name: 'slack' as const, directory }];
  const report = await checkData(folder, platforms, now);
  return {
    exitCode: report.exitCode,
    sentences: report.problems.map(problemToSentence),
    lines: reportToLines(report),
  };
}

it('says that all is well', async () => {
  expect(await check({}, workspace(everybody))).toMatchObject({
    exitCode: 0,
    lines: [expect.stringContaining('All is well')],
  });
});

it('reports mistakes in files, counts them and fails', async () => {
  const { exitCode, lines } = await check({ 'staff.json': [{ ...maria, role: 'boss' }, dana] });
  expect(exitCode).toBe(1);
  expect(lines[0]).toMatch(/^error {4}staff\.json, line 5, role: /);
  expect(lines.slice(1)).toEqual([
    'staff.json is not taken over before it is right. A desk that has run goes on with what stood there before.',
    'Whom calls reach is looked at once these files are right.',
    '1 error, 0 warnings, 0 hints.',
  ]);
});

it('says what must be corrected, then what may keep calls from somebody, then what could be better', async () => {
  const twice = `${shifts}CEN,maria,desk,2026-06-02 09:00,2026-06-02 17:00,pic\n`;
  const { lines, exitCode } = await check(
    { 'shifts.csv': twice, 'organisation.json': { name: 'City Library' } },
    workspace(everybody.slice(1)),
  );
  expect(exitCode).toBe(1);
  expect(lines.map((line) => line.slice(0, 30))).toEqual([
    'error    staff.json: maria can',
    'warning  organisation.json: na',
    'hint     shifts.csv, line 4: s',
    'hint     organisation.json: na',
    '1 error, 1 warning, 2 hints.',
  ]);
});

describe('a user id whose account has the e-mail address of another entry', () => {
  const lee = { ...maria, id: 'lee', name: 'Lee', email: 'lee@example.org' };
  const withLee = [...everybody, member('U0LEE', 'Lee@Example.org')];
  const others = complete['staff.json'].slice(1);

  async function checkStaff(staff: readonly object[], people = withLee) {
    const { exitCode, sentences } = await check({ 'staff.json': [...staff, ...others] }, workspace(people));
    return { exitCode, sentences };
  }

  it('is an error that names both, whichever stands first', async () => {
    const wrong = { ...maria, slack: 'U0LEE' };
    const said =
      'staff.json: maria has the Slack account of lee as "slack" (U0LEE): its e-mail address is the one of lee. Correct "slack" of maria, or "email" of lee.';
    expect(await checkStaff([wrong, lee])).toEqual({ exitCode: 1, sentences: [said] });
    expect(await checkStaff([lee, wrong])).toEqual({ exitCode: 1, sentences: [said] });
  });

  it('is none where it is their own, or nobody’s here', async () => {
    expect((await checkStaff([{ ...maria, slack: 'U0MARIA' }, lee])).exitCode).toBe(0);
    const elsewhere = [...everybody, member('U0LEE', 'lee@home.example')];
    expect(
      (
        await checkStaff(
          [
            { ...maria, slack: 'U0MARIA' },
            { ...lee, slack: 'U0LEE' },
          ],
          elsewhere,
        )
      ).exitCode,
    ).toBe(0);
    expect(
      (
        await checkStaff([
          { ...maria, slack: 'U0LEE' },
          { ...lee, active: false },
        ])
      ).exitCode,
    ).toBe(0);
  });
});

it('hints at accounts whose e-mail address is not the one of the entry, as that may be a slip', async () => {
  const staff = [{ ...maria, slack: 'U0BOB' }, ...complete['staff.json'].slice(1)];
  const said = await check(
    { 'staff.json': staff },
    workspace([...everybody, member('U0BOB', 'bob@example.org')]),
  );
  expect(said).toMatchObject({
    exitCode: 0,
    sentences: [
      'staff.json: the Slack account of maria (U0BOB) has another e-mail address than "email". See whether "slack" is right.',
    ],
  });
});

it('names people with the same problem together', async () => {
  expect(await check({}, workspace([]))).toMatchObject({
    sentences: [
      expect.stringMatching(/maria cannot be reached on Slack: nobody there/),
      expect.stringMatching(/dana and sue cannot be reached on Slack: no such user/),
    ],
  });
});

describe('policies', () => {
  it('are warned about where a step can ask nobody', async () => {
    expect(await check({ 'staff.json': [maria, dana] })).toMatchObject({
      exitCode: 0,
      sentences: [
        'policies.json: nobody is found by supervisor at CEN, so these steps are skipped: assist after 480 s, escalate after 0 and 300 s and lone after 120 s. Ask others, or add these to staff.json or shifts.csv.',
        'policies.json: nobody is found by supervisor or neighbourPic at CEN, so these steps are skipped: now after 60 s and emergency after 30 s. Ask others, or add these to staff.json or shifts.csv.',
      ],
    });
  });

  it('fail where no step can ask anybody', async () => {
    const nobody = { for: 'now', steps: [{ afterSeconds: 0, ask: ['neighbourPic'] }], lastAfterSeconds: 60 };
    const files = { 'policies.json': { policies: [nobody] }, 'organisation.json': { name: 'City Library' } };
    const { exitCode, sentences } = await check(files);
    expect(exitCode).toBe(1);
    expect(sentences).toContainEqual(expect.stringContaining('now at CEN can ask nobody on any step. Name'));
  });

  it('are warned about where only who stands in for everybody is asked', async () => {
    const nobody = { for: 'now', steps: [{ afterSeconds: 0, ask: ['neighbourPic'] }], lastAfterSeconds: 60 };
    expect(await check({ 'policies.json': { policies: [nobody] } })).toMatchObject({
      exitCode: 0,
      sentences: [expect.stringContaining('now at CEN can ask nobody on any step, so only dana is asked')],
    });
  });

  it('count the shifts that are still to come, of people who are still there', async () => {
    const past = shifts.replaceAll('2026-06-0', '2026-05-0');
    expect((await check({ 'shifts.csv': past })).sentences[0]).toContain('CEN has no shifts from now on');
    const staff = complete['staff.json'].map((one) => (one.id === 'maria' ? { ...one, active: false } : one));
    expect((await check({ 'staff.json': staff })).sentences[0]).toContain('CEN has no shifts from now on');
  });

  it('need somebody to fall back to who is still there', async () => {
    const staff = complete['staff.json'].map((one) => (one.id === 'dana' ? { ...one, active: false } : one));
    const organisation = { name: 'City Library', fallback: { person: 'dana' } };
    const { sentences } = await check({ 'organisation.json': organisation, 'staff.json': staff });
    expect(sentences.join('\n')).toMatch(
      /^organisation\.json.*fallback.*names dana, who does not work there any more and is not asked\. Name somebody else\.$/m,
    );
  });

  it('need somebody to fall back to', async () => {
    expect(await check({ 'organisation.json': { name: 'City Library' } })).toMatchObject({
      exitCode: 0,
      sentences: [expect.stringContaining('organisation.json: names nobody who is asked')],
    });
    expect(await check({ 'organisation.json': undefined })).toMatchObject({
      exitCode: 0,
      sentences: [
        expect.stringMatching(/^organisation\.json: is not there, so nobody .* with your library's "name"/),
      ],
    });
  });
});

describe('Slack', () => {
  it('is asked for each channel', async () => {
    const deaf = workspace(everybody, {
      channelProblem: async (id) => `the app is not in ${id}. Invite it.`,
    });
    const admin = { name: 'City', fallback: { person: 'dana' }, adminChannels: { slack: 'C0ADM' } };
    expect(await check({ 'organisation.json': admin }, deaf)).toMatchObject({
      exitCode: 1,
      sentences: [
        expect.stringMatching(/^organisation\.json: .*C0ADM.*the app is not in C0ADM/),
        expect.stringMatching(/^branches\.json: .*channel of CEN \(C0CEN\).*the app is not in C0CEN/),
      ],
    });
  });

  it('may have no administrators’ channel, which is worth a word', async () => {
    const none = { name: 'City', fallback: { person: 'dana' } };
    expect(await check({ 'organisation.json': none }, workspace(everybody))).toMatchObject({
      exitCode: 0,
      sentences: [expect.stringContaining('organisation.json: names no administrators')],
    });
    expect(await check({ 'organisation.json': none })).toMatchObject({ sentences: [] });
  });

  it('may miss a channel, which is worth a word', async () => {
    expect(await check({ 'branches.json': [branch] }, workspace(everybody))).toMatchObject({
      exitCode: 0,
      sentences: [expect.stringContaining('CEN has no Slack channel')],
    });
  });

  it.each([
    [
      'nobody with the address',
      [member('U0DANA'), member('U0SUE')],
      'maria cannot be reached on Slack: nobody there',
    ],
    ['a user id that is not there', everybody.slice(0, 2), 'sue cannot be reached on Slack: no such user'],
    [
      'a deactivated account',
      [{ ...member('U0MARIA', 'maria@example.org'), active: false }, ...everybody.slice(1)],
      'maria cannot be reached on Slack: the account is deactivated',
    ],
    [
      'a guest',
      [{ ...member('U0MARIA', 'maria@example.org'), standing: 'guest' as const }, ...everybody.slice(1)],
      'maria cannot be reached on Slack: the account is not a full member (guest)',
    ],
  ])('is asked for each person: %s', async (_, people, sentence) => {
    expect(await check({}, workspace(people))).toMatchObject({
      exitCode: 1,
      sentences: [expect.stringContaining(sentence)],
    });
  });

  it('cannot find somebody who has neither user id nor address', async () => {
    const { email: _, ...unfindable } = maria;
    const { sentences } = await check({ 'staff.json': [unfindable] }, workspace(everybody));
    expect(sentences).toContainEqual(expect.stringContaining('neither "slack" nor "email"'));
  });

  it('may lack scopes, or not answer', async () => {
    const poor = workspace(everybody, { missingScopes: async () => ['users:read.email'] });
    expect((await check({}, poor)).sentences).toEqual([
      expect.stringContaining('the Slack app: users:read.email is not granted'),
    ]);
    const silent = workspace(everybody, { missingScopes: () => Promise.reject(new Error('timeout')) });
    expect((await check({}, silent)).sentences).toEqual([
      expect.stringContaining('could not be asked (timeout)'),
    ]);
  });
});
