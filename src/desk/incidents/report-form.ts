import type { Form, Look } from '../../chat/command.ts';
import type { OpenForm } from '../../chat/outcome.ts';
import { own, type Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { type About, type FormRef, formRefToText, textToFormRef } from './form-ref.ts';
import { reportToValues, valuesToReport } from './form-values.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { reportFields } from './report-fields.ts';
import { saveDraft, submitReport } from './report-work.ts';
import { emptyReport, type Incident, type Report } from './schema.ts';
import { say } from './texts.en.ts';

/** What a form holds when it opens, before anything is written; and what says more of these. */
const givenAtOpening: ReadonlySet<string> = new Set(['place', 'occurredAt', 'about', 'which', 'same']);

/** The form of a report: submitted, or kept half filled as a draft. */
export function createReportForm(desk: IncidentDesk): Form<Transaction> {
  return {
    id: 'incident.report',
    title: say('incident.form.title'),
    submit: say('incident.form.submit'),
    opening: (_values, look, record) => aboutText(desk, textToFormRef(record), look),
    fields: reportFields(desk),
    actions: [
      {
        id: 'draft',
        label: say('incident.form.draft'),
        plan(values, record, look) {
          const report = valuesToReport(values, desk.branches, look.now, true);
          const sent = { ref: textToFormRef(record), values, report };
          if (sent.ref === undefined && Object.keys(values).every((field) => givenAtOpening.has(field)))
            throw new DeskError('INVALID_INPUT', 'an empty draft', {
              fields: { narrative: say('incident.draft.empty') },
            });
          return { run: (tx) => saveDraft(desk, tx, sent, look) };
        },
      },
    ],
    plan(values, record, look) {
      const report = valuesToReport(values, desk.branches, look.now, false);
      const sent = { ref: textToFormRef(record), values, report };
      return { run: (tx) => submitReport(desk, tx, sent, look) };
    },
  };
}

/** A new report from what is known: the caller's building and this moment, unless said otherwise. */
export function openReportForm(
  desk: IncidentDesk,
  look: Look,
  known: Partial<Report> = {},
  about?: About,
): OpenForm {
  const branch = desk.branchOfCaller(look)?.id;
  const report: Report = {
    ...emptyReport,
    occurredAt: look.now,
    ...(branch === undefined ? {} : { branch }),
    ...known,
  };
  const open = toOpenForm(report, about);
  // A link that is too long to travel is shown once, to be copied.
  const isLeftOut = about?.type === 'link' && open.record === undefined;
  return isLeftOut ? { ...open, notice: aboutMessage(about.link) } : open;
}

/** A draft as it stands. */
export function openDraftForm(draft: Incident): OpenForm {
  return toOpenForm(draft.report, { type: 'draft', id: draft.id, edition: draft.edition });
}

function toOpenForm(report: Report, ref: FormRef | undefined): OpenForm {
  const record = ref === undefined ? undefined : formRefToText(ref);
  return {
    form: 'incident.report',
    values: reportToValues(report),
    ...(record === undefined ? {} : { record }),
  };
}

/** What it was begun from, with the reports of that call that its author may know of. */
function aboutText(desk: IncidentDesk, ref: FormRef | undefined, look: Look): Text | undefined {
  if (ref?.type === 'link') return aboutMessage(ref.link);
  if (ref?.type !== 'call') return undefined;
  const { number } = ref;
  const reader = desk.reader(look);
  const numbers = desk.incidents
    .ofCall(ref.id)
    .filter((one) => reader.sight(one) !== 'none')
    .map(desk.describe.number);
  return numbers.length === 0
    ? say('incident.form.aboutCall', { number })
    : say('incident.form.aboutCall.already', { number, numbers });
}

function aboutMessage(link: string): Text {
  return say('incident.form.aboutMessage', { link: own(link) });
}
