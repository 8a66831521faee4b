import type { Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import { helpCollection } from '../help/index.ts';
import { draftButtons, line } from './cards.ts';
import type { About, FormRef } from './form-ref.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { nextNumber } from './numbers.ts';
import {
  editDraft,
  filledFields,
  holdsWordsOf,
  isRewordingOf,
  newDraft,
  sameEventMs,
  submit,
} from './rules.ts';
import { type Incident, incidentCollection, placeKey, type Report, reportSchema } from './schema.ts';
import { say } from './texts.en.ts';

interface Input {
  readonly ref: FormRef;
  /** The id of the report, if the one that the form belongs to holds other words. */
  readonly spareId: string;
  readonly report: Report;
}

/** Keeps what is filled in so far. The same words kept twice, as by an impatient press, stay one draft. */
export async function saveDraft(
  desk: IncidentDesk,
  tx: Transaction,
  input: Input,
  look: Look,
): Promise<Outcome> {
  const { draft, isNew } = await draftFor(desk, tx, input, look);
  if (isNew) {
    const mine = await tx.find(incidentCollection, 'draftsOf', draft.author);
    const words = inOrder(input.report);
    const same = mine.find((one) => inOrder(one.report) === words);
    if (same !== undefined) return { reply: savedCard(desk, same) };
  }
  // Kept twice by an impatient press.
  if (!isNew && inOrder(draft.report) === inOrder(input.report)) return { reply: savedCard(desk, draft) };
  const kept = isNew ? draft : editDraft(draft, input.report, look.now);
  await tx.put(incidentCollection, kept);
  await desk.audit(tx, look, isNew ? 'create' : 'amend', kept, filledFields(kept));
  return { reply: savedCard(desk, kept), ...(isNew ? desk.news.drafted(kept) : {}) };
}

/** Keeps words that came without a form. @param said what the author is told */
export async function keepWords(
  desk: IncidentDesk,
  tx: Transaction,
  { id, about, report }: { readonly id: string; readonly about: About | undefined; readonly report: Report },
  look: Look,
  said: 'incident.draft.saved' | 'incident.draft.kept',
): Promise<Outcome> {
  const draft = await draftOf(desk, tx, id, about, report, look);
  await tx.put(incidentCollection, draft);
  await desk.audit(tx, look, 'create', draft, filledFields(draft));
  return { reply: savedCard(desk, draft, said), ...desk.news.drafted(draft) };
}

/**
 * Submits a report: its text stands from then on, and it has its number when this transaction is saved, not before.
 *
 * @throws DeskError INVALID_INPUT when it may be about an event that has been reported, and nobody said otherwise
 */
export async function submitReport(
  desk: IncidentDesk,
  tx: Transaction,
  input: Input & { readonly isOtherEvent: boolean },
  look: Look,
): Promise<Outcome> {
  const { report } = input;
  const branch = desk.branches.byCode(report.branch ?? '');
  if (branch === undefined)
    throw new DeskError('INVALID_INPUT', 'no branch', {
      fields: { place: say('incident.form.place.missing') },
    });
  const { draft, isNew, besides } = await draftFor(desk, tx, input, look);
  if (!input.isOtherEvent) await refuseSameEvent(desk, tx, draft, report, look);
  const number = await nextNumber(tx, branch, look.now);
  const submitted = submit(draft, report, number, look.now);
  await tx.put(incidentCollection, submitted);
  await desk.audit(tx, look, 'submit', submitted, filledFields(submitted));
  const people = desk.describe.names(desk.access.reviewersOf(submitted));
  const text =
    people.length === 0
      ? say('incident.submitted.nobody', { number })
      : say('incident.submitted', { number, people });
  const reply: Card = {
    summary: say('incident.submitted.summary', { number }),
    tone: 'good',
    parts: [
      { type: 'text', text },
      ...(besides === undefined
        ? []
        : line(
            say('incident.submitted.besides', { place: desk.describe.place(besides) }),
            draftButtons(besides, desk.describe),
          ).parts),
    ],
  };
  return { reply, ...desk.news.submitted(submitted, !isNew) };
}

/**
 * The draft that a form belongs to, or a new one. What was saved since the form opened, by the form itself or by another
 * one, is replaced where the form still holds its words. Where it holds others, it makes a report of its own.
 *
 * @returns besides: the draft that keeps its words
 * @throws DeskError CONFLICT when it is submitted already: the form comes back with its words
 */
async function draftFor(
  desk: IncidentDesk,
  tx: Transaction,
  { ref, spareId, report }: Input,
  look: Look,
): Promise<{ readonly draft: Incident; readonly isNew: boolean; readonly besides?: Incident }> {
  const about = ref.type === 'new' ? ref.about : undefined;
  const saved = await desk.get(tx, ref.id);
  if (saved === undefined) {
    // A draft that was deleted meanwhile stays deleted: its cards say so.
    const id = ref.type === 'new' ? ref.id : spareId;
    return { draft: await draftOf(desk, tx, id, about, report, look), isNew: true };
  }
  if (saved.state !== 'draft') {
    if (ref.type === 'draft' || holdsWordsOf(saved.report, report)) {
      const number = desk.describe.number(saved);
      throw new DeskError('CONFLICT', 'submitted already', {
        text: say('incident.form.submitted', { number }),
      });
    }
    return { draft: await draftOf(desk, tx, spareId, about, report, look), isNew: true };
  }
  // What was saved first under a form's own id came from this form, unless two of them stand open side by side.
  const isItsOwn =
    ref.type === 'draft'
      ? saved.edition === ref.edition
      : saved.edition === 1 && isRewordingOf(report, saved.report);
  if (isItsOwn || holdsWordsOf(report, saved.report)) return { draft: saved, isNew: false };
  const draft = await draftOf(desk, tx, spareId, about, report, look);
  return { draft, isNew: true, besides: saved };
}

async function draftOf(
  desk: IncidentDesk,
  tx: Transaction,
  id: string,
  about: About | undefined,
  report: Report,
  look: Look,
): Promise<Incident> {
  const call = about?.type === 'call' ? await tx.get(helpCollection, about.id) : undefined;
  return newDraft(
    {
      id,
      author: desk.people.canonical(look.person),
      report,
      shiftEndAt: desk.shiftEnd(look),
      ...(call === undefined ? {} : { call: { id: call.id, number: call.number } }),
      ...(about?.type === 'link' ? { link: about.link } : {}),
    },
    look.now,
  );
}

async function refuseSameEvent(
  desk: IncidentDesk,
  tx: Transaction,
  draft: Incident,
  { branch = '', zone, occurredAt = '' }: Report,
  look: Look,
): Promise<void> {
  const near = await tx.range(incidentCollection, 'place', {
    from: placeKey(branch, zone, addMs(occurredAt, -sameEventMs)),
    to: placeKey(branch, zone, addMs(occurredAt, sameEventMs)),
  });
  const others = near.filter((one) => one.id !== draft.id);
  if (others.length === 0) return;
  const reader = desk.reader(look);
  const numbers = others
    .filter((one) => reader.sight(one) !== 'none')
    .map((one) => desk.describe.number(one));
  const text =
    numbers.length === 0 ? say('incident.form.same.unknown') : say('incident.form.same.known', { numbers });
  throw new DeskError('INVALID_INPUT', 'may be the same event', { fields: { same: text } });
}

/** A report as text, the same for the same content. */
function inOrder(report: Report): string {
  return JSON.stringify(reportSchema.parse(report));
}

function savedCard(
  desk: IncidentDesk,
  draft: Incident,
  said: 'incident.draft.saved' | 'incident.draft.kept' = 'incident.draft.saved',
): Card {
  return {
    ...line(say(said), draftButtons(draft, desk.describe).slice(0, 1)),
    summary: say('incident.draft.summary'),
  };
}
