import { beforeEach, describe, expect, it } from 'vitest';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

let library: IncidentLibrary;
beforeEach(async () => {
  library = await openIncidentLibrary();
});

const half = { place: filled.place, occurredAt: filled.occurredAt, narrative: filled.narrative } as const;
const apart = { ...filled, place: 'CEN/reading room', narrative: 'A pipe leaks.' } as const;
const opened = (person = 'staff:priya', now = sundayEvening) => library.opens(person, '', now);
const failed = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe('one opened form is one report', () => {
  it('when it is kept as a draft and then submitted as it still stands', async () => {
    const form = opened();
    await library.keep('staff:priya', half, form);
    const kept = await library.only();
    const outcome = await library.submit('staff:priya', filled, form);
    expect(await library.only()).toMatchObject({
      id: kept.id,
      state: 'submitted',
      number: 'CEN-2026-00001',
      report: { narrative: filled.narrative },
    });
    // The card of the draft goes on as the card of the report.
    expect(outcome.post?.filter((one) => one.view === 'author')).toEqual([]);
  });

  it('when it is kept, written on, kept again and then submitted', async () => {
    const form = opened();
    await library.keep('staff:priya', half, form);
    await library.keep('staff:priya', { ...half, narrative: `${half.narrative} He left.` }, form);
    expect((await library.only()).report.narrative).toBe('A man shouted at two children. He left.');
    const full = { ...filled, narrative: `${half.narrative} He left. He came back.` };
    await library.submit('staff:priya', full, form);
    expect((await library.only()).report.narrative).toBe(full.narrative);
  });

  it('when its words were put better between keeping and submitting it', async () => {
    const form = opened();
    const typo = 'A man shouted at two childern in the teen area and then he left.';
    await library.keep('staff:priya', { ...half, narrative: typo }, form);
    const better = typo.replace('childern', 'children');
    await library.submit('staff:priya', { ...filled, narrative: better }, form);
    expect(await library.only()).toMatchObject({ state: 'submitted', report: { narrative: better } });
  });

  it('when a draft was opened, kept and then submitted from the form that still stood there', async () => {
    await library.keep('staff:priya', half, opened());
    const { id } = await library.only();
    const form = (await library.press('incident.continue', 'staff:priya', id)).form?.record;
    await library.keep('staff:priya', { ...half, narrative: `${half.narrative} He left.` }, form);
    await library.submit('staff:priya', { ...filled, narrative: `${half.narrative} He left.` }, form);
    expect((await library.only()).state).toBe('submitted');
  });

  it('when it is submitted twice, whatever brings the second: that one is told the number', async () => {
    const form = opened();
    await library.submit('staff:priya', filled, form);
    expect(await failed(library.submit('staff:priya', filled, form))).toMatchObject({
      code: 'CONFLICT',
      text: { key: 'incident.form.submitted', params: { number: 'CEN-2026-00001' } },
    });
    expect(await failed(library.keep('staff:priya', half, form))).toMatchObject({ code: 'CONFLICT' });
    await library.only();
  });

  it('when both it and the form of its draft are submitted: the second is told', async () => {
    const form = opened();
    await library.keep('staff:priya', half, form);
    const { id } = await library.only();
    const again = (await library.press('incident.continue', 'staff:priya', id)).form?.record;
    await library.submit('staff:priya', filled, again);
    expect(await failed(library.submit('staff:priya', filled, form))).toMatchObject({ code: 'CONFLICT' });
    // More than what was submitted is held back as well, where both are about one place and time.
    const more = { ...filled, narrative: `${filled.narrative} He left.` };
    expect(await failed(library.submit('staff:priya', more, form))).toMatchObject({
      fields: { same: { params: { numbers: ['CEN-2026-00001'] } } },
    });
    expect((await library.only()).report.narrative).toBe(filled.narrative);
  });

  it('when keeping and submitting it, each twice, meet at the same moment', async () => {
    const form = opened();
    const sent = [
      library.keep('staff:priya', half, form),
      library.submit('staff:priya', filled, form),
      library.submit('staff:priya', filled, form),
      library.keep('staff:priya', half, form),
    ];
    const refused = (await Promise.all(sent.map(failed))).filter((one) => one !== undefined);
    expect(refused.map((one) => (one as { code: string }).code)).toEqual(['CONFLICT', 'CONFLICT']);
    expect((await library.only()).number).toBe('CEN-2026-00001');
  });

  it('also when it was opened from a call or from a message', async () => {
    const quoted = library.quotes('staff:priya', 'https://library.slack.com/archives/C0CENTRAL/p17');
    await library.keep('staff:priya', half, quoted);
    await library.submit('staff:priya', filled, quoted);
    expect(await library.only()).toMatchObject({
      state: 'submitted',
      link: 'https://library.slack.com/archives/C0CENTRAL/p17',
    });
  });
});

describe('nothing that somebody wrote takes the place of something else', () => {
  it('so two forms that stand open side by side are two reports where their words differ', async () => {
    // The form closed by mistake and opened again is the same one: what was typed comes back to it.
    const [one, other] = [opened(), opened()];
    expect(one).toBe(other);
    await library.keep('staff:priya', half, one);
    const outcome = await library.submit('staff:priya', apart, other);
    const kept = new Map((await library.all()).map(({ state, report }) => [state, report.narrative]));
    expect(kept.get('draft')).toBe(half.narrative);
    expect(kept.get('submitted')).toBe(apart.narrative);
    // And the author hears that the draft is still there.
    expect(JSON.stringify(outcome.reply)).toContain('incident.submitted.besides');
  });

  it('and of two that are submitted the second is another report where place or time differ', async () => {
    const [one, other] = [opened(), opened()];
    await library.submit('staff:priya', filled, one);
    await library.submit('staff:priya', apart, other);
    expect(
      (await library.all()).map(({ number = '' }) => number).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['CEN-2026-00001', 'CEN-2026-00002']);
  });

  it('and the next form after a saved one is another report', async () => {
    const form = opened();
    await library.submit('staff:priya', filled, form);
    expect(opened()).not.toBe(form);
    expect(opened('staff:omar')).not.toBe(opened('staff:priya'));
  });

  it('and nobody can send a form in somebody else’s name', async () => {
    const form = opened();
    await library.keep('staff:priya', half, form);
    for (const outcome of [
      await library.submit('staff:omar', filled, form),
      await library.keep('staff:omar', apart, form),
    ])
      expect(outcome.form?.notice).toMatchObject({ key: 'incident.form.notYours' });
    expect((await library.only()).author).toBe('staff:priya');
  });
});
