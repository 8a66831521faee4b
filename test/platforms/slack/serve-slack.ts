import { onTestFinished } from 'vitest';
import type { Platform } from '../../../src/platforms/platform.ts';
import { createSlackPlatform } from '../../../src/platforms/slack/index.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import {
  type Reach,
  type SlackStandIn,
  type SlackUser,
  type StandInOptions,
  slackUser,
  startSlackStandIn,
} from '../../support/slack/index.ts';
import { serveRoutes } from '../serve-routes.ts';
import { createTinyDesk, type TinyDesk } from './tiny-desk.ts';

export interface ServedSlack {
  readonly slack: SlackStandIn;
  readonly platform: Platform;
  readonly desk: TinyDesk;
  readonly clock: DrivenClock;
  readonly deskUrl: string;
  /** What was logged, as lines. */
  readonly logged: readonly string[];
  user(id: string): SlackUser;
}

export const startsAt = '2026-11-22T18:00:00.000Z';

const library: StandInOptions = {
  users: [
    { id: 'U0MARIA', name: 'Maria Santos', email: 'maria@example.org' },
    { id: 'U0BEN', name: 'Ben Ortiz' },
    { id: 'U0GUEST', name: 'Gil Guest', kind: 'guest' },
    { id: 'U0OTHER', name: 'Olga Other', kind: 'stranger', team: 'T0OTHER' },
  ],
  channels: [{ id: 'C0CEN', name: 'central', members: ['U0MARIA', 'U0BEN'] }],
};

/** The Slack platform with a stand-in workspace on one side and a tiny desk on the other. */
export async function serveSlack(
  options: StandInOptions & {
    readonly by?: 'http' | 'socket';
    readonly unstarted?: boolean;
    /** What the platform kept at an earlier start. */
    readonly kept?: string;
  } = {},
): Promise<ServedSlack> {
  const { by = 'http', unstarted = false, kept, ...changes } = options;
  const slack = await startSlackStandIn({ ...library, ...changes });
  const clock = createDrivenClock(startsAt);
  const logged: string[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const platform = createSlackPlatform({
    botToken: slack.botToken,
    ...(by === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken }),
    apiUrl: slack.apiUrl,
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    clock,
  });
  const desk = createTinyDesk();
  desk.kept = kept;
  for (const id of ['U0MARIA', 'U0BEN']) desk.standings.set(id, 'member');
  const served = await serveRoutes(platform);
  const { deskUrl } = served;
  onTestFinished(async () => {
    slack.heal();
    await platform.stop();
    await served.stop();
    await slack.stop();
  });
  if (!unstarted) await platform.start(desk);
  const reach: Reach = by === 'socket' ? 'socket' : { deskUrl, now: () => Date.parse(clock.now()) };
  return { slack, platform, desk, clock, deskUrl, logged, user: (id) => slackUser(slack, reach, id) };
}
