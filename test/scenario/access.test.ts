import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listEveryone, watch } from '../desk/incidents/everyone.ts';
import { readStored } from '../desk/incidents/stored.ts';
import type { Watched } from '../desk/incidents/watched.ts';
import { fields } from '../desk/incidents/write-report.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const day = 24 * 60 * 60_000;
const [monthAgo, laterMs] = ['2026-10-22T23:40:00.000Z', 31 * day];

/** By the word that stands in each report's texts: in what happened, what staff did and what was added. */
const records = {
  old: 'CEN-2026-00001',
  fresh: 'CEN-2026-00002',
  named: 'CEN-2026-00003',
  students: 'CEN-2026-00004',
  elsewhere: 'NTH-A-2026-00001',
} as const;
const names = Object.keys(records) as (keyof typeof records)[];
const secretOf = (name: string) => `zq${name}qz`;

/**
 * Whether each person reads all of it (a), sees number, place, time and state (s) or nothing (-), of each record in this
 * order: Priya's of 31 days ago, hers of today, hers of today about Lee, a student's of today, Robin's at another branch.
 */
const table: readonly (readonly [who: string, id: string, sees: string])[] = [
  ['the author', 'priya', 'aaass'],
  ['staff, in charge of the branch 31 days ago', 'omar', 'sssss'],
  ['security', 'sam', 'sssss'],
  ['in charge of the branch now', 'maria', 'saaas'],
  ['in charge of another branch now', 'nora', 'ssssa'],
  ['supervisor of the branch', 'lee', 'aasas'],
  ['supervisor of another branch', 'nils', 'ssssa'],
  ['author, staff at another branch', 'robin', 'ssssa'],
  ['coordinator', 'cora', 'aaaaa'],
  ['director', 'dana', 'aaaaa'],
  ['administrator', 'adam', 'sssss'],
  ['student and author', 'stu', '---a-'],
];
const unlisted = ['a member who is not listed', 'unlisted', 'sssss'] as const;

