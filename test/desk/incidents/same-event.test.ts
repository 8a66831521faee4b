import { beforeEach, describe, expect, it } from 'vitest';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

let library: IncidentLibrary;
beforeEach(async () => {
  library = await openIncidentLibrary();
});

const problem = (thrown: unknown) => (thrown as { fields: Record<string, { key: string }> }).fields;
const failed = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('a report that is submitted', () => {
  it('of the same place within two hours is held back until somebody says that it is another event', async () => {
    await library.submit('staff:priya', filled);
    const later = (ms: number) => ({
      ...filled,
      occurredAt: new Date(Date.parse(filled.occurredAt) + ms).toISOString(),
    });
    const now = '2026-11-23T02:00:00.000Z';
    const refused = await failed(library.submit('staff:omar', later(2 * 3600_000), undefined, now));
    expect(problem(refused).same).toMatchObject({ params: { numbers: ['CEN-2026-00001'] } });
    await library.submit('staff:omar', later(2 * 3600_000 + 1), undefined, now);
    await library.submit('staff:omar', { ...filled, place: 'CEN/reading room' });
    await library.submit('staff:omar', { ...later(60_000), same: true }, undefined, now);
    expect(await library.all()).toHaveLength(4);
  });

  it('of a student is not held back by one that they may not know of, nor asked about beside it', async () => {
    await library.submit('staff:priya', filled);
    const look = (person: string) => ({ person, now: sundayEvening });
    const isAsked = (person: string) =>
      library.subject.forms
        .find(({ id }) => id === 'incident.report')
        ?.fields.find(({ id }) => id === 'same')
        ?.when?.(filled, look(person));
    expect([isAsked('staff:omar'), isAsked('staff:stu')]).toEqual([true, false]);
    await library.submit('staff:stu', filled);
    expect((await library.all()).map(({ state }) => state)).toEqual(['submitted', 'submitted']);
    // Their own they know of.
    const second = await failed(library.submit('staff:stu', filled));
    expect(problem(second).same).toMatchObject({ params: { numbers: ['CEN-2026-00002'] } });
  });
});
