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

/** What the page says about the library it shows. */
export const demoTexts = {
  'demo.note':
    'This is a demo library: nobody real is asked. Shifts are made up around the moment you started it, and when nobody answers a call the next people are asked every 20 seconds.',
} as const;
const say = textsOf(demoTexts);

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
    const { people, branches, roster } = reads;
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
            onShift: roster.shiftsOf(`staff:${member.id}`, clock.now()).length > 0,
          })),
        ...(config.demo ? { demoNote: say('demo.note') } : {}),
        ...(key === undefined ? {} : { key }),
      }),
    );
  }
  return platforms;
}
