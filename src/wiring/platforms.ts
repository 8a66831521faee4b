import { textsOf } from '../chat/text.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { StaffMember } from '../desk/people/index.ts';
import { en as cardTexts } from '../platforms/adaptive-card/texts.en.ts';
import { en as browserTexts } from '../platforms/browser/texts.en.ts';
import type { Messenger, Platform } from '../platforms/platform.ts';
import { slackTexts } from '../platforms/slack/texts.en.ts';
import { teamsTexts } from '../platforms/teams/texts.en.ts';
import { commandButton } from '../router/menu.ts';
import type { DeskReads } from './desk.ts';
import type { Log } from './log.ts';

export interface PlatformOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** The page's one-time key; undefined when it needs none. */
  readonly key: string | undefined;
  readonly reads: DeskReads;
}

/** What the page says about the library and the people that it shows. */
export const pageTexts = {
  'desk.page.demo':
    'This is a demo library: nobody real is asked. Shifts are made up around the moment you started it, and when nobody answers a call the next people are asked every 20 seconds.',
  'desk.page.real':
    'A chat platform is connected: whoever is asked from this page is asked for real, in the name of the person you act as.',
  'desk.page.shift': 'At {branch} until {until}',
} as const;
const say = textsOf(pageTexts);

/** What the platforms themselves say, also those that are not configured. */
export const platformTexts = [pageTexts, cardTexts, browserTexts, slackTexts, teamsTexts];

/** Whether people of a real workspace or tenant are reached. */
export function isChat({ slack, teams }: Pick<Config, 'slack' | 'teams'>): boolean {
  return slack !== undefined || (teams !== undefined && !teams.local);
}

/** With a chat platform beside it, whoever is asked from the page is asked for real, also about the demo library. */
function pageNote(config: Config) {
  if (isChat(config)) return { demoNote: say('desk.page.real') };
  return config.demo ? { demoNote: say('desk.page.demo') } : {};
}

/** Whether a person is on shift, and where until when; and what they dial there; which building others are in is not known. */
function whereaboutsOf(member: StaffMember, { roster, branches }: DeskReads, clock: Clock) {
  const [shift] = roster.shiftsOf(`staff:${member.id}`, clock.now());
  const branch = shift === undefined ? undefined : branches.byCode(shift.branch);
  const dialText = branches.dialText(branch);
  if (shift === undefined || branch === undefined) return { onShift: false, dialText };
  const until = { instant: shift.endAt, zone: branch.timezone };
  const detail = say('desk.page.shift', { branch: branches.label(branch), until });
  return { onShift: true, detail, dialText };
}

/** Somebody who is no longer on the list of staff, and has a part in a call. */
function leftInCall(user: string, call: string | undefined, { people, partInCalls }: DeskReads) {
  const person = `staff:${user}`;
  const member = people.staff(person);
  if (member === undefined || member.active || !partInCalls.has(person, call)) return undefined;
  return { user, name: member.name };
}

/** The buttons of records that open a form: Teams has to know it when it draws them. */
const formButtons = new Set([
  'help.close',
  'help.building',
  'incident.continue',
  'incident.add',
  'incident.answer',
  'incident.ask',
  'incident.close',
  'incident.reopen',
  'incident.fromCall',
  'escalation.reason',
  'escalation.building',
]);

/** Makes the platforms that are configured. One that is not is not loaded either. */
export async function loadPlatforms({
  config,
  clock,
  log,
  key,
  reads,
}: PlatformOptions): Promise<readonly Platform[]> {
  const platforms: Platform[] = [];
  if (config.slack !== undefined) {
    const { createSlackPlatform } = await import('../platforms/slack/index.ts');
    platforms.push(createSlackPlatform({ ...config.slack, log, clock }));
  }
  if (config.teams !== undefined) {
    const { createTeamsPlatform } = await import('../platforms/teams/index.ts');
    const zone = () => reads.branches.organisation().timezone;
    platforms.push(createTeamsPlatform({ ...config.teams, log, clock, zone, formButtons, commandButton }));
  }
  if (config.browser) {
    const { createBrowserPlatform } = await import('../platforms/browser/index.ts');
    const { people, branches } = reads;
    platforms.push(
      createBrowserPlatform({
        clock,
        log,
        title: () => branches.organisation().name ?? 'Deskbell',
        dialText: () => branches.dialText(undefined),
        zone: () => branches.organisation().timezone,
        branches: () => branches.all().map((branch) => ({ code: branch.id, name: branches.label(branch) })),
        people: () =>
          people.all().map((member) => ({
            user: member.id,
            name: member.name,
            role: member.role,
            branches: member.branches,
            ...whereaboutsOf(member, reads, clock),
          })),
        left: (user, call) => leftInCall(user, call, reads),
        boards: ['today'],
        ...pageNote(config),
        ...(key === undefined ? {} : { key }),
      }),
    );
  }
  return platforms;
}

/** Makes the later routes that are configured, in the order in which they are taken. */
export async function loadMessengers({
  config,
  clock,
  log,
}: Pick<PlatformOptions, 'config' | 'clock' | 'log'>): Promise<readonly Messenger[]> {
  const messengers: Messenger[] = [];
  if (config.email !== undefined) {
    const { createEmail } = await import('../platforms/email/index.ts');
    messengers.push(createEmail({ ...config.email, clock, log }));
  }
  if (config.webhook !== undefined) {
    const { createWebhook } = await import('../platforms/webhook/index.ts');
    messengers.push(createWebhook({ ...config.webhook, clock }));
  }
  return messengers;
}
