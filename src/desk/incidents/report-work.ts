import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Card, CardPart } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { FormValues } from '../../chat/form.ts';
import type { Outcome } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { helpCollection } from '../help/index.ts';
import { draftButtons, line } from './cards.ts';
import { type About, type FormRef, formRefToText } from './form-ref.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { nextNumber } from './numbers.ts';
import { editDraft, filledFields, newDraft, submit } from './rules.ts';
import { asksWhetherSame, sameEvent, sameEventCard } from './same-event.ts';
import { type Incident, incidentCollection, type Report } from './schema.ts';
import { say } from './texts.en.ts';

/** A report's form as it was sent. */
interface Sent {
  readonly ref: FormRef | undefined;
  readonly values: FormValues;
  readonly report: Report;
}

/** Keeps what is filled in so far. */
export async function saveDraft(
  desk: IncidentDesk,
  tx: Transaction,
  sent: Sent,
  look: Look,
): Promise<Outcome> {
  const target = await targetOf(desk, tx, sent, look);
  if ('back' in target) return target.back;
  const { kept, news } = await keep(desk, tx, target, sent.report, look);
  return { reply: savedCard(desk, kept), ...news };
}

async function keep(
  desk: IncidentDesk,
  tx: Transaction,
  { draft, form, isNew }: Kept,
  report: Report,
  look: Look,
): Promise<{ readonly kept: Incident; readonly news: Outcome }> {
  // Kept twice by an impatient press.
  if (!isNew && isDeepStrictEqual(draft.report, report)) return { kept: draft, news: {} };
  const kept = isNew ? draft : editDraft(draft, report, form, look.now);
  await tx.put(incidentCollection, kept);
  await desk.audit(tx, look, isNew ? 'create' : 'amend', kept, filledFields(kept));
  return { kept, news: isNew ? desk.news.drafted(kept) : {} };
}

/** Keeps words that came without a form. @param shown whether the answer shows them */
export async function keepWords(
  desk: IncidentDesk,
  tx: Transaction,
  { id, about, report }: { readonly id: string; readonly about: About | undefined; readonly report: Report },
  look: Look,
  shown: boolean,
): Promise<Outcome> {
  const draft = await draftOf(desk, tx, { id, about, report }, look);
  await tx.put(incidentCollection, draft);
  await desk.audit(tx, look, 'create', draft, filledFields(draft));
  // Beside the draft's own card, the answer has not the same button again.
  const isBeside = look.place?.private === true || look.place?.answersInPrivate === true;
  const saved: Card = isBeside
    ? { ...line(say('incident.draft.kept')), summary: say('incident.draft.summary') }
    : savedCard(desk, draft);
  // Where no form opens from typed words, the answer stays among the messages: it holds no words.
  if (!shown) return { reply: saved, ...desk.news.drafted(draft) };
  const row: CardPart = { type: 'text', text: desk.describe.draft(draft), strong: true };
  return {
    reply: { ...saved, parts: [row, ...saved.parts] },
    repeated: saved,
    ...desk.news.drafted(draft),
  };
}

/**
 * Submits a report: its text stands from then on, and it has its number when this transaction is saved, not before.
 *
 * One of an event that its author says is reported already is kept as a draft, to be added to the report that is there.
 *
 * @throws DeskError INVALID_INPUT when it may be about an event that has been reported, and its author has not said
 */
