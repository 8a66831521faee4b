import { beforeEach, describe, expect, it } from 'vitest';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

let library: IncidentLibrary;
beforeEach(async () => {
  library = await openIncidentLibrary();
});

const problem = (thrown: unknown) => (thrown as { fields: Record<string, { key: string }> }).fields;
const numbers = async () =>
  (await library.all()).map((one) => one.number ?? '').toSorted((a, b) => a.localeCompare(b));
const failed = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
const apart = (index: number) => ({
  ...filled,
  occurredAt: new Date(Date.parse(filled.occurredAt) - index * 3 * 3600_000).toISOString(),
});

describe('numbers', () => {
  it('are given without gaps in the order of submission, also to many at once, and to each branch its own', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => library.submit('staff:priya', apart(index))));
    await library.submit('staff:nora', { ...filled, place: 'NTH-A/front desk' });

    const expected = Array.from(
      { length: 12 },
      (_, index) => `CEN-2026-${String(index + 1).padStart(5, '0')}`,
    );
    expect(await numbers()).toEqual([...expected, 'NTH-A-2026-00001']);
  });

  it('begin anew with the year of the branch’s own calendar, not of UTC', async () => {
    // 22:30 and 00:30 in Toronto.
    await library.submit('staff:priya', filled, undefined, '2027-01-01T03:30:00.000Z');
    await library.submit('staff:priya', apart(1), undefined, '2027-01-01T05:30:00.000Z');
    expect(await numbers()).toEqual(['CEN-2026-00001', 'CEN-2027-00001']);
  });

  it('are not used up by a submission that is refused', async () => {
    await library.submit('staff:priya', filled);
    expect(await failed(library.submit('staff:omar', filled))).toBeDefined();
    await library.submit('staff:omar', { ...filled, same: true });
    expect(await numbers()).toEqual(['CEN-2026-00001', 'CEN-2026-00002']);
  });
});

describe('a draft', () => {
  it('keeps whatever is filled in', async () => {
    await library.keep('staff:priya', { narrative: 'half a sente' });
    const { report, number } = await library.only();
    expect(report).toEqual({
      narrative: 'half a sente',
      about: false,
      also: [],
      outcomes: [],
      services: [],
    });
    expect(number).toBeUndefined();
  });

  it('is continued, submitted and deleted by its author alone', async () => {
    await library.keep('staff:priya', { narrative: 'mine' });
    const { id } = await library.only();
    expect((await library.press('incident.continue', 'staff:lee', id)).form).toBeUndefined();
    await library.press('incident.discard', 'staff:dana', id, 'sure');
    for (const button of [
      'incident.review',
      'incident.takeOver',
      'incident.ask',
      'incident.close',
      'incident.add',
    ]) {
      expect((await library.press(button, 'staff:dana', id)).form).toBeUndefined();
    }
    await library.fill('incident.close', 'staff:dana', id, { note: 'x' });
    await library.fill('incident.ask', 'staff:dana', id, { question: 'x' });
    await library.fill('incident.add', 'staff:dana', id, { text: 'x' });
    expect((await library.submit('staff:lee', filled, { record: `draft:1:${id}` })).form).toBeDefined();
    expect(await library.only()).toMatchObject({
      state: 'draft',
      report: { narrative: 'mine' },
      supplements: [],
    });
    expect((await library.press('incident.discard', 'staff:priya', id)).reply).toBeDefined();
    expect(await library.all()).toHaveLength(1);
    await library.press('incident.discard', 'staff:priya', id, 'sure');
    expect(await library.all()).toEqual([]);
  });

  it('is brought up a quarter of an hour before the shift ends, and never after it was submitted', async () => {
    await library.keep('staff:priya', filled);
    const { id, dueAt } = await library.only();
    // The shift ends at 21:00 in Toronto.
    expect(dueAt).toBe('2026-11-23T01:45:00.000Z');
    const nudge = await library.due(id, dueAt ?? '');
    expect(nudge.ring?.map((one) => one.to)).toEqual([{ person: 'staff:priya' }]);
    expect(JSON.stringify(nudge)).not.toContain('shouted');
    await library.submit('staff:priya', filled, { record: `draft:1:${id}` });
    expect((await library.only()).dueAt).not.toBe(dueAt);
  });

  it('is brought up within what is left of a shift, and after a week without one', async () => {
    await library.keep('staff:priya', { narrative: 'late' }, undefined, '2026-11-23T01:50:00.000Z');
    expect((await library.only()).dueAt).toBe('2026-11-23T01:55:00.000Z');
    await library.keep('staff:robin', { narrative: 'off' });
    const robins = (await library.all()).find((one) => one.author === 'staff:robin');
    expect(robins?.dueAt).toBe('2026-11-29T23:40:00.000Z');
  });
});

