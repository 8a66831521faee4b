import type { StaffMember } from '../desk/people/schema.ts';
import type { Draft } from '../store/store.ts';
import type { Instant } from '../time.ts';
import { checkAlone } from './check-alone.ts';
import { checkLaterRoutes, type RouteCheck } from './check-later-routes.ts';
import { checkPolicies } from './check-policies.ts';
import { checkReach, type Reach, type ReachPlatform, titles } from './check-reach.ts';
import { type ConfiguredRoutes, checkLadders, checkRoutes, whoIsAsked } from './check-routes.ts';
import { checkStaffRoutes, type StaffRoute } from './check-staff-routes.ts';
import { createFindings, keptSentence, type Problem, problemToSentence, severities } from './problem.ts';
import { type DataFolder, dataFiles } from './read.ts';
import { type Plan, toPlan } from './who-can-be-asked.ts';

/** What `deskbell check` found. */
export interface CheckReport {
  readonly problems: readonly Problem[];
  /** What is in order, and how staff are reached, as sentences. */
  readonly notes: readonly string[];
  /** 1 when there is an error; warnings alone are 0. */
  readonly exitCode: 0 | 1;
}

/**
 * What the files alone say against a call being answered, though each of them is right by itself: steps that can never
 * run, people whom no route reaches, and nobody to fall back to. Asks no platform, so it is quick.
 *
 * @param routes the configured ones; without them nobody is said to be out of reach
 */
export async function checkFolder(
  folder: DataFolder,
  now: Instant,
  routes?: ConfiguredRoutes,
): Promise<readonly Problem[]> {
  const plan = await planOf(folder, now);
  if (plan === undefined) return checkFallback(folder);
  return [
    ...(routes === undefined ? [] : await checkRoutes(folder.data, plan, routes)),
    ...checkFallback(folder),
    ...(await checkAlone(folder.data, plan)),
    ...(await checkPolicies(folder.data, plan, now)),
  ];
}

/** Half-read files would make every step look empty, and of a file with mistakes the last good state is followed. */
async function planOf({ data }: DataFolder, now: Instant): Promise<Plan | undefined> {
  const { branches, staff, policies, shiftDays } = data;
  return [branches, staff, policies, shiftDays].includes(undefined) ? undefined : toPlan(data, now);
}

/**
 * Everything that could keep a call from being answered: what is wrong in the files, what `checkFolder` finds, and
 * who and which channel the platforms cannot reach, by which routes each member of staff is reached, and whether the
 * later routes can be used.
 *
 * @param platforms the configured ones that can be asked.
 * @param routes the configured ones
 * @param later those of them that can be asked whether they work
 */
export async function checkData(
  folder: DataFolder,
  platforms: readonly ReachPlatform[],
  now: Instant,
  routes?: ConfiguredRoutes,
  later: readonly RouteCheck[] = [],
): Promise<CheckReport> {
  const said = new Map<ReachPlatform['name'], Reach>();
  for (const platform of platforms) said.set(platform.name, await checkReach(folder.data, platform));
  const staffRoutes = routes === undefined ? [] : staffRoutesOf(routes, said, later);
  const plan = await planOf(folder, now);
  const asked = plan && (await whoIsAsked(plan, folder.data.organisation?.fallback));
  const staff = checkStaffRoutes(folder.data.staff ?? [], staffRoutes, asked);
  const tried = await checkLaterRoutes(later);
  const isReached = (member: Draft<StaffMember>) => staffRoutes.some((route) => route.reaches(member));
  const ladders =
    plan === undefined || staffRoutes.length === 0 ? [] : await checkLadders(folder.data, plan, isReached);
  // What concerns every call stands before what concerns one person or one channel.
  const problems = [
    ...folder.problems,
    ...ladders,
    ...staff.problems,
    ...(await checkFolder(folder, now)),
    ...tried.problems,
    ...[...said.values()].flatMap((reach) => reach.problems),
    ...checkAdminChannels(folder, platforms),
  ];
  const kept = keptSentence(folder.problems);
  const notes = [
    ...(kept === undefined ? [] : [kept]),
    ...(folder.data.staff === undefined ? [] : staff.notes),
    ...tried.notes,
    ...(plan === undefined ? ['Whom calls reach is looked at once these files are right.'] : []),
  ];
  return { problems, notes, exitCode: problems.some((problem) => problem.severity === 'error') ? 1 : 0 };
}

/**
 * The report as lines for the administrator: what must be corrected, then what may keep calls from somebody, then what
 * could be better, then what is in order.
 */
export function reportToLines({ problems, notes }: CheckReport): readonly string[] {
  if (problems.length === 0) {
    return ['All is well: the files are right, and everybody in them can be asked.', ...notes];
  }
  const groups = severities.map((severity) => ({
    severity,
    found: problems.filter((problem) => problem.severity === severity),
  }));
  return [
    ...groups.flatMap(({ severity, found }) =>
      found.map((problem) => `${severity.padEnd(7)}  ${problemToSentence(problem)}`),
    ),
    ...notes,
    `${groups.map(({ severity, found }) => count(found.length, severity)).join(', ')}.`,
  ];
}

/** Of a platform that could not be asked, what the files say counts. */
function staffRoutesOf(
  routes: ConfiguredRoutes,
  said: ReadonlyMap<ReachPlatform['name'], Reach>,
  later: readonly RouteCheck[],
): readonly StaffRoute[] {
  const chats = (['slack', 'teams'] as const)
    .filter((name) => routes.has(name))
    .map((name): StaffRoute => {
      const reached = said.get(name)?.reached;
      return {
        title: titles[name],
        reaches: (member) =>
          reached?.has(member.id) ?? (member[name] !== undefined || member.email !== undefined),
      };
    });
  // The built-in page has a place for everybody; beside a chat platform nobody looks there.
  const page: readonly StaffRoute[] =
    routes.has('browser') && chats.length === 0 ? [{ title: 'the built-in page', reaches: () => true }] : [];
  const others = later.map(({ name, reaches }) => ({
    title: name === 'email' ? 'e-mail' : 'text message',
    reaches,
  }));
  return [...chats, ...page, ...others];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function checkAdminChannels({ data }: DataFolder, platforms: readonly ReachPlatform[]): readonly Problem[] {
  const { organisation } = data;
  if (organisation === undefined || platforms.length === 0) return [];
  if (platforms.some(({ name }) => organisation.adminChannels[name] !== undefined)) return [];
  const findings = createFindings(dataFiles.organisation);
  findings.hint(
    undefined,
    'names no administrators\' channel, so what the desk finds wrong with itself is only in the log and at /readyz. Add "adminChannels".',
  );
  return findings.problems;
}

function checkFallback({ data }: DataFolder): readonly Problem[] {
  if (data.organisation === undefined) return [];
  const findings = createFindings(dataFiles.organisation);
  const { fallback } = data.organisation;
  if (fallback !== undefined) {
    const hasLeft = data.staff?.some(({ id, active }) => id === fallback && !active) === true;
    if (hasLeft)
      findings.warn(
        { field: 'fallback' },
        `names ${fallback}, who does not work there any more and is not asked. Name somebody else.`,
      );
    return findings.problems;
  }
  findings.warn(
    undefined,
    data.organisation.name === undefined
      ? 'is not there, so nobody is named who is asked when nobody else can be. Write it, with your library\'s "name", which the database keeps from then on, and "fallback": { "person": "a staff id" }.'
      : 'names nobody who is asked when nobody else can be. Add "fallback": { "person": "a staff id" }.',
  );
  return findings.problems;
}
