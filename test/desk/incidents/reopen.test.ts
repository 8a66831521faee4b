import { beforeEach, describe, expect, it } from 'vitest';
import { auditOf } from '../../../src/desk/audit/index.ts';
import { staffCollection } from '../../../src/desk/people/index.ts';
import { filled, type IncidentLibrary, openIncidentLibrary } from './incident-library.ts';

let library: IncidentLibrary;
let id: string;
beforeEach(async () => {
  library = await openIncidentLibrary();
  await library.submit('staff:priya', filled);
  ({ id } = await library.only());
});

const failed = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
const close = (person = 'staff:lee') =>
  library.fill('incident.close', person, id, { note: 'Spoken with him.' });
const reopen = (person: string) => library.fill('incident.reopen', person, id, { reason: 'He came back.' });

describe('a closed report', () => {
  it('is reopened by a reviewer with a reason, which is kept with what closed it', async () => {
    await close();
    expect((await library.press('incident.reopen', 'staff:dana', id)).form?.form).toBe('incident.reopen');
    const outcome = await reopen('staff:dana');
    expect(await library.only()).toMatchObject({
      state: 'underReview',
      review: { by: 'staff:dana' },
      reopened: [
        {
          by: 'staff:dana',
          reason: 'He came back.',
          closed: { by: 'staff:lee', note: 'Spoken with him.' },
        },
      ],
    });
    expect((await library.only()).closed).toBeUndefined();
    // Its author and whoever closed it learn of it; the reason is read in the report.
    expect(outcome.ring?.map((one) => one.to)).toEqual([{ person: 'staff:priya' }, { person: 'staff:lee' }]);
    expect(JSON.stringify(outcome.ring)).not.toContain('came back');
    const read = JSON.stringify((await library.press('incident.read', 'staff:priya', id)).reply);
    expect(read).toContain('He came back.');
    expect(read).toContain('Spoken with him.');
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.some((one) => one.action === 'reopen' && one.actor === 'staff:dana')).toBe(true);
    const reads = entries.filter((one) => one.action === 'read' && one.actor === 'staff:priya');
    expect(reads.map((one) => one.fields)).toEqual([['narrative', 'closed.note', 'reopened.reason']]);
    // It can be closed again, and stands among what is open until then.
    expect(library.incidents.open().map((one) => one.id)).toEqual([id]);
    await close('staff:dana');
    expect(library.incidents.open()).toEqual([]);
  });

  it('is reopened by nobody else, and what they wrote comes back to them', async () => {
    await close();
    for (const person of ['staff:priya', 'staff:omar', 'staff:maria', 'staff:adam']) {
      expect((await library.press('incident.reopen', person, id)).form).toBeUndefined();
      const outcome = await reopen(person);
      expect(outcome.form).toMatchObject({ form: 'incident.reopen', values: { reason: 'He came back.' } });
    }
    expect((await library.only()).state).toBe('closed');
  });

  it('that two reopen at once is reopened once, and the second is told by whom and when', async () => {
    await close();
    const both = await Promise.all([reopen('staff:lee'), reopen('staff:dana')].map(failed));
    expect(both.filter((one) => one === undefined)).toHaveLength(1);
    expect(both.find((one) => one !== undefined)).toMatchObject({
      code: 'CONFLICT',
      text: { key: 'incident.press.reopened.form' },
    });
    expect((await library.only()).reopened).toHaveLength(1);
  });

  it('is the only one that can be reopened', async () => {
    expect(await failed(reopen('staff:lee'))).toMatchObject({ code: 'CONFLICT' });
    expect((await library.only()).state).toBe('submitted');
  });
});

describe('a report whose author was listed in the staff only since', () => {
  /** As they were known when they wrote it. */
  const tom = 'slack:T1:U0TOM';
  const listed = { id: 'tom', name: 'Tom Cole', branches: ['CEN'], slack: 'U0TOM', active: true };
  const report = async () => (await library.all()).find((one) => one.author === tom)?.id ?? '';

  beforeEach(async () => {
    await library.submit(tom, { ...filled, place: 'CEN/reading room' });
    id = await report();
    for (const other of ['lee', 'dana', 'cora']) await library.roleBecomes(other, 'staff');
    await library.store.transact((tx) => tx.put(staffCollection, { ...listed, role: 'supervisor' }));
  });

  it('is closed by its author where nobody else can, who is not told of it', async () => {
    const outcome = await close(tom);
    expect((await library.all()).find((one) => one.id === id)).toMatchObject({ closed: { by: 'staff:tom' } });
    expect(outcome.ring).toBeUndefined();
  });

  it('is reopened, and its author who closed it hears so once', async () => {
    await close(tom);
    await library.roleBecomes('dana', 'director');
    const outcome = await reopen('staff:dana');
    expect(outcome.ring?.map((one) => one.to)).toEqual([{ person: 'staff:tom' }]);
  });
});

describe('words that are refused', () => {
  it('come back to somebody who may no longer add to a report', async () => {
    await library.roleBecomes('omar', 'student');
    const added = await library.fill('incident.add', 'staff:omar', id, { text: 'He had a stick.' });
    expect(added.form).toMatchObject({ form: 'incident.add', values: { text: 'He had a stick.' } });
    expect(JSON.stringify(added.form?.notice)).toContain('incident.add.refused');
    const { number = '' } = await library.only();
    for (const typed of [`add ${number} He had a stick.`, 'add CEN-2026-00077 He had a stick.'])
      expect(JSON.stringify((await library.types('staff:omar', typed)).reply)).toContain('He had a stick.');
    expect((await library.only()).supplements).toEqual([]);
    const entries = await auditOf(library.store, { kind: 'incident', id });
    expect(entries.filter((one) => one.action === 'deny' && one.actor === 'staff:omar')).toHaveLength(2);
  });

  it('come back to a reviewer whose role ended, who is told that they are still there', async () => {
    await library.roleBecomes('lee', 'staff');
    const outcome = await close();
    expect(outcome.form).toMatchObject({
      values: { note: 'Spoken with him.' },
      notice: { key: 'incident.press.onlyReviewers.form' },
    });
  });

  it('come back as a report of one’s own from the form of somebody else’s draft, which is written down', async () => {
    await library.keep('staff:omar', { narrative: 'mine' });
    const draft = (await library.all()).find((one) => one.state === 'draft');
    const form = { record: `draft:1:${draft?.id}` };
    const outcome = await library.submit('staff:lee', { ...filled, narrative: 'A pipe leaks.' }, form);
    expect(outcome.form).toMatchObject({
      form: 'incident.report',
      notice: { key: 'incident.form.notYours' },
      values: { narrative: 'A pipe leaks.' },
    });
    expect(outcome.form?.record).toBeUndefined();
    const entries = await auditOf(library.store, { kind: 'incident', id: draft?.id ?? '' });
    expect(entries.map(({ action, actor }) => `${actor} ${action}`)).toContain('staff:lee deny');
  });
});
