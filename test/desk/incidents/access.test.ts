import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { FormValues } from '../../../src/chat/form.ts';
import { createWords } from '../../../src/chat/words.ts';
import { auditOf } from '../../../src/desk/audit/index.ts';
import type { Incident } from '../../../src/desk/incidents/index.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

const day = 24 * 60 * 60_000;
const secret = 'A man shouted at two children.';

/** Whether each person sees all of it (a), the summary (s) or nothing (-), of each record. */
const records = [
  'theirs',
  'Priya’s today',
  'Priya’s 29 days ago',
  'Priya’s 31 days ago',
  'Robin’s at NTH-A',
  'Priya’s about Lee and Maria',
  'Priya’s draft',
];
const table: readonly (readonly [who: string, person: string, sees: string])[] = [
  ['the author', 'staff:priya', 'aaaasaa'],
  ['a colleague on shift', 'staff:omar', 'asssss-'],
  ['security', 'staff:sam', 'asssss-'],
  ['the person in charge', 'staff:maria', 'aaasss-'],
  ['the person in charge elsewhere', 'staff:nora', 'asssas-'],
  ['a supervisor of the branch', 'staff:lee', 'aaaass-'],
  ['a supervisor of another branch', 'staff:nils', 'asssas-'],
  ['the coordinator', 'staff:cora', 'aaaaaa-'],
  ['the director', 'staff:dana', 'aaaaaa-'],
  ['an administrator', 'staff:adam', 'asssss-'],
  ['a student', 'staff:stu', 'a------'],
  ['somebody who is not listed', 'browser:local:guest', 'asssss-'],
];

