import type { Fact } from '../../chat/card.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Rerouted } from '../../chat/record-kind.ts';
import type { Text } from '../../chat/text.ts';
import type { Describe } from './describe.ts';
import type { HelpRequest, TimelineEvent } from './schema.ts';
import { say } from './texts.en.ts';

/** Somebody got a message of this call by a later route than their chat platforms; also noted on a call that is over. */
export function rerouted(call: HelpRequest, { person, by, insteadOf }: Rerouted, now: string): HelpRequest {
  const event: TimelineEvent = {
    at: now,
    what: 'rerouted',
    people: [person],
    route: by,
    insteadOf: [...insteadOf],
  };
  return { ...call, timeline: [...call.timeline, event] };
}

/** When this person last did something with the call. */
export function heardFrom(call: HelpRequest, isThem: (person: PersonId) => boolean): string | undefined {
  return call.timeline.findLast(({ by }) => by !== undefined && isThem(by))?.at;
}

/** Each person who was reached by a later route, with the one that reached them last. */
export function reroutedFacts(call: HelpRequest, describe: Describe): readonly Fact[] {
  const last = new Map<PersonId, TimelineEvent>();
  for (const event of call.timeline) {
    for (const person of event.what === 'rerouted' ? (event.people ?? []) : []) last.set(person, event);
  }
  return [...last].map(([person, event]) => ({
    label: say('help.fact.rerouted'),
    value: toText(describe.name(person), event),
  }));
}

function toText(person: string, { route = 'email', insteadOf = [] }: TimelineEvent): Text {
  const by = say(`help.route.${route}`);
  if (insteadOf.length === 0) return say('help.rerouted', { person, by });
  return say('help.rerouted.instead', {
    person,
    by,
    routes: insteadOf.map((one) => say(`help.route.${one}`)),
  });
}
