import { textsOf } from '../chat/text.ts';
import type { Config } from '../config.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Clock } from '../time.ts';
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

/** With a chat platform beside it, whoever is asked from the page is asked for real, also about the demo library. */
function pageNote(config: Config) {
  if (config.slack !== undefined) return { demoNote: say('desk.page.real') };
  return config.demo ? { demoNote: say('desk.page.demo') } : {};
}

/** Whether a person is on shift, and where until when. */
function shiftOf(person: string, { roster, branches }: DeskReads, clock: Clock) {
  const shift = roster.shiftsOf(person, clock.now())[0];
  const branch = shift === undefined ? undefined : branches.byCode(shift.branch);
  if (shift === undefined || branch === undefined) return { onShift: false };
  const until = { instant: shift.endAt, zone: branch.timezone };
  return { onShift: true, detail: say('desk.page.shift', { branch: branches.label(branch), until }) };
}

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
  if (config.browser) {
    const { createBrowserPlatform } = await import('../platforms/browser/index.ts');
    const { people, branches } = reads;
    platforms.push(
      createBrowserPlatform({
        clock,
        log,
        title: () => branches.organisation().name,
        zone: () => branches.organisation().timezone,
        branches: () => branches.all().map((branch) => ({ code: branch.id, name: branches.label(branch) })),
        people: () =>
          people.all().map((member) => ({
            user: member.id,
            name: member.name,
            role: member.role,
            branches: member.branches,
            ...shiftOf(`staff:${member.id}`, reads, clock),
          })),
        ...pageNote(config),
        ...(key === undefined ? {} : { key }),
      }),
    );
  }
  return platforms;
}