describe('who sees what of a report', () => {
  let library: IncidentLibrary;
  const found = new Map<string, Incident>();

  async function report(
    name: string,
    person: string,
    place: string,
    daysAgo: number,
    more: FormValues = {},
  ): Promise<void> {
    const now = new Date(Date.parse(sundayEvening) - daysAgo * day).toISOString();
    const before = new Set((await library.all()).map((one) => one.id));
    await library.submit(person, { ...filled, ...more, place, occurredAt: now, same: true }, undefined, now);
    const made = (await library.all()).find((one) => !before.has(one.id));
    if (made !== undefined) found.set(name, made);
  }

  beforeEach(async () => {
    library = await openIncidentLibrary();
    for (const [, person] of table) await report(`of ${person}`, person, 'CEN/reading room', 0);
    await report('Priya’s today', 'staff:priya', 'CEN/teen area', 0);
    await report('Priya’s 29 days ago', 'staff:priya', 'CEN/teen area', 29);
    await report('Priya’s 31 days ago', 'staff:priya', 'CEN/teen area', 31);
    await report('Robin’s at NTH-A', 'staff:robin', 'NTH-A/front desk', 0);
    await report('Priya’s about Lee and Maria', 'staff:priya', 'CEN/teen area', 0, {
      concerns: ['staff:lee', 'staff:maria'],
    });
    await library.keep('staff:priya', filled);
    const draft = (await library.all()).find((one) => one.state === 'draft');
    if (draft !== undefined) found.set('Priya’s draft', draft);
  });

  const of = (name: string, person: string) =>
    found.get(name === 'theirs' ? `of ${person}` : name) as Incident;

  it('is this table, for the check itself and for everything that shows a report', async () => {
    const letters = { all: 'a', summary: 's', none: '-' } as const;
    for (const [who, person, expected] of table) {
      const sees = expected;
      const reader = library.subject.access.readerOf(person, sundayEvening);
      expect([who, records.map((name) => letters[reader.sight(of(name, person))]).join('')]).toEqual([
        who,
        sees,
      ]);

      for (const [at, name] of records.entries()) {
        const incident = of(name, person);
        const may = sees[at];
        const shown = `${who} and ${name}`;

        // Pressed, and typed by its number.
        const pressed = await library.press('incident.read', person, incident.id);
        expect([shown, textOf(pressed.reply).includes(secret)]).toEqual([shown, may === 'a']);
        expect([shown, pressed.restricted === true]).toEqual([shown, may === 'a']);
        if (incident.number !== undefined) {
          const typed = textOf((await library.types(person, incident.number)).reply);
          expect([shown, typed.includes(secret)]).toEqual([shown, may === 'a']);
          expect([shown, typed.includes('Central') || typed.includes('Northside')]).toEqual([
            shown,
            may !== '-',
          ]);
          if (may !== 'a') expect(typed).not.toMatch(/Conduct|Noise|minor|Priya|Robin/);
        }

        // Listed, and searched for by its words and by its category.
        const listing = await library.incidents.find({ words: '' }, reader, 1000);
        expect([shown, listing.incidents.some((one) => one.id === incident.id)]).toEqual([
          shown,
          may !== '-' && incident.state !== 'draft',
        ]);
        for (const query of [{ words: 'shouted children' }, { words: '', categories: ['noise'] as const }]) {
          const search = await library.incidents.find(query, reader, 1000);
          expect([shown, search.incidents.some((one) => one.id === incident.id)]).toEqual([
            shown,
            may === 'a' && incident.state !== 'draft',
          ]);
        }

        // Posted, in whatever view: never anybody's words.
        for (const view of ['author', 'supervisor', 'channel', 'caller', 'asked', 'home'] as const) {
          const card = library.subject.kind.draw(incident, view, view === 'channel' ? undefined : person);
          const text = textOf(card);
          expect([shown, view, text.includes(secret)]).toEqual([shown, view, false]);
          if (may !== 'a')
            expect([shown, view, /Conduct|minor|Priya|Robin/.test(text)]).toEqual([shown, view, false]);
        }
      }
    }
  });

  it('is written down for every read and every refusal, with fields and without values', async () => {
    const incident = of('Priya’s today', '');
    await library.press('incident.read', 'staff:lee', incident.id);
    await library.press('incident.read', 'staff:omar', incident.id);
    await library.types('staff:stu', incident.number ?? '');
    await library.press('incident.close', 'staff:omar', incident.id);
    await library.press('incident.review', 'staff:sam', incident.id);
    const entries = await auditOf(library.store, { kind: 'incident', id: incident.id });
    const said = entries.map(({ actor, action }) => `${actor} ${action}`);
    for (const expected of [
      'staff:priya submit',
      'staff:lee read',
      'staff:omar deny',
      'staff:stu deny',
      'staff:sam deny',
    ]) {
      expect(said).toContain(expected);
    }
    expect(entries.find((one) => one.action === 'read')?.fields).toEqual(['narrative']);
    expect(JSON.stringify(entries)).not.toMatch(/shouted|children|CEN|teen/);
    expect(said.filter((one) => one === 'staff:omar deny')).toHaveLength(2);
  });

  it('leaves whom it is about out of the review too', async () => {
    const incident = of('Priya’s about Lee and Maria', '');
    expect(library.subject.access.reviewersOf(incident)).toEqual(['staff:cora']);
    expect(library.subject.access.mayReview('staff:lee', incident)).toBe(false);
    expect((await library.press('incident.close', 'staff:lee', incident.id)).form).toBeUndefined();
    await library.due(incident.id, incident.dueAt ?? '');
    const second = await library.due(incident.id, incident.dueAt ?? '');
    expect(second.ring?.map((one) => one.to)).toEqual([{ person: 'staff:cora' }, { person: 'staff:dana' }]);
  });

  it('ends with a role, a shift or an account', async () => {
    const incident = of('Priya’s today', '');
    const sight = (person: string, now = sundayEvening) =>
      library.subject.access.readerOf(person, now).sight(incident);
    expect(sight('staff:maria')).toBe('all');
    expect(sight('staff:maria', '2026-11-23T02:00:00.000Z')).toBe('summary');
    await library.roleBecomes('lee', 'staff');
    expect(sight('staff:lee')).toBe('summary');
    const card = library.subject.kind.draw(incident, 'supervisor', 'staff:lee');
    expect(textOf(card)).toContain('CEN-2026-');
    expect(textOf(card)).not.toMatch(/Conduct|minor|Priya|Review/);
    await library.roleBecomes('maria', 'student');
    expect(sight('staff:maria')).toBe('none');
  });

  function textOf(card: Card | undefined): string {
    if (card === undefined) return '';
    const words = createWords({ en: [library.subject.texts] });
    const keys: string[] = [];
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) for (const one of value) collect(one);
      else if (typeof value === 'object' && value !== null) {
        if ('own' in value || 'key' in value) keys.push(words.draw(value as never, { locale: 'en' }));
        else for (const one of Object.values(value)) collect(one);
      }
    };
    collect([card.summary, card.parts]);
    return keys.join('\n');
  }
});
