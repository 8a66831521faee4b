import { beforeEach, describe, expect, it } from 'vitest';
import { auditOf } from '../../../src/desk/audit/index.ts';
import { dueOf } from '../../../src/desk/incidents/schema.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

let library: IncidentLibrary;
beforeEach(async () => {
  library = await openIncidentLibrary();
});

const later = (ms: number) => addMs(sundayEvening, ms);
const toWhom = (outcome: Awaited<ReturnType<IncidentLibrary['due']>>) =>
  outcome.ring?.map((one) => ('person' in one.to ? one.to.person : ''));

describe('a report that waits for a review', () => {
  it('is brought up with its reviewers after a day, then every day also with whoever is above them', async () => {
    await library.submit('staff:priya', filled);
    const { id, dueAt } = await library.only();
    expect(dueAt).toBe(later(day));
    const first = await library.due(id, later(day));
    expect(toWhom(first)).toEqual(['staff:lee']);
    expect(JSON.stringify(first)).not.toMatch(/shouted|minor|noise/i);
    expect((await library.only()).dueAt).toBe(later(2 * day));
    expect(toWhom(await library.due(id, later(2 * day)))).toEqual(['staff:lee', 'staff:cora']);
    expect((await library.only()).dueAt).toBe(later(3 * day));
  });

  it('is not brought up once somebody has it in hand, and again a day after its author answered', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.press('incident.review', 'staff:lee', id);
    expect((await library.only()).dueAt).toBeUndefined();
    expect(await library.due(id, later(day))).toEqual({});
    await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' });
    expect((await library.only()).dueAt).toBeUndefined();
    await library.fill('incident.answer', 'staff:priya', id, { text: 'The west door.' }, later(5 * hour));
    expect((await library.only()).dueAt).toBe(later(day + 5 * hour));
    await library.fill('incident.close', 'staff:lee', id, { note: 'Spoken with him.' });
    expect((await library.only()).dueAt).toBeUndefined();
  });
});

describe('a report in the hands of somebody who may no longer review it', () => {
  const keys = (outcome: Awaited<ReturnType<IncidentLibrary['due']>>) =>
    outcome.ring?.map(({ card }) => (card.summary as { key: string }).key);

  it('goes back within a day to those who review, who are told, and is then brought up like any other', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.press('incident.review', 'staff:lee', id);
    await library.due(id, later(day));
    await library.roleBecomes('lee', 'staff');
    const due = dueOf(await library.only());
    expect(due).toBe(later(2 * day));
    const told = await library.due(id, due ?? '');
    expect([toWhom(told), keys(told)]).toEqual([['staff:cora'], ['incident.ring.released']]);
    expect(JSON.stringify(told)).not.toMatch(/shouted|minor|noise/i);
    expect(await library.only()).toMatchObject({ state: 'submitted', dueAt: later(3 * day) });
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.at(-1)).toMatchObject({ actor: 'desk', action: 'review', reason: 'reviewerGone' });
    expect(keys(await library.due(id, later(3 * day)))).toEqual(['incident.ring.waiting']);
    await library.press('incident.review', 'staff:cora', id);
    expect(await library.only()).toMatchObject({ state: 'underReview', review: { by: 'staff:cora' } });
  });

  it('goes back also while its author is asked something, and is looked at every day', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' }, later(hour));
    expect(dueOf(await library.only())).toBe(later(day + hour));
    expect(await library.due(id, later(day + hour))).toEqual({});
    expect(dueOf(await library.only())).toBe(later(2 * day + hour));
    await library.roleBecomes('lee', 'staff');
    expect(toWhom(await library.due(id, later(2 * day + hour)))).toEqual(['staff:cora']);
    expect((await library.only()).state).toBe('submitted');
  });
});

