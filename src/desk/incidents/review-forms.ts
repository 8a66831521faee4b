import { z } from 'zod';
import type { Form, Look, Work } from '../../chat/command.ts';
import type { Field, FormValues } from '../../chat/form.ts';
import type { OpenForm, Outcome } from '../../chat/outcome.ts';
import { own, type Text } from '../../chat/text.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { addTo, ask, closeReport, refuseOthers, reopenReport, tooLong } from './review-work.ts';
import { openQuestions } from './rules.ts';
import { type Incident, questionLimit, textLimit } from './schema.ts';
import { say } from './texts.en.ts';

/** The forms by which a submitted report goes on: a question, an addition, its end. */
export function createReviewForms(desk: IncidentDesk): readonly Form<Transaction>[] {
  return [
    reviewersForm(
      'ask',
      {
        ...text('question', say('incident.ask.question'), say('incident.ask.question.missing')),
        maxLength: questionLimit,
        hint: say('incident.ask.question.hint'),
      },
      ask,
    ),
    reviewersForm(
      'close',
      {
        ...text('note', say('incident.close.note'), say('incident.close.note.missing')),
        hint: say('incident.close.note.hint'),
      },
      closeReport,
    ),
    reviewersForm(
      'reopen',
      {
        ...text('reason', say('incident.reopen.reason'), say('incident.reopen.reason.missing')),
        hint: say('incident.reopen.reason.hint'),
      },
      reopenReport,
    ),
    {
      id: 'incident.add',
      title: say('incident.add.title'),
      submit: say('incident.add.submit'),
      opening,
      fields: [
        text('text', say('incident.add.text'), say('incident.add.text.missing')),
        {
          id: 'correction',
          type: 'yesNo',
          label: say('incident.add.correction'),
          schema: z.boolean(),
        },
      ],
      plan: (values, record, look) => addition('incident.add', values, record, look),
    },
    {
      id: 'incident.answer',
      title: say('incident.answer.title'),
      submit: say('incident.answer.submit'),
      opening,
      fields: [text('text', say('incident.answer.text'), say('incident.answer.text.missing'))],
      plan: (values, record, look) => addition('incident.answer', values, record, look),
    },
  ];

  /** What is added to, or what the author was asked. */
  function opening(_values: FormValues, look: Look, record: string | undefined): Text | undefined {
    const incident = desk.incidents.byId(record ?? '');
    if (incident === undefined || incident.state === 'draft') return undefined;
    if (desk.reader(look).sight(incident) === 'none') return undefined;
    const number = desk.describe.number(incident);
    const questions = questionsFor(desk, incident, look);
    if (questions.length === 0) return say('incident.add.notice', { number });
    const people = [...new Set(questions.map((one) => desk.describe.name(one.by)))];
    const question = own(questions.map((one) => one.text).join('\n'));
    return say('incident.add.question', { number, people, count: people.length, question });
  }

  function addition(
    form: 'incident.add' | 'incident.answer',
    values: FormValues,
    record: string | undefined,
    look: Look,
  ): Work<Transaction> {
    const added = { text: words(values, 'text'), isCorrection: values.correction === true };
    return {
      async run(tx) {
        const incident = await get(tx, record);
        const number = desk.describe.number(incident);
        // Whoever has not read the question has not answered it.
        if (form === 'incident.add' && questionsFor(desk, incident, look).length > 0) {
          const notice = say('incident.add.asked', { number });
          return { form: { form: 'incident.answer', record: incident.id, values, notice } };
        }
        const notice = say('incident.add.refused', { number });
        const again = { form, record: incident.id, values, notice };
        return (await addTo(desk, tx, incident, added, look)) ?? { form: again };
      },
    };
  }

  /** A form of one field, for reviewers only. Somebody whose role is gone by now is refused, and keeps what they wrote. */
  function reviewersForm(
    what: 'ask' | 'close' | 'reopen',
    field: Field<Look>,
    act: (
      desk: IncidentDesk,
      tx: Transaction,
      incident: Incident,
      typed: string,
      look: Look,
    ) => Promise<Outcome>,
  ): Form<Transaction> {
    const id = `incident.${what}`;
    return {
      id,
      title: say(`incident.${what}.title`),
      submit: say(`incident.${what}.submit`),
      // Says which report it is about: a supervisor has several cards before them.
      opening(_values, look, record) {
        const incident = desk.incidents.byId(record ?? '');
        if (incident === undefined || !desk.access.mayReview(look.person, incident)) return undefined;
        const { describe } = desk;
        const person = describe.name(incident.author);
        const params = { number: describe.number(incident), place: describe.place(incident), person };
        return say('incident.review.notice', params);
      },
      fields: [field],
      plan(values, record, look) {
        const typed = words(values, field.id);
        return {
          async run(tx) {
            const incident = await get(tx, record);
            const refused = await refuseOthers(desk, tx, incident, look, id, true);
            if (refused === undefined) return act(desk, tx, incident, typed, look);
            return { form: { form: id, record: incident.id, values, notice: refused } };
          },
        };
      },
    };
  }

  async function get(tx: Transaction, record: string | undefined): Promise<Incident> {
    const incident = await desk.get(tx, record);
    if (incident === undefined)
      throw new DeskError('NOT_FOUND', 'no such report', { text: say('incident.press.gone') });
    return incident;
  }
}

/** What is added, or the answer to what the author was asked. */
export function openAddForm(desk: IncidentDesk, incident: Incident, look: Look, typed?: string): OpenForm {
  return {
    form: questionsFor(desk, incident, look).length === 0 ? 'incident.add' : 'incident.answer',
    record: incident.id,
    ...(typed === undefined ? {} : { values: { text: typed } }),
  };
}

/** What its author is asked and has not answered; nobody else answers it. */
function questionsFor(desk: IncidentDesk, incident: Incident, look: Look): Incident['questions'] {
  return desk.reader(look).isAuthor(incident) ? openQuestions(incident) : [];
}

function text(id: string, label: Text, missing: Text): Field<Look> {
  return {
    id,
    type: 'text',
    label,
    missing,
    required: true,
    schema: z.string(),
    multiline: true,
    maxLength: textLimit,
  };
}

/** @throws DeskError INVALID_INPUT when it is too long: the form comes back with it */
function words(values: FormValues, field: string): string {
  const typed = String(values[field]);
  const limit = field === 'question' ? questionLimit : textLimit;
  const count = tooLong(typed, limit);
  if (count === undefined) return typed;
  throw new DeskError('INVALID_INPUT', 'text too long', {
    fields: { [field]: say('incident.form.long', { count, limit }) },
  });
}
