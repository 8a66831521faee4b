import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Work } from '../../../src/chat/command.ts';
import type { FormValues } from '../../../src/chat/form.ts';
import type { OpenForm, Outcome, PersonId } from '../../../src/chat/outcome.ts';
import {
  createIncidentSubject,
  createIncidents,
  type Incident,
  type IncidentSubject,
  type Incidents,
  incidentCollection,
} from '../../../src/desk/incidents/index.ts';
import { type People, type Role, type StaffMember, staffCollection } from '../../../src/desk/people/index.ts';
import type { Roster } from '../../../src/desk/roster/index.ts';
import type { Store, Transaction } from '../../../src/store/store.ts';
import { shifts, staff, sundayEvening } from '../../support/desk/library.ts';
import { openLibrary } from '../open-library.ts';

/** What travels with an opened form: the instance that the router mints, and what the form is about. */
export interface OpenedForm {
  readonly form?: string;
  readonly record?: string;
}

/** Reports at the small library: real records in a real store, and no platform that anything is sent to. */
export interface IncidentLibrary {
  readonly store: Store;
  readonly subject: IncidentSubject;
  readonly incidents: Incidents;
  readonly people: People;
  readonly roster: Roster;
  /** Types what follows `incident`, where no form can open. */
  types(person: PersonId, words: string, now?: string): Promise<Outcome>;
  /** Types what follows `incident`, where a form can open. */
  opens(person: PersonId, words?: string, now?: string): OpenedForm;
  /** Uses `incident` on the message with this link. */
  quotes(person: PersonId, link: string): OpenedForm;
  /** Opens the form of a draft. */
  continues(person: PersonId, draft: string): Promise<OpenedForm>;
  press(button: string, person: PersonId, record: string, value?: string): Promise<Outcome>;
  submit(person: PersonId, values: FormValues, sent?: OpenedForm, now?: string): Promise<Outcome>;
  fill(form: string, person: PersonId, record: string, values: FormValues, now?: string): Promise<Outcome>;
  keep(person: PersonId, values: FormValues, sent?: OpenedForm, now?: string): Promise<Outcome>;
  due(record: string, now: string): Promise<Outcome>;
  all(): Promise<readonly Incident[]>;
  /** The only report there is. */
  only(): Promise<Incident>;
  roleBecomes(person: string, role: Role): Promise<void>;
  /** Somebody is made inactive in `staff.json`. */
  leaves(person: string): Promise<void>;
}

/** What a form needs to be submitted; ten minutes before the evening begins. */
export const filled = {
  place: 'CEN/teen area',
  occurredAt: '2026-11-22T23:30:00.000Z',
  kind: 'conduct',
  category: 'noise',
  severity: '2',
  narrative: 'A man shouted at two children.',
} as const;

/** One of each role, beside those of the library. */
export const others = [
  { id: 'stu', name: 'Stu Dent', role: 'student', branches: ['CEN'] },
  { id: 'cora', name: 'Cora Dinator', role: 'coordinator', branches: ['CEN'] },
  { id: 'adam', name: 'Adam Min', role: 'admin', branches: ['CEN'] },
  { id: 'nils', name: 'Nils North', role: 'supervisor', branches: ['NTH-A'] },
] as const;

export async function openIncidentLibrary(extraShifts = ''): Promise<IncidentLibrary> {
  const { store, reads } = await openLibrary(async (directory) => {
    await writeFile(join(directory, 'staff.json'), JSON.stringify([...staff, ...others]));
    await writeFile(join(directory, 'shifts.csv'), shifts + extraShifts);
  });
  const { people, roster } = reads;
  const incidents = await createIncidents(store);
  const subject = createIncidentSubject({ ...reads, incidents });
  const all = () => store.all(incidentCollection);
  const run = (work: Work<Transaction>) => store.transact(work.run);

  function formOf(id: string) {
    const form = subject.forms.find((one) => one.id === id);
    if (form === undefined) throw new Error(`There is no form ${id}.`);
    return form;
  }

  async function press(button: string, person: PersonId, record: string, value?: string): Promise<Outcome> {
    const plan = subject.buttons
      .find((one) => one.id === button)
      ?.plan({ record, ...(value === undefined ? {} : { value }) }, { person, now: sundayEvening });
    if (plan?.do === 'form') return { form: plan.open };
    if (plan?.do !== 'run') throw new Error(`${button} does nothing.`);
    return run(plan);
  }

  function changeMember(id: string, change: Partial<StaffMember>): Promise<void> {
    return store.transact(async (tx) => {
      const member = await tx.get(staffCollection, id);
      if (member !== undefined) await tx.put(staffCollection, { ...member, ...change });
    });
  }

  return {
    store,
    subject,
    incidents,
    people,
    roster,
    all,
    async types(person, words, now = sundayEvening) {
      const plan = subject.commands[0]?.plan(words, { person, now });
      if (plan?.do === 'answer') return { reply: plan.card };
      if (plan?.do === 'run') return run(plan);
      if (plan?.otherwise === undefined) throw new Error(`"incident ${words}" only opens a form.`);
      return run(plan.otherwise);
    },
    opens(person, words = '', now = sundayEvening) {
      const plan = subject.commands[0]?.plan(words, { person, now });
      if (plan?.do !== 'form') throw new Error(`"incident ${words}" opens no form.`);
      return opened(plan.open);
    },
    quotes(person, link) {
      const plan = subject.commands[0]?.quote?.({ link }, { person, now: sundayEvening });
      if (plan?.do !== 'form') throw new Error('A message opens no form.');
      return opened(plan.open);
    },
    async continues(person, draft) {
      const { form } = await press('incident.continue', person, draft);
      if (form === undefined) throw new Error('The draft opens no form.');
      return opened(form);
    },
    press,
    submit: async (person, values, { record, ...sent } = {}, now = sundayEvening) =>
      run(formOf('incident.report').plan(values, record, { person, now, ...sent })),
    fill: async (form, person, record, values, now = sundayEvening) =>
      run(formOf(form).plan(values, record, { person, now })),
    async keep(person, values, { record, ...sent } = {}, now = sundayEvening) {
      const action = formOf('incident.report').actions?.find((one) => one.id === 'draft');
      if (action === undefined) throw new Error('The form cannot be kept as a draft.');
      return run(action.plan(values, record, { person, now, ...sent }));
    },
    due: (record, now) =>
      store.transact(async (tx) => (await subject.kind.onDue?.(tx, record, { now, lateMs: 0 })) ?? {}),
    async only() {
      const [incident, ...more] = await all();
      if (incident === undefined || more.length > 0) throw new Error(`There are ${more.length + 1} reports.`);
      return incident;
    },
    roleBecomes: (id, role) => changeMember(id, { role }),
    leaves: (id) => changeMember(id, { active: false }),
  };
}

function opened({ record }: OpenForm): OpenedForm {
  return { form: randomUUID(), ...(record === undefined ? {} : { record }) };
}
