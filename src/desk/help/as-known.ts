import type { PersonId } from '../../chat/outcome.ts';
import type { HelpRequest, TimelineEvent } from './schema.ts';

/** The id that a person goes by today. */
type Canonical = (person: PersonId) => PersonId;

interface Said {
  readonly person: PersonId;
  readonly at: string;
  /** Of somebody who came: that they are there is their later word. */
  readonly onSceneAt?: string | undefined;
  readonly heardAt?: string | undefined;
}

/**
 * The call with everybody under the id that they go by today, so that its rules can compare ids: somebody may have been
 * linked to staff.json since they called or answered. The same call where nobody was.
 */
export function asKnown(call: HelpRequest, canonical: Canonical): HelpRequest {
  if (isKnown(call, canonical)) return call;
  const named = <T extends { readonly person: PersonId }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, person: canonical(one.person) }));
  const [responders, declined] = [lastWords(named(call.responders)), lastWords(named(call.declined))];
  const answers = [...responders, ...declined];
  return {
    ...call,
    caller: canonical(call.caller),
    notes: call.notes.map(({ stood, ...one }) => ({
      ...one,
      by: canonical(one.by),
      ...(stood === undefined ? {} : { stood: { ...stood, declined: lastWords(named(stood.declined)) } }),
    })),
    asked: named(call.asked),
    responders: responders.filter((one) => !declined.some((other) => isLater(other, one))),
    declined: declined.filter(
      (one) => !responders.some((other) => !isLater(one, other) && isSame(one, other)),
    ),
    unreached: lastWords(named(call.unreached)).filter(
      (one) => !answers.some((other) => isLater(other, one)),
    ),
    timeline: call.timeline.map((event) => eventAsKnown(event, canonical)),
  };
}

/** Asked of every open call of whoever calls: nothing is gathered first. */
function isKnown(call: HelpRequest, canonical: Canonical): boolean {
  const own = (person: PersonId) => canonical(person) === person;
  const named = (one: { readonly person: PersonId }) => own(one.person);
  return (
    own(call.caller) &&
    call.asked.every(named) &&
    call.responders.every(named) &&
    call.declined.every(named) &&
    call.notes.every(({ stood }) => stood?.declined.every(named) ?? true) &&
    call.unreached.every(named) &&
    call.timeline.every(({ by, people }) => (by === undefined || own(by)) && (people?.every(own) ?? true))
  );
}

function eventAsKnown({ by, people, ...event }: TimelineEvent, canonical: Canonical): TimelineEvent {
  return {
    ...event,
    ...(by === undefined ? {} : { by: canonical(by) }),
    ...(people === undefined ? {} : { people: people.map(canonical) }),
  };
}

/** What somebody said from two accounts that were two people until now counts as they said it last. */
function lastWords<T extends Said>(list: readonly T[]): T[] {
  return list.filter(
    (one, at) =>
      !list.some(
        (other, index) => isLater(other, one) || (index > at && isSame(one, other) && !isLater(one, other)),
      ),
  );
}

function isSame(one: Said, other: Said): boolean {
  return one.person === other.person;
}

function isLater(one: Said, than: Said): boolean {
  return isSame(one, than) && saidAt(one) > saidAt(than);
}

function saidAt({ at, onSceneAt, heardAt }: Said): string {
  return heardAt ?? onSceneAt ?? at;
}