describe('a report', () => {
  it('has a text that nothing changes once it is submitted', async () => {
    await library.submit('staff:priya', filled);
    const before = await library.only();
    const again = await failed(
      library.submit(
        'staff:priya',
        { ...filled, narrative: 'other', same: true },
        { record: `draft:1:${before.id}` },
      ),
    );
    expect(again).toMatchObject({ code: 'CONFLICT' });
    expect(
      await failed(library.keep('staff:priya', { narrative: 'x' }, { record: `draft:1:${before.id}` })),
    ).toMatchObject({ code: 'CONFLICT' });
    await library.types('staff:priya', `add ${before.number} he came back`);
    await library.types('staff:lee', `add ${before.number?.toLowerCase()} seen on camera`);
    await library.types('staff:omar', `add ${before.number} I saw it too`);
    await library.fill('incident.add', 'staff:priya', before.id, {
      text: 'It was three children.',
      correction: true,
    });
    const after = await library.only();
    expect(after.report).toEqual(before.report);
    expect(after.supplements.map(({ by, kind, text }) => [by, kind, text])).toEqual([
      ['staff:priya', 'addition', 'he came back'],
      ['staff:lee', 'reviewNote', 'seen on camera'],
      ['staff:omar', 'witness', 'I saw it too'],
      ['staff:priya', 'correction', 'It was three children.'],
    ]);
  });

  it('asks about every field that is missing or wrong, and about nothing in a draft', async () => {
    const long = 'x'.repeat(3001);
    const attempt = failed(
      Promise.resolve().then(() =>
        library.submit('staff:priya', { ...filled, narrative: long, occurredAt: '2026-11-22' }),
      ),
    );
    expect(Object.keys(problem(await attempt)).toSorted()).toEqual(['narrative', 'occurredAt']);
    await library.submit('staff:priya', { ...filled, narrative: '🦉'.repeat(3000) });
    expect((await library.only()).number).toBe('CEN-2026-00001');
  });

  it.each([
    ['2026-11-22', 'incident.form.when.time'],
    ['18:40', 'incident.form.when.day'],
    ['2026-11-01 01:30', 'incident.form.when.twice'],
    ['2026-03-08 02:30', 'incident.form.when.skipped'],
    ['2026-11-24T18:40:00.000Z', 'incident.form.when.future'],
  ])('asks about the time %s', async (occurredAt, key) => {
    const attempt = failed(
      Promise.resolve().then(() => library.submit('staff:priya', { ...filled, occurredAt })),
    );
    expect(problem(await attempt).occurredAt).toMatchObject({ key });
  });

  it('takes the first or the second of a time that the clocks show twice', async () => {
    await library.submit('staff:priya', { ...filled, occurredAt: '2026-11-01 01:30', which: 'second' });
    expect((await library.only()).report.occurredAt).toBe('2026-11-01T06:30:00.000Z');
  });

  it('goes to the supervisors of its branch, never to its author, else to whoever leads', async () => {
    const to = async (person: string, place: string) => {
      const outcome = await library.submit(person, { ...filled, place });
      return outcome.post?.filter((one) => one.view === 'supervisor').map((one) => one.to);
    };
    expect(await to('staff:priya', 'CEN/teen area')).toEqual([{ person: 'staff:lee' }]);
    expect(await to('staff:lee', 'CEN/reading room')).toEqual([{ person: 'staff:cora' }]);
    expect(await to('staff:robin', 'NTH-B')).toEqual([{ person: 'staff:cora' }]);
  });
});

