import type { Fact } from '../../chat/card.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { RouteName } from '../../chat/request.ts';
import type { Text } from '../../chat/text.ts';
import type { TimelineEvent } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * Who was reached by a later route, by the one that reached them last, and each whose messages were late, with the
 * longest delay.
 */
export function routeFacts(
  timeline: readonly TimelineEvent[],
  nameOf: (person: PersonId) => string,
): readonly Fact[] {
  return [...reroutedFacts(timeline, nameOf), ...delayedFacts(timeline, nameOf)];
}

/** Such as "e-mail". */
export function routeName(route: RouteName): Text {
  return say(`route.name.${route}`);
}

function reroutedFacts(
  timeline: readonly TimelineEvent[],
  nameOf: (person: PersonId) => string,
): readonly Fact[] {
  const last = new Map<PersonId, TimelineEvent>();
  for (const event of timeline) {
    for (const person of event.what === 'rerouted' ? (event.people ?? []) : []) last.set(person, event);
  }
  const keyOf = ({ route, insteadOf, unanswered }: TimelineEvent) =>
    JSON.stringify([route, insteadOf, unanswered]);
  return alike(last, keyOf).map(([event, people]) => ({
    label: say('route.fact.rerouted'),
    value: toText(people.map(nameOf), event),
  }));
}

function toText(
  person: readonly string[],
  { route = 'email', insteadOf = [], unanswered = [] }: TimelineEvent,
): Text {
  const by = routeName(route);
  if (unanswered.length > 0)
    return say('route.rerouted.unanswered', { person, by, routes: unanswered.map(routeName) });
  return insteadOf.length === 0
    ? say('route.rerouted', { person, by })
    : say('route.rerouted.instead', { person, by, routes: insteadOf.map(routeName) });
}

function delayedFacts(
  timeline: readonly TimelineEvent[],
  nameOf: (person: PersonId) => string,
): readonly Fact[] {
  const longest = new Map<PersonId, number>();
  for (const { what, people = [], minutes = 0 } of timeline) {
    if (what !== 'delayed') continue;
    for (const person of people) longest.set(person, Math.max(minutes, longest.get(person) ?? 0));
  }
  return alike(longest, String).map(([minutes, people]) => ({
    label: say('route.fact.delayed'),
    value: say('route.delayed', { person: people.map(nameOf), minutes }),
  }));
}

/** People of whom the same is to be said, in one line: a call can have gone to many. */
function alike<T>(
  each: ReadonlyMap<PersonId, T>,
  keyOf: (value: T) => string,
): readonly (readonly [value: T, people: readonly PersonId[]])[] {
  const groups = new Map<string, [T, PersonId[]]>();
  for (const [person, value] of each) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value, [person]]);
    else group[1].push(person);
  }
  return [...groups.values()];
}
