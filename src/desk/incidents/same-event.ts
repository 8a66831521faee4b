import type { ButtonView, Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import { draftButtons, line } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { sameEventMs } from './rules.ts';
import { type Incident, incidentCollection, placeKey, type Report } from './schema.ts';
import { say } from './texts.en.ts';

/** Reports offered to add to; more of one place and time are not told apart by a button. */
const mostOffered = 3;

/**
 * The submitted reports that may be about the same event as this one: the same place, within two hours. Only those of which
 * its author may know: nobody else can say whether it is the same event, or add to what is there.
 */
export async function sameEvent(
  desk: IncidentDesk,
  tx: Transaction,
  draft: Incident,
  { branch = '', zone, occurredAt = '' }: Report,
  look: Look,
): Promise<readonly Incident[]> {
  const near = await tx.range(incidentCollection, 'place', {
    from: placeKey(branch, zone, addMs(occurredAt, -sameEventMs)),
    to: placeKey(branch, zone, addMs(occurredAt, sameEventMs)),
  });
  return knownTo(
    desk,
    look,
    near.filter((one) => one.id !== draft.id),
  );
}

/** Those of them that somebody may know of. */
export function knownTo(desk: IncidentDesk, look: Look, incidents: readonly Incident[]): readonly Incident[] {
  const reader = desk.reader(look);
  return incidents.filter((one) => reader.sight(one) !== 'none');
}

/** Asks the author, beside the field. */
export function asksWhetherSame(desk: IncidentDesk, others: readonly Incident[]): DeskError {
  const text = say('incident.form.same.there', { numbers: others.map(desk.describe.number) });
  return new DeskError('INVALID_INPUT', 'may be the same event', { fields: { same: text } });
}

/** The author says that it is the same: their words are kept, and can be added to the report that is there. */
export function sameEventCard(desk: IncidentDesk, draft: Incident, others: readonly Incident[]): Card {
  const add = others.slice(0, mostOffered).map((one, index): ButtonView => {
    const number = desk.describe.number(one);
    return {
      button: 'incident.add',
      label: say('incident.button.addTo', { number }),
      describe: say('incident.button.add.describe', { number }),
      record: one.id,
      value: draft.id,
      ...(index === 0 ? { style: 'primary' } : {}),
    };
  });
  // It can be gone on with from its own card all the same.
  const ofDraft = draftButtons(draft, desk.describe).slice(1);
  return {
    ...line(say('incident.same'), [...add, ...ofDraft]),
    summary: say('incident.draft.summary'),
  };
}
