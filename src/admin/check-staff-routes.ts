import type { StaffMember } from '../desk/people/schema.ts';
import type { Draft } from '../store/store.ts';
import { withWhere } from './check-routes.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles } from './read.ts';
import { listed, listedUpTo } from './say-once.ts';

/** One way to people that is configured, and whom it reaches. */
export interface StaffRoute {
  /** As in a sentence, such as `e-mail`. */
  readonly title: string;
  reaches(member: Draft<StaffMember>): boolean;
}

interface Reached {
  readonly id: string;
  readonly by: readonly string[];
}

/**
 * Which routes each active member of staff has: whom none reaches, and for whom there is no second one.
 *
 * @param asked whom calls ask, and where; they stand first among those whom none reaches
 */
export function checkStaffRoutes(
  staff: readonly Draft<StaffMember>[],
  routes: readonly StaffRoute[],
  asked: ReadonlyMap<string, string> = new Map(),
): { readonly problems: readonly Problem[]; readonly notes: readonly string[] } {
  if (routes.length === 0) return { problems: [], notes: [] };
  const reached = staff
    .filter(({ active }) => active)
    .map((member): Reached => {
      const by = routes.filter((route) => route.reaches(member)).map(({ title }) => title);
      return { id: member.id, by };
    });
  const findings = createFindings(dataFiles.staff);
  const unreached = reached.filter(({ by }) => by.length === 0).map(({ id }) => id);
  if (unreached.length > 0) {
    findings.warn(
      undefined,
      `no route reaches ${withWhere(unreached, asked)}. Add what finds them on a chat platform, an e-mail address or a phone number.`,
    );
  }
  const single = reached.filter(({ by }) => by.length === 1);
  if (routes.length > 1 && single.length > 0) {
    findings.hint(
      undefined,
      `${peopleHave(single.length)} one route only, though ${routes.length} are set up: ${listedUpTo(single.map(({ id, by }) => `${id} (${by[0]})`))}. When it fails, nothing reaches them.`,
    );
  }
  return { problems: findings.problems, notes: [summary(reached, routes)] };
}

/** How many have which routes, most routes first; those who are named in no warning and lack one, by name. */
function summary(reached: readonly Reached[], routes: readonly StaffRoute[]): string {
  const groups = new Map<string, readonly Reached[]>();
  for (const one of reached) groups.set(listed(one.by), [...(groups.get(listed(one.by)) ?? []), one]);
  const counts = [...groups]
    .map(([by, members]) => ({ by, members, count: members[0]?.by.length ?? 0 }))
    .toSorted((one, other) => other.count - one.count)
    .map(({ by, members, count }) => {
      const { length } = members;
      if (count === 0) return `By nothing: ${length}.`;
      if (count === routes.length) return `By ${by}: ${length}.`;
      if (count === 1) return `By ${by} only: ${length}.`;
      return `By ${by}: ${length} (${listedUpTo(members.map(({ id }) => id))}).`;
    });
  const active = reached.length === 1 ? '1 member of staff is' : `${reached.length} members of staff are`;
  return [`${active} active.`, ...counts].join(' ');
}

function peopleHave(count: number): string {
  return count === 1 ? '1 person has' : `${count} people have`;
}
