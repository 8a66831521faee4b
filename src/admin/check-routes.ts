import { setImmediate as nextTurn } from 'node:timers/promises';
import { type RouteName, routeNames } from '../chat/request.ts';
import { policyKinds } from '../desk/asking/index.ts';
import type { StaffMember } from '../desk/people/schema.ts';
import type { Draft } from '../store/store.ts';
import { isEverAlone } from './ever-alone.ts';
import { createFindings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { createGatherer, listedUpTo, type Said } from './say-once.ts';
import { askedBy, type Plan, standIns } from './who-can-be-asked.ts';

/** By which ways this desk reaches people. */
export type ConfiguredRoutes = ReadonlySet<RouteName>;

/** The routes of which the settings say anything. */
export function routesOf(config: Readonly<Partial<Record<RouteName, unknown>>>): ConfiguredRoutes {
  return new Set(routeNames.filter((name) => config[name] !== undefined && config[name] !== false));
}

/** What a route needs to know of somebody, by the field of staff.json. */
const fieldsOf = {
  slack: ['slack', 'email'],
  teams: ['teams', 'email'],
  email: ['email'],
  webhook: ['phone'],
} as const;

/**
 * Whom a policy asks, or who is asked when nobody else can be, by the first place that says so, such as
 * `now at CEN asks them after 180 s`.
 *
 * @param fallback the organisation's, a staff id
 */
export async function whoIsAsked(
  plan: Plan,
  fallback: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const asked = new Map<string, string>();
  const note = (id: string | undefined, where: string) => {
    if (id !== undefined && !asked.has(id) && plan.staff.has(id)) asked.set(id, where);
  };
  for (const branch of plan.branches.values()) {
    await nextTurn();
    for (const kind of policyKinds) {
      const policy = plan.policyAt(kind, branch.id);
      for (const step of policy.steps) {
        for (const id of askedBy(kind, step, branch, plan))
          note(id, `${kind} at ${branch.id} asks them after ${step.afterMs / 1000} s`);
      }
      note(policy.fallback, `${kind} at ${branch.id} falls back to them`);
    }
  }
  note(fallback, 'they are asked when nobody else can be');
  return asked;
}

/**
 * Calls that ask only people whom no route reaches, so that nobody gets them however many steps there are, or only who
 * stands in for everybody.
 *
 * @param reaches whether any route reaches somebody
 */
export async function checkLadders(
  data: FolderData,
  plan: Plan,
  reaches: (member: Draft<StaffMember>) => boolean,
): Promise<readonly Problem[]> {
  const said = { nobody: createGatherer(), only: createGatherer() };
  const isReached = (id: string) => [plan.staff.get(id)].some((one) => one !== undefined && reaches(one));
  for (const branch of plan.branches.values()) {
    await nextTurn();
    for (const kind of policyKinds) {
      if (kind === 'lone' && !isEverAlone(branch, data, plan)) continue;
      const { steps, fallback } = plan.policyAt(kind, branch.id);
      const asked = steps.flatMap((step) => [...askedBy(kind, step, branch, plan)]);
      if (asked.length === 0 || asked.some(isReached)) continue;
      const instead = standIns([fallback, data.organisation?.fallback], plan, reaches);
      if (instead.length === 0) said.nobody.add('', branch.id, kind);
      else said.only.add(standingIn(instead), branch.id, kind);
    }
  }
  const findings = createFindings(dataFiles.staff);
  const asks = (one: Said) =>
    `${one.calls} at ${listedUpTo(one.branches)} ${one.count === 1 ? 'asks' : 'ask'} only people whom no route reaches`;
  const fix = 'Add how to reach them, or ask others.';
  for (const one of said.nobody.all())
    findings.error(undefined, `${asks(one)}, so nobody gets the call. ${fix}`);
  for (const one of said.only.all()) findings.warn(undefined, `${asks(one)}, so only ${one.what}. ${fix}`);
  return findings.problems;
}

function standingIn(people: readonly string[]): string {
  const [are, stand] = people.length === 1 ? ['is', 'stands'] : ['are', 'stand'];
  return `${listedUpTo(people)} ${are} asked, who ${stand} in for everybody`;
}

/** These people with where they are asked, as in a sentence; those who are asked nowhere stand last. */
export function withWhere(ids: readonly string[], asked: ReadonlyMap<string, string>): string {
  const byWhere = new Map<string, string[]>();
  for (const id of ids.toSorted((one, other) => Number(asked.has(other)) - Number(asked.has(one)))) {
    const where = asked.has(id) ? ` (${asked.get(id)})` : '';
    byWhere.set(where, [...(byWhere.get(where) ?? []), id]);
  }
  return listedUpTo([...byWhere].map(([where, people]) => `${listedUpTo(people)}${where}`));
}

/** Calls that reach nobody, and people who are asked and whom no route reaches, by what `staff.json` says of them. */
export async function checkRoutes(
  data: FolderData,
  plan: Plan,
  routes: ConfiguredRoutes,
): Promise<readonly Problem[]> {
  // The built-in page has a place for everybody who is listed; beside a chat platform nobody looks there.
  if (routes.has('browser') && !routes.has('slack') && !routes.has('teams')) return [];
  const unreached = [...(await whoIsAsked(plan, data.organisation?.fallback))].filter(([id]) => {
    const member = plan.staff.get(id);
    return member !== undefined && !isReachable(member, routes);
  });
  const findings = createFindings(dataFiles.staff);
  if (unreached.length > 0) {
    const people = withWhere(
      unreached.map(([id]) => id),
      new Map(unreached),
    );
    findings.warn(undefined, `no route reaches ${people}. Add ${fieldsFor(routes)}.`);
  }
  return [...(await checkLadders(data, plan, (member) => isReachable(member, routes))), ...findings.problems];
}

function isReachable(member: Draft<StaffMember>, routes: ConfiguredRoutes): boolean {
  return chatAndMessengers(routes).some((route) =>
    fieldsOf[route].some((field) => member[field] !== undefined),
  );
}

function fieldsFor(routes: ConfiguredRoutes): string {
  const fields = new Set(chatAndMessengers(routes).flatMap((route) => fieldsOf[route]));
  return [...fields].map((field) => `"${field}"`).join(' or ');
}

function chatAndMessengers(routes: ConfiguredRoutes) {
  return (Object.keys(fieldsOf) as (keyof typeof fieldsOf)[]).filter((route) => routes.has(route));
}
