import type { Look } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { button, line } from './cards.ts';
import type { SupplementKind } from './codes.ts';
import { type IncidentDesk, sentence } from './incident-desk.ts';
import { readCard, summaryCard, unreadCard } from './read-card.ts';
import { askAuthor, close, filledFields, inOtherHands, reopen, startReview, supplementIt } from './rules.ts';
import { type Incident, incidentCollection, restrictedFields, textLimit } from './schema.ts';
import { say } from './texts.en.ts';

/** Gives a report as far as the person may read it; what was read, and what was refused, is written down. */
export async function readReport(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident | undefined,
  number: string,
  look: Look,
  page = 0,
): Promise<Outcome> {
  if (incident === undefined) return sentence(say('incident.press.notFound', { number }));
  const sight = desk.reader(look).sight(incident);
  if (sight !== 'all') await desk.audit(tx, look, 'deny', incident, restrictedFields);
  // Whoever sees nothing of it does not learn that it exists.
  if (sight === 'none') return sentence(say('incident.press.notFound', { number }));
  if (sight === 'summary') return { reply: summaryCard(desk, incident) };
  await desk.audit(tx, look, 'read', incident, filledFields(incident));
  return {
    reply: readCard(desk, incident, look, page),
    restricted: true,
    repeated: unreadCard(desk, incident),
  };
}

/** Takes a report in hand. Of two who press at once the first has it, and the second is told who and when. */
export async function review(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  look: Look,
  takeOver: boolean,
): Promise<Outcome> {
  const number = desk.describe.number(incident);
  const refused = await refuseOthers(desk, tx, incident, look, 'review');
  if (refused !== undefined) return sentence(refused);
  const { state, closed } = incident;
  if (state === 'closed') {
    const person = desk.describe.name(closed?.by ?? '');
    const at = desk.describe.at(incident, closed?.at ?? look.now);
    return sentence(say('incident.press.closed', { number, person, at }));
  }
  const me = desk.people.canonical(look.person);
  const other = inOtherHands(incident, me);
  if (other !== undefined && !takeOver) {
    const person = desk.describe.name(other.by);
    const text = say('incident.press.taken', { number, person, at: desk.describe.at(incident, other.at) });
    return { reply: line(text, [button('takeOver', incident)]) };
  }
  if (other === undefined && incident.review !== undefined && state !== 'submitted') {
    if (state === 'returned') return sentence(say('incident.press.waiting', { number }));
    const at = desk.describe.at(incident, incident.review.at);
    return sentence(say('incident.press.already', { number, at }));
  }
  const reviewed = startReview(incident, me, look.now);
  await tx.put(incidentCollection, reviewed);
  await desk.audit(tx, look, 'review', reviewed, [], other === undefined ? undefined : 'takenOver');
  const text =
    other === undefined
      ? say('incident.press.reviewing', { number })
      : say('incident.press.takenOver', { number, person: desk.describe.name(other.by) });
  return {
    reply: line(text, [button('read', reviewed, 'primary')]),
    ...(other === undefined ? {} : desk.news.takenOver(reviewed, other.by, me)),
  };
}

/**
 * Sends a report back to its author with a question.
 * @throws DeskError CONFLICT when its author is gone: the form comes back with what was written
 */
export async function ask(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  text: string,
  look: Look,
): Promise<Outcome> {
  const me = desk.people.canonical(look.person);
  refuseLate(desk, incident, me);
  if (desk.access.hasAuthorLeft(incident))
    throw new DeskError('CONFLICT', 'the author has left', { text: desk.describe.authorLeft(incident) });
  const asked = askAuthor(incident, me, text, look.now);
  await tx.put(incidentCollection, asked);
  await desk.audit(tx, look, 'amend', asked, ['questions']);
  const person = desk.describe.name(asked.author);
  const reply = sentence(say('incident.press.asked', { number: desk.describe.number(asked), person }));
  return { ...reply, ...desk.news.asked(asked, me) };
}

export async function closeReport(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  note: string,
  look: Look,
): Promise<Outcome> {
  const me = desk.people.canonical(look.person);
  refuseLate(desk, incident, me);
  const closed = close(incident, me, note, look.now);
  await tx.put(incidentCollection, closed);
  await desk.audit(tx, look, 'close', closed, ['closed.note']);
  return {
    ...sentence(say('incident.press.closedNow', { number: desk.describe.number(closed) })),
    ...desk.news.closed(closed, me),
  };
}

