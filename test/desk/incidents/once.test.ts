import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditOf } from '../../../src/desk/audit/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

let library: IncidentLibrary;
beforeEach(async () => {
  library = await openIncidentLibrary();
});

const half = { place: filled.place, occurredAt: filled.occurredAt, narrative: filled.narrative } as const;
const apart = { ...filled, place: 'CEN/reading room', narrative: 'A pipe leaks.' } as const;
const priya = 'staff:priya';
const failed = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
const narratives = async () =>
  (await library.all()).map(({ report }) => report.narrative ?? '').toSorted((a, b) => a.localeCompare(b));

describe('one opened form is one report', () => {
  it('when it is kept as a draft and then submitted as it still stands', async () => {
    const form = library.opens(priya);
    await library.keep(priya, half, form);
    expect((await library.only()).id).toBe(form.form);
    const outcome = await library.submit(priya, filled, form);
    expect(await library.only()).toMatchObject({
      id: form.form,
      state: 'submitted',
      number: 'CEN-2026-00001',
      report: { narrative: filled.narrative },
    });
    // The card of the draft goes on as the card of the report.
    expect(outcome.post?.filter((one) => one.view === 'author')).toEqual([]);
  });

  it('however much is rewritten between keeping it, keeping it again and submitting it an hour later', async () => {
    const form = library.opens(priya);
    await library.keep(priya, half, form);
    await library.keep(priya, { ...half, narrative: 'Somebody was loud.' }, form);
    expect((await library.only()).report.narrative).toBe('Somebody was loud.');
    await library.submit(priya, apart, form, addMs(sundayEvening, 3600_000));
    expect(await library.only()).toMatchObject({
      state: 'submitted',
      report: { narrative: 'A pipe leaks.' },
    });
  });

  it('and the same words kept twice are one change', async () => {
    const form = library.opens(priya);
    await library.keep(priya, half, form);
    await library.keep(priya, half, form);
    const { id, edition } = await library.only();
    expect(edition).toBe(1);
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.map(({ action }) => action)).toEqual(['create']);
  });

  it('when a draft was opened, kept and then submitted from the form that still stood there', async () => {
    await library.types(priya, 'log teen area a man shouted');
    const { id } = await library.only();
    const form = await library.continues(priya, id);
    await library.keep(priya, half, form);
    await library.keep(priya, { ...half, narrative: 'Somebody was loud.' }, form);
    await library.submit(priya, filled, form);
    expect(await library.only()).toMatchObject({ id, state: 'submitted' });
  });

  it('when it is submitted twice, whatever brings the second: that one is told the number', async () => {
    const form = library.opens(priya);
    await library.submit(priya, filled, form);
    for (const again of [library.submit(priya, apart, form), library.keep(priya, half, form)])
      expect(await failed(again)).toMatchObject({
        code: 'CONFLICT',
        text: { key: 'incident.form.submitted', params: { number: 'CEN-2026-00001' } },
      });
    expect((await library.only()).report.narrative).toBe(filled.narrative);
  });

  it('when keeping and submitting it, each twice, meet at the same moment', async () => {
    const form = library.opens(priya);
    const sent = [
      library.keep(priya, half, form),
      library.submit(priya, filled, form),
      library.submit(priya, filled, form),
      library.keep(priya, half, form),
    ];
    const refused = (await Promise.all(sent.map(failed))).filter((one) => one !== undefined);
    expect(refused.map((one) => (one as { code: string }).code)).toEqual(['CONFLICT', 'CONFLICT']);
    expect((await library.only()).number).toBe('CEN-2026-00001');
  });

  it('also when its draft was deleted before it was sent', async () => {
    await library.keep(priya, half, library.opens(priya));
    const { id } = await library.only();
    const form = await library.continues(priya, id);
    await library.press('incident.discard', priya, id, 'sure');
    await library.keep(priya, half, form);
    await library.submit(priya, apart, form);
    // What was deleted stays deleted.
    expect(await library.only()).toMatchObject({ id: form.form, state: 'submitted' });
  });

  it('also when it was opened from a message', async () => {
    const link = 'https://library.slack.com/archives/C0CENTRAL/p17';
    const quoted = library.quotes(priya, link);
    await library.keep(priya, half, quoted);
    await library.submit(priya, filled, quoted);
    expect(await library.only()).toMatchObject({ state: 'submitted', link });
  });
});

