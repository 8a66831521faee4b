import type { Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import { helpCollection } from '../help/index.ts';
import { draftButtons, line } from './cards.ts';
import type { FormRef } from './form-ref.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { nextNumber } from './numbers.ts';
import { editDraft, filledFields, newDraft, sameEventMs, submit } from './rules.ts';
import { type Incident, incidentCollection, placeKey, type Report, reportSchema } from './schema.ts';
import { say } from './texts.en.ts';

interface Input {
  /** The id of the report, if it is a new one. */
  readonly id: string;
  readonly ref: FormRef | undefined;
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
  const kept = isNew ? draft : editDraft(draft, input.report);
  await tx.put(incidentCollection, kept);
  await desk.audit(tx, look, isNew ? 'create' : 'amend', kept, filledFields(kept));
  return { reply: savedCard(desk, kept), ...(isNew ? desk.news.drafted(kept) : {}) };
}

/** Keeps words that came without a form. @param said what the author is told */
export async function keepWords(
  desk: IncidentDesk,
  tx: Transaction,
  input: Input,
  look: Look,
  said: 'incident.draft.saved' | 'incident.draft.kept',
): Promise<Outcome> {
  const { draft } = await draftFor(desk, tx, input, look);
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
  const { draft, isNew } = await draftFor(desk, tx, input, look);
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
    parts: [{ type: 'text', text }],
  };
  return { reply, ...desk.news.submitted(submitted, !isNew) };
}

/**
 * The draft that a form belongs to, or a new one. A form whose draft has been saved by another form meanwhile makes a
 * report of its own: neither text may overwrite the other.
 *
 * @throws DeskError when the draft is somebody else's, or submitted already: the form comes back with its words
 */
async function draftFor(
  desk: IncidentDesk,
  tx: Transaction,
  { id, ref, report }: Input,
  look: Look,
): Promise<{ readonly draft: Incident; readonly isNew: boolean }> {
  if (ref?.type === 'draft') {
    const draft = await desk.get(tx, ref.id);
    if (draft !== undefined) {
      if (!desk.reader(look).isAuthor(draft))
        throw new DeskError('NOT_ALLOWED', 'not the author', { text: say('incident.form.notYours') });
      if (draft.state !== 'draft') {
        const number = desk.describe.number(draft);
        throw new DeskError('CONFLICT', 'submitted already', {
          text: say('incident.form.submitted', { number }),
        });
      }
      if (draft.edition === ref.edition) return { draft, isNew: false };
    }
  }
  const call = ref?.type === 'call' ? await tx.get(helpCollection, ref.id) : undefined;
  const draft = newDraft(
    {
      id,
      author: desk.people.canonical(look.person),
      report,
      shiftEndAt: desk.shiftEnd(look),
      ...(call === undefined ? {} : { call: { id: call.id, number: call.number } }),
      ...(ref?.type === 'link' ? { link: ref.link } : {}),
    },
    look.now,
  );
  return { draft, isNew: true };
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