export async function submitReport(
  desk: IncidentDesk,
  tx: Transaction,
  sent: Sent,
  look: Look,
): Promise<Outcome> {
  const { report } = sent;
  const branch = desk.branches.byCode(report.branch ?? '');
  if (branch === undefined)
    throw new DeskError('INVALID_INPUT', 'no branch', {
      fields: { place: say('incident.form.place.missing') },
    });
  const target = await targetOf(desk, tx, sent, look);
  if ('back' in target) return target.back;
  const { draft, isNew } = target;
  const others = sent.values.same === true ? [] : await sameEvent(desk, tx, draft, report, look);
  if (others.length > 0) {
    if (sent.values.same !== false) throw asksWhetherSame(desk, others);
    const { kept, news } = await keep(desk, tx, target, report, look);
    return { reply: sameEventCard(desk, kept, others), ...news };
  }
  const number = await nextNumber(tx, branch, look.now);
  const submitted = submit(draft, report, number, look.now);
  await tx.put(incidentCollection, submitted);
  await desk.audit(tx, look, 'submit', submitted, filledFields(submitted));
  // The cards of the call name the report from now on: a change, though of none of its fields.
  const call = await tx.get(helpCollection, submitted.call?.id ?? '');
  if (call !== undefined) await tx.put(helpCollection, call);
  const people = desk.describe.names(desk.access.reviewersOf(submitted));
  const text =
    people.length === 0
      ? say('incident.submitted.nobody', { number })
      : say('incident.submitted', { number, people });
  const reply: Card = {
    summary: say('incident.submitted.summary', { number }),
    tone: 'good',
    parts: [{ type: 'text', text }],
  };
  return { reply, ...desk.news.submitted(submitted, !isNew) };
}

interface Kept {
  readonly draft: Incident;
  readonly form: string;
  readonly isNew: boolean;
}

/** What a sent form writes into, or the form as it comes back with its words. */
type Target = Kept | { readonly back: Outcome };

/**
 * The draft that a form was opened from, else what it saved itself, else a new one: an opened form is one report,
 * whose id is the form's instance. Nothing that another form saved meanwhile is overwritten unseen.
 *
 * @throws DeskError CONFLICT when it is submitted already: the form comes back with its words
 */
async function targetOf(
  desk: IncidentDesk,
  tx: Transaction,
  { ref, values, report }: Sent,
  look: Look,
): Promise<Target> {
  const { isAuthor } = desk.reader(look);
  const back = (notice: Text, record?: string): Target => ({
    back: {
      form: { form: 'incident.report', values, notice, ...(record === undefined ? {} : { record }) },
    },
  });
  const opened = ref?.type === 'draft' ? await desk.get(tx, ref.id) : undefined;
  if (opened !== undefined && !isAuthor(opened)) {
    await desk.audit(tx, look, 'deny', opened, ['report']);
    return back(say('incident.form.notYours'));
  }
  const form = instanceOf(look);
  const namesake = await desk.get(tx, form);
  const isItsOwn = namesake?.form !== undefined && isAuthor(namesake);
  const saved = opened ?? (isItsOwn ? namesake : undefined);
  if (saved === undefined) {
    const id = namesake === undefined ? form : randomUUID();
    const about = ref?.type === 'draft' ? undefined : ref;
    return { draft: await draftOf(desk, tx, { id, form, about, report }, look), form, isNew: true };
  }
  if (saved.state !== 'draft') {
    const number = desk.describe.number(saved);
    throw new DeskError('CONFLICT', 'submitted already', {
      text: say('incident.form.submitted', { number }),
    });
  }
  const isAsOpened = ref?.type === 'draft' && opened?.edition === ref.edition;
  if (isAsOpened || saved.form === form) return { draft: saved, form, isNew: false };
  const { id, edition } = saved;
  return back(say('incident.form.changed'), formRefToText({ type: 'draft', id, edition }));
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One that is not as we mint them is as good as none. */
function instanceOf({ form = '' }: Look): string {
  return uuid.test(form) ? form : randomUUID();
}

async function draftOf(
  desk: IncidentDesk,
  tx: Transaction,
  { about, ...draft }: Pick<Incident, 'id' | 'form' | 'report'> & { readonly about: About | undefined },
  look: Look,
): Promise<Incident> {
  const call = about?.type === 'call' ? await tx.get(helpCollection, about.id) : undefined;
  return newDraft(
    {
      ...draft,
      author: desk.people.canonical(look.person),
      shiftEndAt: desk.shiftEnd(look),
      ...(call === undefined ? {} : { call: { id: call.id, number: call.number } }),
      ...(about?.type === 'link' ? { link: about.link } : {}),
    },
    look.now,
  );
}

function savedCard(desk: IncidentDesk, draft: Incident): Card {
  return {
    ...line(say('incident.draft.saved'), draftButtons(draft, desk.describe).slice(0, 1)),
    summary: say('incident.draft.summary'),
  };
}
