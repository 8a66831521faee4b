import { randomUUID } from 'node:crypto';
import type { Form, Look } from '../../chat/command.ts';
import type { FormValues } from '../../chat/form.ts';
import type { OpenForm, Outcome } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { type About, type FormRef, formRefToText, textToFormRef } from './form-ref.ts';
import { reportToValues, valuesToReport } from './form-values.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { reportFields } from './report-fields.ts';
import { saveDraft, submitReport } from './report-work.ts';
import { emptyReport, type Incident, type Report } from './schema.ts';
import { say } from './texts.en.ts';

/** The form of a report: submitted, or kept half filled as a draft. */
export function createReportForm(desk: IncidentDesk): Form<Transaction> {
  return {
    id: 'incident.report',
    title: say('incident.form.title'),
    submit: say('incident.form.submit'),
    fields: reportFields(desk),
    actions: [
      {
        id: 'draft',
        label: say('incident.form.draft'),
        plan(values, record, look) {
          const report = valuesToReport(values, desk.branches, look.now, true);
          const input = { ...idsOf(record), report };
          return {
            run: async (tx): Promise<Outcome> =>
              (await refuseDraftOfOthers(desk, tx, input.ref, values, look)) ??
              saveDraft(desk, tx, input, look),
          };
        },
      },
    ],
    plan(values, record, look) {
      const report = valuesToReport(values, desk.branches, look.now, false);
      const input = { ...idsOf(record), report, isOtherEvent: values.same === true };
      return {
        run: async (tx): Promise<Outcome> =>
          (await refuseDraftOfOthers(desk, tx, input.ref, values, look)) ??
          submitReport(desk, tx, input, look),
      };
    },
  };
}

/** The form comes back to whoever sent that of somebody else's draft, as one of their own; it is written down. */
async function refuseDraftOfOthers(
  desk: IncidentDesk,
  tx: Transaction,
  { id }: FormRef,
  values: FormValues,
  look: Look,
): Promise<Outcome | undefined> {
  const saved = await desk.get(tx, id);
  if (saved === undefined || desk.reader(look).isAuthor(saved)) return undefined;
  await desk.audit(tx, look, 'deny', saved, ['report']);
  return { form: { form: 'incident.report', values, notice: say('incident.form.notYours') } };
}

/** Made outside of the transaction, which may run again. */
function idsOf(record: string | undefined): { readonly ref: FormRef; readonly spareId: string } {
  return { ref: textToFormRef(record) ?? { type: 'new', id: randomUUID() }, spareId: randomUUID() };
}

/** A new report from what is known: the caller's building and this moment, unless said otherwise. */
export function openReportForm(
  desk: IncidentDesk,
  look: Look,
  known: Partial<Report> = {},
  about?: About,
  notice?: Text,
): OpenForm {
  const branch = desk.branchOfCaller(look)?.id;
  const report: Report = {
    ...emptyReport,
    occurredAt: look.now,
    ...(branch === undefined ? {} : { branch }),
    ...known,
  };
  const id = desk.formId(desk.people.canonical(look.person), JSON.stringify(about ?? null));
  return toOpenForm(report, { type: 'new', id, ...(about === undefined ? {} : { about }) }, notice);
}

/** A draft as it stands. */
export function openDraftForm(draft: Incident): OpenForm {
  return toOpenForm(draft.report, { type: 'draft', id: draft.id, edition: draft.edition });
}

function toOpenForm(report: Report, ref: FormRef, notice?: Text): OpenForm {
  return {
    form: 'incident.report',
    values: reportToValues(report),
    record: formRefToText(ref),
    ...(notice === undefined ? {} : { notice }),
  };
}
