import type { Button, Look, Plan, Press } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { type HelpRequest, helpCollection, notesOf } from '../help/index.ts';
import { button as buttonOf, line } from './cards.ts';
import { type IncidentDesk, sentence } from './incident-desk.ts';
import { openDraftForm, openReportForm } from './report-form.ts';
import { openAddForm } from './review-forms.ts';
import { readReport, refuseOthers, review } from './review-work.ts';
import { filledFields } from './rules.ts';
import { type Incident, incidentCollection, textLimit } from './schema.ts';
import { say } from './texts.en.ts';

type Does = (tx: Transaction, incident: Incident, look: Look, press: Press) => Promise<Outcome>;

/** Every button of a report. Each has a defined answer in every state. */
export function createIncidentButtons(desk: IncidentDesk): readonly Button<Transaction>[] {
  const { describe } = desk;

  function button(id: string, does: Does): Button<Transaction> {
    return { id, plan: (press, look) => ({ do: 'run', run: (tx) => run(tx, press, look, does) }) };
  }

  async function run(tx: Transaction, press: Press, look: Look, does: Does): Promise<Outcome> {
    const incident = await desk.get(tx, press.record);
    return incident === undefined ? sentence(say('incident.press.gone')) : does(tx, incident, look, press);
  }

  /** Opens a form from memory for whoever may; for everybody else it says why not, and writes that down. */
  function opens(
    id: string,
    open: (incident: Incident, look: Look, press: Press) => Plan<Transaction> | undefined,
    refuse: Does,
  ): Button<Transaction> {
    return {
      id,
      plan(press, look) {
        const incident = desk.incidents.byId(press.record ?? '');
        const plan = incident === undefined ? undefined : open(incident, look, press);
        return plan ?? { do: 'run', run: (tx) => run(tx, press, look, refuse) };
      },
    };
  }

  const reviewersForm = (form: string) =>
    opens(
      form,
      (incident, look) =>
        desk.access.mayReview(look.person, incident) && !asksNobody(form, incident)
          ? { do: 'form', open: { form, record: incident.id } }
          : undefined,
      async (tx, incident, look) => {
        const refused = await refuseOthers(desk, tx, incident, look, form);
        if (refused === undefined && asksNobody(form, incident))
          return { reply: line(describe.authorLeft(incident), [buttonOf('add', incident, 'primary')]) };
        return refused === undefined ? { form: { form, record: incident.id } } : sentence(refused);
      },
    );

  const asksNobody = (form: string, incident: Incident) =>
    form === 'incident.ask' && desk.access.hasAuthorLeft(incident);

  const addForm = (id: string) =>
    opens(
      id,
      (incident, look, press) =>
        incident.state !== 'draft' && desk.reader(look).sight(incident) !== 'none'
          ? { do: 'form', open: openAddForm(desk, incident, look, wordsOfDraft(press.value, look)) }
          : undefined,
      async (tx, incident, look) => {
        await desk.audit(tx, look, 'deny', incident, ['supplements']);
        return sentence(say('incident.press.notFound', { number: describe.number(incident) }));
      },
    );

  /** What the presser has written in a draft about the same event. */
  function wordsOfDraft(id: string | undefined, look: Look): string | undefined {
    const draft = desk.incidents.byId(id ?? '');
    return draft !== undefined && isMyDraft(draft, look) ? draft.report.narrative : undefined;
  }

  const isMyDraft = (incident: Incident, look: Look) =>
    incident.state === 'draft' && desk.reader(look).sight(incident) === 'all';

  const read: Does = (tx, incident, look, { value = '' }) =>
    readReport(
      desk,
      tx,
      incident,
      describe.number(incident),
      look,
      /^\d{1,3}$/.test(value) ? Number(value) : 0,
    );

  return [
    button('incident.read', read),
    button('incident.review', (tx, incident, look) => review(desk, tx, incident, look, false)),
    button('incident.takeOver', (tx, incident, look) => review(desk, tx, incident, look, true)),
    reviewersForm('incident.ask'),
    reviewersForm('incident.close'),
    reviewersForm('incident.reopen'),
    addForm('incident.add'),
    addForm('incident.answer'),
    opens(
      'incident.continue',
      (incident, look) =>
        isMyDraft(incident, look) ? { do: 'form', open: openDraftForm(incident) } : undefined,
      async (tx, incident, look) =>
        isMyDraft(incident, look) ? { form: openDraftForm(incident) } : read(tx, incident, look, {}),
    ),
    button('incident.discard', async (tx, draft, look, press) => {
      if (!isMyDraft(draft, look)) return sentence(say('incident.draft.gone'));
      if (press.value !== 'sure') {
        const text = say('incident.draft.sure', {
          place: describe.place(draft),
          at: describe.happened(draft),
        });
        const sure = {
          button: 'incident.discard',
          label: say('incident.button.sure'),
          record: draft.id,
          value: 'sure',
          style: 'danger',
        } as const;
        return { reply: line(text, [sure]) };
      }
      await tx.delete(incidentCollection, draft.id);
      await desk.audit(tx, look, 'delete', draft, filledFields(draft));
      return sentence(say('incident.draft.deleted'));
    }),
    {
      id: 'incident.fromCall',
      plan: ({ record }, look) => ({ do: 'run', run: (tx) => writeUp(desk, tx, record, look) }),
    },
  ];
}

/** "Write this up": the form filled from a call for help; its note only for those who have seen it there. */
async function writeUp(
  desk: IncidentDesk,
  tx: Transaction,
  record: string | undefined,
  look: Look,
): Promise<Outcome> {
  const call = await tx.get(helpCollection, record ?? '');
  if (call === undefined || call.drill !== undefined) return sentence(say('incident.press.gone'));
  const reader = desk.reader(look);
  const known = await tx.find(incidentCollection, 'call', call.id);
  const draft = known.find((one) => one.state === 'draft' && reader.isAuthor(one));
  if (draft !== undefined) return { form: openDraftForm(draft) };
  const note = isPartOf(desk, call, look) ? noteOf(call) : '';
  return {
    form: openReportForm(
      desk,
      look,
      {
        occurredAt: call.createdAt,
        ...(call.branch === null ? {} : { branch: call.branch }),
        ...(call.zone === null ? {} : { zone: call.zone }),
        ...(note === '' ? {} : { narrative: note }),
      },
      { type: 'call', id: call.id, number: call.number },
    ),
  };
}

function isPartOf(desk: IncidentDesk, call: HelpRequest, look: Look): boolean {
  const me = desk.people.canonical(look.person);
  const parts = [
    call.caller,
    ...call.asked.map((one) => one.person),
    ...call.responders.map((one) => one.person),
  ];
  return parts.some((person) => desk.people.canonical(person) === me);
}

function noteOf(call: HelpRequest): string {
  return [...notesOf(call).join('\n')].slice(0, textLimit).join('');
}
