import type { Button, Command, Form } from '../../chat/command.ts';
import type { HomeSection } from '../../chat/home.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { WaitingSource } from '../../chat/waiting.ts';
import type { Transaction } from '../../store/store.ts';
import { delayedEvent, reroutedEvent } from '../routes/index.ts';
import type { Access } from './access.ts';
import { createIncidentButtons } from './buttons.ts';
import { createIncidentCommand } from './commands.ts';
import type { Describe } from './describe.ts';
import { onDue } from './due.ts';
import { createIncidentHome } from './home.ts';
import { createIncidentDesk, type IncidentReads } from './incident-desk.ts';
import { createReportForm } from './report-form.ts';
import { createReviewForms } from './review-forms.ts';
import { lastActOf, note, unreached } from './routes.ts';
import { dueOf, type Incident, incidentCollection } from './schema.ts';
import { incidentTexts } from './texts.en.ts';
import { createWaitingReports } from './waiting.ts';

export type { Access, Reader, Sight } from './access.ts';
export { createIncidents, type Incidents } from './incidents.ts';
export { incidentNotices } from './notices.ts';
export { parseNumber } from './numbers.ts';
export { draftKeptMs } from './rules.ts';
export {
  type Incident,
  incidentCollection,
  restrictedFields,
} from './schema.ts';
export type { Found, Query } from './search.ts';

/** Reports of incidents: their command, forms, buttons, cards and what falls due. */
export interface IncidentSubject {
  readonly commands: readonly Command<Transaction>[];
  readonly forms: readonly Form<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kind: RecordKind<Transaction, Incident>;
  readonly home: HomeSection;
  /** What waits for reviewers. */
  readonly waiting: WaitingSource;
  readonly texts: typeof incidentTexts;
  /** Who sees, reads and reviews what: the one check, also for other subjects. */
  readonly access: Access;
  /** The numbers of the reports that were made of a call, as far as this person may know of them. */
  readonly reportsOf: (call: string, viewer: PersonId) => readonly string[];
  /** The words for a report's place, time and state. */
  readonly describe: Describe;
}

export function createIncidentSubject(reads: IncidentReads): IncidentSubject {
  const desk = createIncidentDesk(reads);
  return {
    commands: [createIncidentCommand(desk)],
    forms: [createReportForm(desk), ...createReviewForms(desk)],
    buttons: createIncidentButtons(desk),
    texts: incidentTexts,
    access: desk.access,
    describe: desk.describe,
    // Cards name them: as for the cards of reports, any moment will do.
    reportsOf: (call, viewer) =>
      desk.incidents
        .ofCall(call)
        .filter((one) => desk.access.readerOf(viewer, one.createdAt).sight(one) !== 'none')
        .map(desk.describe.number),
    home: createIncidentHome(desk),
    waiting: createWaitingReports(desk),
    kind: {
      kind: 'incident',
      collection: incidentCollection,
      draw: desk.cards.draw,
      isOver: (incident) => incident.state === 'closed',
      followedForGood: true,
      dueAt: dueOf,
      onDue: (tx, id, { now }) => onDue(desk, tx, id, now),
      onUnreached: (tx, id, person, _reason, now) => unreached(desk, tx, id, person, now),
      async onRerouted(tx, id, reached, now) {
        await note(desk, tx, id, reroutedEvent(reached, now));
      },
      async onDelayed(tx, id, late, now) {
        await note(desk, tx, id, delayedEvent(late, now));
      },
      heardFrom(incident, person) {
        const { canonical } = reads.people;
        return lastActOf(incident, (one) => canonical(one) === canonical(person));
      },
      redrawRank: (_incident, view) => (view === 'author' ? 0 : view === 'supervisor' ? 1 : 2),
    },
  };
}
