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

/** The submitted reports that may be about the same event as this one: the same place, within two hours. */
export async function sameEvent(
  tx: Transaction,
  draft: Incident,
  { branch = '', zone, occurredAt = '' }: Report,
): Promise<readonly Incident[]> {
  const near = await tx.range(incidentCollection, 'place', {
    from: placeKey(branch, zone, addMs(occurredAt, -sameEventMs)),
    to: placeKey(branch, zone, addMs(occurredAt, sameEventMs)),
  });
  return near.filter((one) => one.id !== draft.id);
}

/** Asks the author, beside the field; numbers are named only to whom they may be. */
export function asksWhetherSame(desk: IncidentDesk, others: readonly Incident[], look: Look): DeskError {
  const numbers = seen(desk, others, look).map((one) => desk.describe.number(one));
  const text =
    numbers.length === 0 ? say('incident.form.same.unknown') : say('incident.form.same.known', { numbers });
  return new DeskError('INVALID_INPUT', 'may be the same event', { fields: { same: text } });
}

/** The author says that it is the same: their words are kept, and can be added to the report that is there. */
export function sameEventCard(
  desk: IncidentDesk,
  draft: Incident,
  others: readonly Incident[],
  look: Look,
): Card {
  const known = seen(desk, others, look);
  const add = known.slice(0, mostOffered).map((one, index): ButtonView => {
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
  const text = say(known.length === 0 ? 'incident.same.unknown' : 'incident.same.known');
  // It can be gone on with from its own card all the same.
  const ofDraft = draftButtons(draft, desk.describe).slice(add.length === 0 ? 0 : 1);
  return { ...line(text, [...add, ...ofDraft]), summary: say('incident.draft.summary') };
}

function seen(desk: IncidentDesk, others: readonly Incident[], look: Look): readonly Incident[] {
  const reader = desk.reader(look);
  return others.filter((one) => reader.sight(one) !== 'none');
}
