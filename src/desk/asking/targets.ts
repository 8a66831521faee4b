import type { PersonId } from '../../chat/outcome.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { OnShift, Roster } from '../roster/index.ts';
import type { Candidate, Reason, Step, Target } from './schema.ts';

/** The read models that decide who is asked. */
export interface WhoToAsk {
  readonly people: People;
  readonly roster: Roster;
  readonly branches: Branches;
}

/** The people of one target; how they are found may differ by subject. */
export type PeopleOf = (
  branch: string | null,
  target: Target,
  now: string,
  who: WhoToAsk,
  zone?: string | null,
) => readonly PersonId[];

/**
 * Those whom these targets mean at this moment, each once and with the first reason.
 *
 * @param never people who are left out, by any of their ids
 */
export function candidatesOf(
  asking: {
    readonly branch: string | null;
    readonly zone?: string | null;
    readonly never: Iterable<PersonId>;
  },
  targets: readonly Target[],
  now: string,
  who: WhoToAsk,
  find: PeopleOf = peopleOf,
): readonly Candidate[] {
  const out = new Set([...asking.never].map((person) => who.people.canonical(person)));
  const found = new Map<PersonId, Reason>();
  for (const target of targets) {
    for (const person of find(asking.branch, target, now, who, asking.zone)) {
      const id = who.people.canonical(person);
      if (!out.has(id) && !found.has(id)) found.set(id, reasonOf(target));
    }
  }
  return [...found].map(([person, why]) => ({ person, why }));
}

/** Whether those whom a target means depend on who is on shift at the branch of the call. */
export function isOnSite(target: Target): boolean {
  return typeof target === 'string' ? onSite.has(target) : 'position' in target;
}

const onSite: ReadonlySet<Target> = new Set(['onShift', 'pic', 'zone', 'security']);

/** Whether a step applies to a branch at this moment; one that needs opening hours does not where the branch is unknown. */
export function appliesAt(
  step: Pick<Step, 'when'>,
  branch: string | null,
  now: string,
  { branches }: Pick<WhoToAsk, 'branches'>,
): boolean {
  if (step.when === undefined) return true;
  const known = branches.byCode(branch ?? '');
  return known !== undefined && branches.opening(known, now).open === (step.when === 'open');
}

function reasonOf(target: Target): Reason {
  if (typeof target === 'string') return target;
  return 'position' in target ? 'position' : 'named';
}

/** Everybody whom a target means at this moment. Without a branch only those who need none; without a zone none at it. */
export function peopleOf(
  branch: string | null,
  target: Target,
  now: string,
  who: WhoToAsk,
  zone: string | null = null,
): readonly PersonId[] {
  const { people, roster, branches } = who;
  if (typeof target !== 'string') {
    if ('position' in target) return branch === null ? [] : atPosition(target.position, branch, now, roster);
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
    case 'zone':
      return zone === null ? [] : atPosition(zone, branch, now, roster);
    case 'security':
      return roster
        .onShift(branch, now)
        .filter((shift) => isCalled(shift, 'security') || people.role(shift.person) === 'security')
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

function atPosition(position: string, branch: string, now: string, roster: Roster): readonly PersonId[] {
  return roster
    .onShift(branch, now)
    .filter((shift) => isCalled(shift, position))
    .map((shift) => shift.person);
}

/** Whether a shift is in this position, written as in the plan of shifts but for case and spaces around it. */
function isCalled({ position }: OnShift, name: string): boolean {
  return position.trim().toLowerCase() === name.trim().toLowerCase();
}

/**
 * The person who is asked when nobody else can be: the policy's, else the organisation's, else whoever leads, so that
 * a library which named nobody is not left without an answer. While the building is unknown the organisation's comes
 * first: whether the policy that is followed so far is that building's nobody knows.
 *
 * @param asking.fallback the policy's, a staff id
 */
export function fallbackPeople(
  asking: {
    readonly branch: string | null;
    readonly fallback?: string | undefined;
    readonly never: Iterable<PersonId>;
  },
  { people, branches }: Pick<WhoToAsk, 'people' | 'branches'>,
): readonly Candidate[] {
  const general = branches.organisation().fallback;
  const named = (asking.branch === null ? [general, asking.fallback] : [asking.fallback, general])
    .filter((id): id is string => id !== undefined)
    .map((id) => `staff:${id}`)
    .filter((person) => people.staff(person)?.active);
  const out = new Set([...asking.never].map((person) => people.canonical(person)));
  for (const group of [named.slice(0, 1), named, ...leaders(people), people.withRole('supervisor')]) {
    const askable = group.filter((person) => !out.has(people.canonical(person)));
    if (askable.length > 0) return askable.map((person) => ({ person, why: 'fallback' as const }));
  }
  return [];
}

/** Whoever leads the library, those first who are asked first. */
export function leaders(people: Pick<People, 'withRole'>): readonly (readonly PersonId[])[] {
  return [people.withRole('director'), people.withRole('coordinator')];
}
