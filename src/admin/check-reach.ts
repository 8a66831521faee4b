import type { Standing } from '../chat/request.ts';
import { createMixUps, isOwners, type StaffMember } from '../desk/people/index.ts';
import { toDeskError } from '../errors.ts';
import type { Draft } from '../store/store.ts';
import { createFindings, type Findings, type Problem } from './problem.ts';
import { dataFiles, type FolderData } from './read.ts';
import { listedUpTo } from './say-once.ts';

/** Somebody as a platform knows them. */
interface Known {
  readonly user: string;
  readonly email?: string;
  readonly otherEmail?: string;
  readonly standing: Standing;
  readonly active: boolean;
}

/** What the check asks of a platform; the platforms' own directories have this shape. */
export interface ReachDirectory {
  people(): AsyncIterable<Known>;
  channelProblem(id: string): Promise<string | undefined>;
  personProblem(user: string): Promise<string | undefined>;
  emailProblem(): Promise<string | undefined>;
  missingScopes(): Promise<readonly string[]>;
}

/** A platform to check against, by the field that the files have for it. */
export interface ReachPlatform {
  readonly name: 'slack' | 'teams';
  readonly directory: ReachDirectory;
}

export const titles = { slack: 'Slack', teams: 'Teams' } as const;

/** What a platform said. */
export interface Reach {
  readonly problems: readonly Problem[];
  /** The ids of the active staff whom it reaches; undefined when it could not be asked. */
  readonly reached: ReadonlySet<string> | undefined;
}

/** Who and which channel cannot be reached on a platform, and why. Asks the platform, so it may take a while. */
export async function checkReach(data: FolderData, platform: ReachPlatform): Promise<Reach> {
  const title = titles[platform.name];
  const findings = {
    /** What is wrong with the app itself stands in none of the files. */
    app: createFindings(`the ${title} app`),
    organisation: createFindings(dataFiles.organisation),
    branches: createFindings(dataFiles.branches),
    staff: createFindings(dataFiles.staff),
  };
  let reached: ReadonlySet<string> | undefined;
  try {
    const missing = await platform.directory.missingScopes();
    if (missing.length > 0) {
      findings.app.error(
        undefined,
        `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not granted. Add what is missing to the app and install it again.`,
      );
    }
    await checkChannels(data, platform, findings.branches, findings.organisation);
    reached = await checkPeople(data.staff ?? [], platform, findings.staff);
  } catch (thrown) {
    // A DeskError is a sentence that says what to do, such as about a token that was refused.
    const { code, message } = toDeskError(thrown);
    findings.app.error(
      undefined,
      code === 'UNEXPECTED' ? `${title} could not be asked (${message}). Try again later.` : message,
    );
  }
  return { problems: Object.values(findings).flatMap((one) => one.problems), reached };
}

async function checkChannels(
  data: FolderData,
  { name, directory }: ReachPlatform,
  branches: Findings,
  organisation: Findings,
): Promise<void> {
  const without: string[] = [];
  for (const branch of data.branches ?? []) {
    const channel = branch.channels[name];
    if (channel === undefined) {
      without.push(branch.id);
      continue;
    }
    const problem = await directory.channelProblem(channel);
    if (problem !== undefined) {
      branches.error(
        undefined,
        `the ${titles[name]} channel of ${branch.id} (${channel}) cannot be reached: ${problem}`,
      );
    }
  }
  if (without.length > 0) {
    const they = without.length === 1 ? 'has' : 'have';
    branches.hint(
      undefined,
      `${listedUpTo(without)} ${they} no ${titles[name]} channel, so calls from there are shown in none. Add "channels".`,
    );
  }
  const channel = data.organisation?.adminChannels[name];
  const problem = channel === undefined ? undefined : await directory.channelProblem(channel);
  if (problem !== undefined) {
    organisation.error(
      undefined,
      `the administrators' ${titles[name]} channel (${channel}) cannot be reached: ${problem}`,
    );
  }
}