const fetchBefore = globalThis.fetch;

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people, at: monthAgo, prepare: listEveryone });
  });
  afterEach(async () => {
    globalThis.fetch = fetchBefore;
    await desk.stop();
  });

  const filled = (name: string) => ({
    ...fields(people),
    'What staff did': `Spoke with him. ${secretOf(name)}`,
  });

  /** @param where a branch code and a zone, as typed */
  async function writes({ person }: Watched, name: keyof typeof records, where: string, more = {}) {
    await person.types(`/incident ${where} find${name} ${secretOf(name)}`);
    if (people !== 'page' && Object.keys(more).length > 0) await person.sends('More', {});
    await person.submits({ ...filled(name), ...more });
    await hears(person, `${records[name]} is submitted`);
  }

  /** Everything that shows a report, or could. */
  async function looksEverywhere({ person, pressesOf }: Watched, draft: string): Promise<void> {
    for (const name of names) {
      const typed = await person.types(`/incident ${records[name]}`);
      // The list has a button for each report that the person sees.
      const list = await person.types(`/incident list find${name}`);
      if (list.includes(`[${records[name]}]`)) await person.presses(records[name], 'Reports');
      if (typed.includes('[Read]')) await person.presses('Read', records[name]);
    }
    const list = await person.types('/incident list');
    for (const name of names)
      if (list.includes(`[${records[name]}]`)) await person.presses(records[name], 'Reports');
    await person.types('/incident list theft 40 days');
    await person.types('/incident mine');
    await person.types('/desk today');
    await person.opensHome();
    await eventually('the Home', async () => (await person.seesHome()) !== '');
    const home = await person.seesHome();
    for (const name of names)
      if (home.includes(`[Read ${records[name]}]`)) await person.pressesAtHome(`Read ${records[name]}`);
    // The cards that reached them: of their own reports, and those that they review.
    const cards = await person.sees();
    for (const label of ['Read', 'Add to it']) if (cards.includes(`[${label}]`)) await person.presses(label);
    await person.seesInChannel('CEN');
    await pressesOf('priya', 'Continue', draft);
  }

  it('shows the words of a report to whom the table says, wherever they look, and writes every look down', {
    timeout: 120_000,
  }, async () => {
    const everybody = table.map(([, who]) => watch(desk, people, who));
    const at = (who: string) => everybody[table.findIndex(([, id]) => id === who)] as Watched;
    await writes(at('priya'), 'old', 'CEN teen area');
    desk.clock.skip(laterMs);
    await writes(at('priya'), 'fresh', 'CEN teen area');
    await writes(at('priya'), 'named', 'CEN reading room', {
      'Colleagues it is about': people === 'page' ? 'staff:lee' : 'Lee Wong',
    });
    await writes(at('stu'), 'students', 'CEN circulation desk');
    await writes(at('robin'), 'elsewhere', 'NTH-A front desk');
    await at('priya').person.types('/incident log CEN teen area zqdraftqz');
    await reads(at('priya').person, 'Only you can see this draft');
    await at('priya').person.types(`/incident add ${records.fresh} He came back ${secretOf('fresh')}`);
    const stored = await readStored(join(desk.directory, 'db'));
    const draft = stored.incidents.find((one) => one.state === 'draft')?.id ?? '';

    const looking = people === 'page' ? everybody : [...everybody, watch(desk, people, unlisted[1])];
    const expected = people === 'page' ? table : [...table, unlisted];
    const found: [string, string][] = [];
    for (const [index, watched] of looking.entries()) {
      await looksEverywhere(watched, draft);
      const screen = await watched.screen();
      const [who, , sees] = expected[index] as (typeof table)[number];
      const letters = names.map((name) => {
        if (screen.includes(secretOf(name))) return 'a';
        // A channel shows numbers to everybody; what is asked for by its number says whether there is one.
        const typed = screen.includes(`no report ${records[name]}`);
        return typed ? '-' : 's';
      });
      found.push([who, letters.join('')]);
      expect([who, screen.includes('zqdraftqz')]).toEqual([who, index === 0]);
      if (!sees.includes('a')) expect([who, /minor|Noise/.test(screen)]).toEqual([who, false]);
    }
    expect(found).toEqual(expected.map(([who, , sees]) => [who, sees]));

    const { audit, incidents } = await readStored(join(desk.directory, 'db'));
    for (const [index, { id }] of looking.entries()) {
      const [who, , sees] = expected[index] as (typeof table)[number];
      for (const [column, name] of names.entries()) {
        const record = incidents.find((one) => one.number === records[name])?.id;
        const entries = audit.filter((one) => one.actor === id && one.record.id === record);
        const did = (action: string) => entries.some((one) => one.action === action);
        expect([who, name, did('read'), did('deny')]).toEqual([
          who,
          name,
          sees[column] === 'a',
          sees[column] !== 'a',
        ]);
      }
      const opened = audit.some(
        (one) => one.actor === id && one.record.id === draft && one.action === 'deny',
      );
      expect([who, 'the draft', opened]).toEqual([who, 'the draft', index !== 0]);
    }
    expect(JSON.stringify(audit)).not.toMatch(/zq|CEN|teen|shout/);
  });

  it('shows nothing of a report to somebody who does not belong here', async () => {
    const priya = watch(desk, people, 'priya');
    await writes(priya, 'old', 'CEN teen area');
    await reads(priya.person, 'Waiting for');
    // To the page, a guest is nobody.
    const refusal = people === 'page' ? 'There is no such person here' : 'you are here as a guest';
    const guest = watch(desk, people, 'guest');
    const refusals = async () => (await guest.screen()).split(refusal).length;
    const tries = [
      ...[`/incident ${records.old}`, '/incident list', '/incident mine', '/desk today'].map(
        (words) => () => guest.person.types(words).catch(() => ''),
      ),
      () => guest.pressesOf('priya', 'Read', ''),
    ];
    for (const one of tries) {
      const before = await refusals();
      await one();
      await eventually('a refusal', async () => (await refusals()) > before);
    }
    expect(await guest.screen()).not.toMatch(/zqoldqz|Noise|minor/);
  });
});