describe('a review', () => {
  async function submitted() {
    await library.submit('staff:priya', filled);
    return (await library.only()).id;
  }

  it('that two begin at once is one person’s, and the other is told whose and since when', async () => {
    const id = await submitted();
    const replies = await Promise.all(
      ['staff:lee', 'staff:dana'].map((person) => library.press('incident.review', person, id)),
    );
    const keys = replies.map((one) => (one.reply?.summary as { key: string } | undefined)?.key);
    expect(new Set(keys)).toEqual(new Set(['incident.press.reviewing', 'incident.press.taken']));
    const { review } = await library.only();
    expect(review?.at).toBe(sundayEvening);
    const lost = replies.find(
      (one) => (one.reply?.summary as { key: string } | undefined)?.key === 'incident.press.taken',
    );
    expect(JSON.stringify(lost)).toContain(review?.by === 'staff:lee' ? 'Lee Wong' : 'Dana Whitfield');
    const other = review?.by === 'staff:lee' ? 'staff:dana' : 'staff:lee';
    await library.press('incident.takeOver', other, id);
    expect((await library.only()).review?.by).toBe(other);
  });

  it('that was closed or taken meanwhile refuses what comes late, and the form keeps it', async () => {
    const id = await submitted();
    await library.press('incident.review', 'staff:lee', id);
    expect(await failed(library.fill('incident.close', 'staff:dana', id, { note: 'late' }))).toMatchObject({
      code: 'CONFLICT',
      text: { params: { person: 'Lee Wong' } },
    });
    await library.fill('incident.close', 'staff:lee', id, { note: 'Spoken with him.' });
    expect(await failed(library.fill('incident.ask', 'staff:lee', id, { question: 'late' }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await library.only()).closed).toMatchObject({ by: 'staff:lee', note: 'Spoken with him.' });
  });

  it('whose reviewer lost the role meanwhile is refused, written down, and keeps the words in the form', async () => {
    const id = await submitted();
    const { form } = await library.press('incident.ask', 'staff:lee', id);
    expect(form?.form).toBe('incident.ask');
    await library.roleBecomes('lee', 'staff');
    const outcome = await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' });
    expect(outcome.form).toMatchObject({ form: 'incident.ask', values: { question: 'Which door?' } });
    expect(await library.only()).toMatchObject({ state: 'submitted', questions: [] });
  });

  it('asks the author, who answers, and comes back to the one who asked', async () => {
    const id = await submitted();
    await library.press('incident.review', 'staff:lee', id);
    const asked = await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' });
    expect(asked.ring?.map((one) => one.to)).toEqual([{ person: 'staff:priya' }]);
    expect(JSON.stringify(asked.ring)).not.toContain('Which door');
    expect((await library.only()).state).toBe('returned');
    const { form } = await library.press('incident.answer', 'staff:priya', id);
    expect(form).toMatchObject({ form: 'incident.answer', record: id });
    const answered = await library.fill('incident.answer', 'staff:priya', id, { text: 'The west door.' });
    expect(answered.ring?.map((one) => one.to)).toEqual([{ person: 'staff:lee' }]);
    expect(await library.only()).toMatchObject({
      state: 'submitted',
      questions: [{ answeredAt: sundayEvening }],
    });
    // It is submitted again, and the same reviewer can take it up again.
    await library.press('incident.review', 'staff:lee', id);
    expect((await library.only()).state).toBe('underReview');
  });

  it('comes back to all who review where the one who asked may do so no more', async () => {
    const id = await submitted();
    await library.fill('incident.ask', 'staff:lee', id, { question: 'Which door?' });
    await library.roleBecomes('lee', 'staff');
    const answered = await library.fill('incident.answer', 'staff:priya', id, { text: 'The west door.' });
    expect(answered.reply?.summary).toMatchObject({
      key: 'incident.press.answered.others',
      params: { people: ['Cora Dinator'] },
    });
    expect(answered.ring?.map(({ to, card }) => [to, card.summary])).toMatchObject([
      [{ person: 'staff:cora' }, { key: 'incident.ring.answered.others' }],
    ]);
    const added = await library.fill('incident.add', 'staff:priya', id, { text: 'At noon.' });
    expect(added.ring?.map((one) => one.to)).toEqual([{ person: 'staff:cora' }]);
  });
});