describe('a report whose author has left the staff', () => {
  it('comes back within a day to whoever asked, who is told that no answer will come', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' }, later(hour));
    await library.leaves('priya');
    const told = await library.due(id, later(day + hour));
    expect(toWhom(told)).toEqual(['staff:lee']);
    expect(told.ring?.map(({ card }) => card.summary)).toEqual([
      { key: 'incident.ring.authorLeft', params: { person: 'Priya Nair', number: 'CEN-2026-00001' } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/shouted|minor|noise|door/i);
    const report = await library.only();
    expect(report).toMatchObject({ state: 'underReview', review: { by: 'staff:lee' } });
    expect(report.dueAt).toBe(later(2 * day + hour));
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.at(-1)).toMatchObject({ actor: 'desk', action: 'review', reason: 'authorGone' });
    expect(await library.due(id, later(2 * day + hour))).toEqual({});
  });

  it('goes to those who review where whoever asked may do so no more', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' }, later(hour));
    await library.leaves('priya');
    await library.leaves('lee');
    expect(toWhom(await library.due(id, later(day + hour)))).toEqual(['staff:cora']);
    expect((await library.only()).state).toBe('submitted');
  });

  it('is not sent back to them, and what was to be asked stays in the form', async () => {
    await library.submit('staff:priya', filled);
    const { id } = await library.only();
    await library.leaves('priya');
    const text = {
      key: 'incident.press.authorLeft',
      params: { person: 'Priya Nair', number: 'CEN-2026-00001' },
    };
    const before = await library.only();
    await expect(
      library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' }),
    ).rejects.toMatchObject({ text });
    const { form, reply } = await library.press('incident.ask', 'staff:lee', id);
    expect([form, reply?.summary]).toEqual([undefined, text]);
    expect(await library.only()).toEqual(before);
    await library.fill('incident.add', 'staff:lee', id, { text: 'By telephone: the west door.' });
    expect((await library.only()).supplements).toHaveLength(1);
  });
});

describe('a draft that is left alone', () => {
  it('is brought up before the shift ends and after a week, and deleted after thirty days, which its author is told', async () => {
    await library.keep('staff:priya', filled);
    const { id, dueAt = '' } = await library.only();
    expect(dueAt).toBe('2026-11-23T01:45:00.000Z');
    await library.due(id, dueAt);
    expect((await library.only()).dueAt).toBe(later(7 * day));
    const second = await library.due(id, later(7 * day));
    expect(toWhom(second)).toEqual(['staff:priya']);
    expect((await library.only()).dueAt).toBe(later(30 * day));
    const last = await library.due(id, later(30 * day));
    expect(toWhom(last)).toEqual(['staff:priya']);
    expect(JSON.stringify(last)).not.toContain('shouted');
    expect(await library.all()).toEqual([]);
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.at(-1)).toMatchObject({ actor: 'desk', action: 'delete', reason: 'keptLongEnough' });
  });

  it.each([
    ['a millisecond early', -1],
    ['when the wall clock was put back by an hour', -hour],
  ])('is brought up once where that comes %s', async (_when, ms) => {
    await library.keep('staff:robin', { narrative: 'a pipe leaks' });
    const { id, dueAt } = await library.only();
    expect(dueAt).toBe(later(7 * day));
    expect(toWhom(await library.due(id, later(7 * day + ms)))).toEqual(['staff:robin']);
    expect((await library.only()).dueAt).toBe(later(30 * day));
  });

  it('is kept thirty days from its last change', async () => {
    await library.keep('staff:robin', { narrative: 'a pipe leaks' });
    const { id } = await library.only();
    await library.due(id, later(7 * day));
    await library.keep(
      'staff:robin',
      { narrative: 'a pipe leaks badly' },
      { record: `draft:1:${id}` },
      later(29 * day),
    );
    expect((await library.only()).dueAt).toBe(later(36 * day));
    await library.due(id, later(36 * day));
    expect((await library.only()).dueAt).toBe(later(59 * day));
  });

  it('is never deleted before its author has had a week since it was brought up', async () => {
    await library.keep('staff:robin', { narrative: 'a pipe leaks' });
    const { id } = await library.only();
    // The desk was not running for two months.
    expect(toWhom(await library.due(id, later(60 * day)))).toEqual(['staff:robin']);
    expect((await library.only()).dueAt).toBe(later(67 * day));
    await library.due(id, later(67 * day));
    expect(await library.all()).toEqual([]);
  });
});