describe('two opened forms are two reports', () => {
  it('even where they say the same', async () => {
    await library.keep(priya, half, library.opens(priya));
    await library.keep(priya, half, library.opens(priya));
    expect(await narratives()).toEqual([half.narrative, half.narrative]);
  });

  it('and the second to be submitted is asked whether it is another event', async () => {
    await library.submit(priya, filled, library.opens(priya));
    const second = library.opens(priya);
    expect(await failed(library.submit(priya, filled, second))).toMatchObject({
      fields: { same: { params: { numbers: ['CEN-2026-00001'] } } },
    });
    await library.submit(priya, { ...filled, same: true }, second);
    expect(await library.all()).toHaveLength(2);
  });
});

describe('no form overwrites what it does not show', () => {
  it('but comes back with its words when its draft was changed meanwhile, and then replaces it', async () => {
    const first = library.opens(priya);
    await library.keep(priya, { narrative: 'first' }, first);
    const { id } = await library.only();
    await library.keep(priya, { narrative: 'second' }, await library.continues(priya, id));
    const third = { ...filled, narrative: 'third' };
    for (const sent of [first, { ...first, form: randomUUID(), record: `draft:1:${id}` }])
      for (const outcome of [
        await library.keep(priya, third, sent),
        await library.submit(priya, third, sent),
      ])
        expect(outcome.form).toEqual({
          form: 'incident.report',
          values: third,
          record: `draft:2:${id}`,
          notice: expect.objectContaining({ key: 'incident.form.changed' }),
        });
    expect(await narratives()).toEqual(['second']);
    await library.submit(priya, third, { form: randomUUID(), record: `draft:2:${id}` });
    expect(await library.only()).toMatchObject({ id, state: 'submitted', report: { narrative: 'third' } });
  });

  it('and is told the number when its draft was submitted meanwhile', async () => {
    const first = library.opens(priya);
    await library.keep(priya, half, first);
    const { id } = await library.only();
    const other = await library.continues(priya, id);
    await library.submit(priya, filled, await library.continues(priya, id));
    for (const sent of [first, other])
      expect(await failed(library.submit(priya, apart, sent))).toMatchObject({
        code: 'CONFLICT',
        text: { key: 'incident.form.submitted', params: { number: 'CEN-2026-00001' } },
      });
    expect((await library.only()).report.narrative).toBe(filled.narrative);
  });
});

describe('a form’s instance comes from outside', () => {
  it('so that of somebody else’s form makes a report of one’s own, and leaves theirs alone', async () => {
    const form = library.opens(priya);
    await library.keep(priya, half, form);
    await library.submit('staff:omar', apart, form);
    await library.submit(priya, filled, form);
    expect((await library.all()).map(({ author, report }) => [author, report.narrative])).toEqual(
      expect.arrayContaining([
        [priya, filled.narrative],
        ['staff:omar', apart.narrative],
      ]),
    );
    expect(await library.all()).toHaveLength(2);
  });

  it('so the id of a report that no form has made is not taken for it', async () => {
    await library.types(priya, 'log a man shouted');
    const { id } = await library.only();
    await library.submit(priya, apart, { form: id });
    expect(await narratives()).toEqual(['a man shouted', 'A pipe leaks.']);
  });

  it.each(['', 'x', '../incidents', '00000000-0000-0000-0000-00000000000Z', 'a'.repeat(200)])(
    'so “%s” is not taken as an id',
    async (form) => {
      await library.keep(priya, half, { form });
      const { id, form: saved } = await library.only();
      expect([id, saved]).not.toContain(form);
      expect(id).toMatch(/^[\da-f-]{36}$/);
    },
  );
});
