import type { PersonId } from '../../chat/outcome.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Roster } from '../roster/index.ts';
import type { Asked, HelpRequest, Reason, Target } from './schema.ts';

/** The read models that decide who is asked. */
export interface WhoToAsk {
  readonly people: People;
  readonly roster: Roster;
  readonly branches: Branches;
}

/** Somebody to ask, and why. */
type Candidate = Pick<Asked, 'person' | 'why'>;

/**
 * Those a step asks at this moment, each once. Never the caller, nor anyone who said that they can't come or is coming
 * already. Somebody asked by an earlier step may be asked again: that is what repeating a step is for.
 */
export function candidates(
  call: HelpRequest,
  targets: readonly Target[],
  now: string,
  who: WhoToAsk,
): readonly Candidate[] {
  const out = new Set(
    [call.caller, ...call.declined.map((one) => one.person), ...call.responders.map((one) => one.person)].map(
      (person) => who.people.canonical(person),
    ),
  );
  const found = new Map<PersonId, Reason>();
  for (const target of targets) {
    for (const person of peopleOf(call.branch, target, now, who)) {
      const id = who.people.canonical(person);
      if (!out.has(id) && !found.has(id)) found.set(id, typeof target === 'string' ? target : 'named');
    }
  }
  return [...found].map(([person, why]) => ({ person, why }));
}

function peopleOf(branch: string | null, target: Target, now: string, who: WhoToAsk): readonly PersonId[] {
  const { people, roster, branches } = who;
  if (typeof target !== 'string') {
    const person = `staff:${target.person}`;
    return people.staff(person)?.active ? [person] : [];
  }
  if (target === 'director') return people.withRole('director');
  if (branch === null) return [];
  switch (target) {
    case 'onShift':
      return roster.onShift(branch, now).map((shift) => shift.person);
    case 'pic': {
      const pic = roster.pic(branch, now);
      return pic === undefined ? [] : [pic.person];
    }
    case 'security':
      return roster
        .onShift(branch, now)
        .filter((shift) => shift.position === 'security' || people.role(shift.person) === 'security')
        .map((shift) => shift.person);
    case 'supervisor':
      return people.withRole('supervisor', branch);
    case 'neighbourPic': {
      const neighbour = branches.byCode(branch)?.fallbackBranch;
      const pic = neighbour === undefined ? undefined : roster.pic(neighbour, now);
      return pic === undefined ? [] : [pic.person];
    }
  }
}

/**
 * The person who is asked when nobody else can be: the policy's, else the organisation's, else whoever leads, so that
 * a library which named nobody is not left without an answer.
 */
export function fallbackPeople(call: HelpRequest, who: WhoToAsk): readonly Candidate[] {
  const named = [call.fallback, who.branches.organisation().fallback]
    .filter((id): id is string => id !== undefined)
    .map((id) => `staff:${id}`)
    .filter((person) => who.people.staff(person)?.active);
  const leaders = [
    who.people.withRole('director'),
    who.people.withRole('coordinator'),
    who.people.withRole('supervisor'),
  ];
  const caller = who.people.canonical(call.caller);
  for (const group of [named.slice(0, 1), named, ...leaders]) {
    const askable = group.filter((person) => who.people.canonical(person) !== caller);
    if (askable.length > 0) return askable.map((person) => ({ person, why: 'fallback' as const }));
  }
  return [];
}