export async function reopenReport(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  reason: string,
  look: Look,
): Promise<Outcome> {
  const { describe } = desk;
  const number = describe.number(incident);
  if (incident.state !== 'closed') {
    const last = incident.reopened?.at(-1);
    const text =
      last === undefined
        ? say('incident.press.notClosed.form', { number })
        : say('incident.press.reopened.form', {
            number,
            person: describe.name(last.by),
            at: describe.at(incident, last.at),
          });
    throw new DeskError('CONFLICT', 'not closed', { text });
  }
  const me = desk.people.canonical(look.person);
  const reopened = reopen(incident, me, reason, look.now);
  await tx.put(incidentCollection, reopened);
  await desk.audit(tx, look, 'reopen', reopened, ['reopened.reason']);
  return { ...sentence(say('incident.press.reopenedNow', { number })), ...desk.news.reopened(reopened, me) };
}

/**
 * Adds to a submitted report. Everybody who sees that it exists may: who does not read it says what they witnessed.
 *
 * @returns undefined when they may not, after writing it down
 */
export async function addTo(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  added: { readonly text: string; readonly isCorrection: boolean },
  look: Look,
): Promise<Outcome | undefined> {
  const number = desk.describe.number(incident);
  const reader = desk.reader(look);
  const sight = reader.sight(incident);
  if (sight === 'none' || incident.state === 'draft') {
    await desk.audit(tx, look, 'deny', incident, ['supplements']);
    return undefined;
  }
  const isAuthor = reader.isAuthor(incident);
  const kind: SupplementKind =
    sight === 'summary'
      ? 'witness'
      : added.isCorrection
        ? 'correction'
        : desk.access.mayReview(look.person, incident) && !isAuthor
          ? 'reviewNote'
          : 'addition';
  const by = reader.person;
  const next = supplementIt(incident, { by, kind, text: added.text }, isAuthor, look.now);
  await tx.put(incidentCollection, next);
  await desk.audit(tx, look, 'amend', next, ['supplements']);
  const isAnswer = next.state !== incident.state;
  const handlers = desk.access.handlersOf(next);
  const people = desk.describe.names(handlers.people);
  const answered = handlers.others ? 'incident.press.answered.others' : 'incident.press.answered';
  const text =
    isAnswer && people.length > 0
      ? say(answered, { number, people })
      : say(kind === 'witness' ? 'incident.press.added.witness' : 'incident.press.added', { number });
  return { ...sentence(text), ...desk.news.added(next, by, isAnswer) };
}

/**
 * @param inForm whether they wrote something, which they get back
 * @returns why the person may not review it, after writing it down; undefined when they may.
 */
export async function refuseOthers(
  desk: IncidentDesk,
  tx: Transaction,
  incident: Incident,
  look: Look,
  field: string,
  inForm = false,
): Promise<ReturnType<typeof say> | undefined> {
  if (desk.access.mayReview(look.person, incident)) return undefined;
  await desk.audit(tx, look, 'deny', incident, [field]);
  const number = desk.describe.number(incident);
  if (desk.reader(look).sight(incident) === 'none')
    return say(inForm ? 'incident.add.refused' : 'incident.press.notFound', { number });
  return say(inForm ? 'incident.press.onlyReviewers.form' : 'incident.press.onlyReviewers', { number });
}

/** @throws DeskError CONFLICT when somebody else was first: the form comes back with what was written */
function refuseLate(desk: IncidentDesk, incident: Incident, me: string): void {
  const { describe } = desk;
  const number = describe.number(incident);
  const { closed } = incident;
  const other = inOtherHands(incident, me);
  const first = closed ?? other;
  if (first === undefined) return;
  const params = { number, person: describe.name(first.by), at: describe.at(incident, first.at) };
  throw new DeskError('CONFLICT', 'somebody else was first', {
    text: say(closed === undefined ? 'incident.press.taken.form' : 'incident.press.closed.form', params),
  });
}

/** The number of characters when a text is too long to add. */
export function tooLong(text: string, limit = textLimit): number | undefined {
  const count = [...text].length;
  return count > limit ? count : undefined;
}
