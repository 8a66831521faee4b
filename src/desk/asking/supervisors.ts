import type { PersonId } from '../../chat/outcome.ts';
import { addDays, instantToLocal, localToInstant } from '../../time.ts';
import type { OnShift } from '../roster/index.ts';
import type { WhoToAsk } from './targets.ts';

/** Positions of the roster by which somebody stands in for a supervisor while that shift lasts. */
const actingPositions: ReadonlySet<string> = new Set(['supervisor', 'acting supervisor']);

/**
 * The supervisors of a branch in the order in which they are to be asked, as far as the roster knows: those on shift
 * there now, then those on shift elsewhere, those whose shift is still to come today, those whose shift is over.
 * Whoever is rostered as acting supervisor counts while that shift lasts. Supervisors without a shift today are absent
 * when others have one; where none has, nobody knows, and they come as in staff.json.
 *
 * @param never people who are left out, by any of their ids: a shift of theirs leaves nobody else out
 */
export function supervisorsOf(
  branch: string,
  now: string,
  who: WhoToAsk,
  never: Iterable<PersonId> = [],
): readonly PersonId[] {
  const { people, roster, branches } = who;
  const zone = branches.byCode(branch)?.timezone ?? branches.organisation().timezone;
  const today = instantToLocal(now, zone).date;
  const [from, to] = [localToInstant(today, '00:00', zone), localToInstant(addDays(today, 1), '00:00', zone)];
  const planned = branches.all().flatMap((one) => roster.during(one.id, from, to));
  const acting = roster.onShift(branch, now).filter(isActing);
  const out = new Set([...never].map((person) => people.canonical(person)));
  const named = [...people.withRole('supervisor', branch), ...acting.map((shift) => shift.person)];
  const all = [...new Set(named)].filter((person) => !out.has(person));
  const ranked = all.map((person) => ({
    person,
    rank: rankOf(
      planned.filter((shift) => shift.person === person),
      branch,
      now,
    ),
  }));
  const present = ranked.filter(({ rank }) => rank !== undefined);
  if (present.length === 0) return all;
  return present.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0)).map(({ person }) => person);
}

/** Undefined without a shift today. */
function rankOf(shifts: readonly OnShift[], branch: string, now: string): number | undefined {
  const running = shifts.filter((shift) => shift.startAt <= now && now < shift.endAt);
  if (running.some((shift) => shift.branch === branch)) return 0;
  if (running.length > 0) return 1;
  if (shifts.some((shift) => shift.startAt > now)) return 2;
  return shifts.length > 0 ? 3 : undefined;
}

/** Whether somebody stands in for a supervisor in this shift. */
export function isActing({ position }: Pick<OnShift, 'position'>): boolean {
  return actingPositions.has(position.trim().toLowerCase());
}

/** Codes of the branches that somebody answers for at this moment; empty for all but supervisors and those above. */
export function branchesSupervisedBy(person: PersonId, now: string, who: WhoToAsk): readonly string[] {
  const { people, roster, branches } = who;
  const member = people.staff(person);
  if (member === undefined || !member.active) return [];
  if (member.role === 'coordinator' || member.role === 'director') return branches.all().map((one) => one.id);
  const own = member.role === 'supervisor' ? member.branches : [];
  const acting = roster.shiftsOf(person, now).filter(isActing);
  return [...new Set([...own, ...acting.map((shift) => shift.branch)])];
}