/** One listing of the workspace answers for nearly everyone; only ids that are not in it are asked about singly. */
async function checkPeople(
  staff: readonly Draft<StaffMember>[],
  { name, directory }: ReachPlatform,
  findings: Findings,
): Promise<ReadonlySet<string>> {
  const reached = new Set<string>();
  const byUser = new Map<string, Known>();
  const byEmail = new Map<string, Known>();
  const byOtherEmail = new Map<string, Known>();
  for await (const person of directory.people()) {
    byUser.set(person.user, person);
    if (person.email !== undefined) byEmail.set(person.email.toLowerCase(), person);
    if (person.otherEmail !== undefined) byOtherEmail.set(person.otherEmail.toLowerCase(), person);
  }
  const emailProblem = await directory.emailProblem();
  const astray = sayMixUps([...byUser.values()]);
  const unreached = new Map<string, string[]>();
  const otherwise: string[] = [];
  for (const one of staff) {
    if (!one.active) continue;
    const problem = await problemWith(one);
    if (problem === undefined && astray.has(one.id)) continue;
    if (problem === undefined) {
      reached.add(one.id);
      if (hasOtherAddress(one)) otherwise.push(`${one.id} (${one[name]})`);
    } else unreached.set(problem, [...(unreached.get(problem) ?? []), one.id]);
  }
  for (const [problem, ids] of unreached)
    findings.error(undefined, `${listedUpTo(ids)} cannot be reached on ${titles[name]}: ${problem}`);
  if (otherwise.length > 0) {
    const has = otherwise.length === 1 ? 'account of' : 'accounts of';
    const what = otherwise.length === 1 ? 'has another e-mail address' : 'have other e-mail addresses';
    findings.hint(
      undefined,
      `the ${titles[name]} ${has} ${listedUpTo(otherwise)} ${what} than "email". See whether "${name}" is right.`,
    );
  }
  return reached;

  function hasOtherAddress(one: Draft<StaffMember>): boolean {
    const { email, otherEmail } = byUser.get(one[name] ?? '') ?? {};
    const told = [email, otherEmail].flatMap((address) =>
      address === undefined ? [] : [address.toLowerCase()],
    );
    return one.email !== undefined && told.length > 0 && !told.includes(one.email.toLowerCase());
  }

  /** Gives the ids of those whom no message reaches for it; each is named here already. */
  function sayMixUps(accounts: readonly Known[]): ReadonlySet<string> {
    const mixUps = createMixUps(staff, name);
    const found = new Set<string>();
    for (const account of accounts) {
      const mixUp = mixUps.of(account);
      if (mixUp === undefined) continue;
      const { listed, owner } = mixUp;
      findings.error(
        undefined,
        `${listed.id} has the ${titles[name]} account of ${owner.id} as "${name}" (${account.user}): its e-mail address is the one of ${owner.id}. Correct "${name}" of ${listed.id}, or "email" of ${owner.id}.`,
      );
      found.add(listed.id);
      if (!isOwners(mixUp, name) && owner[name] === undefined) found.add(owner.id);
    }
    return found;
  }

  async function problemWith(one: Draft<StaffMember>): Promise<string | undefined> {
    const user = one[name];
    if (user === undefined && one.email === undefined) {
      return `there is neither "${name}" nor "email" to find them by. Add one.`;
    }
    const email = one.email?.toLowerCase() ?? '';
    const person = user === undefined ? (byEmail.get(email) ?? byOtherEmail.get(email)) : byUser.get(user);
    if (person !== undefined) return problemOf(person);
    return user === undefined
      ? (emailProblem ?? 'nobody there has this e-mail address. Correct it, or add the user id.')
      : directory.personProblem(user);
  }
}

function problemOf(person: Known): string | undefined {
  if (!person.active) return 'the account is deactivated.';
  if (person.standing === 'member' || person.standing === 'unverified') return undefined;
  return `the account is not a full member (${person.standing}), so it may not call or answer.`;
}
