import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import { createWords } from '../../../src/chat/words.ts';
import { readConfig } from '../../../src/config.ts';
import { en as cardTexts } from '../../../src/platforms/adaptive-card/index.ts';
import type { Platform } from '../../../src/platforms/platform.ts';
import { createTeamsPlatform, teamsTexts } from '../../../src/platforms/teams/index.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import { entraId, type StandInOptions, startTeams, type TeamsStandIn } from '../../support/teams/index.ts';
import { serveRoutes } from '../serve-routes.ts';
import { createTinyDesk, type TinyDesk } from '../slack/tiny-desk.ts';

export interface ServedTeams {
  readonly teams: TeamsStandIn;
  readonly platform: Platform;
  readonly desk: TinyDesk;
  readonly clock: DrivenClock;
  readonly deskUrl: string;
  /** What was logged, as lines. */
  readonly logged: readonly string[];
}

export const startsAt = '2026-11-22T18:00:00.000Z';

export const maria = entraId('Maria Santos');
export const ben = entraId('Ben Ortiz');
export const guest = entraId('Gil Guest');
export const stranger = entraId('Olga Other');
export const team = '19:central@thread.tacv2';
export const channel = '19:desk@thread.tacv2';
export const group = '19:group@thread.v2';

const library: StandInOptions = {
  users: [
    { id: maria, name: 'Maria Santos', upn: 'maria@example.org' },
    { id: ben, name: 'Ben Ortiz', upn: 'ben@example.org' },
    { id: guest, name: 'Gil Guest', kind: 'guest' },
    { id: stranger, name: 'Olga Other', kind: 'stranger' },
  ],
  teams: [{ id: team, channels: [{ id: channel, name: 'Desk' }], members: [maria, ben, guest] }],
  groups: [{ id: group, members: [maria, ben] }],
};

/** The Teams platform with a stand-in tenant on one side and a tiny desk on the other. */
export async function serveTeams(
  options: StandInOptions & {
    readonly unstarted?: boolean;
    readonly local?: boolean;
    readonly deskPassword?: string;
    readonly commands?: TinyDesk['commands'];
    /** Over the settings that the stand-in gives the program. */
    readonly settings?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<ServedTeams> {
  const {
    unstarted = false,
    local = false,
    deskPassword,
    commands = [],
    settings = {},
    ...changes
  } = options;
  const clock = createDrivenClock(startsAt);
  const teams = await startTeams({ ...library, elapsedMs: clock.elapsedMs, ...changes });
  const logged: string[] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const platform = createTeamsPlatform({
    ...(local ? { local, appType: 'SingleTenant' } : appSettings(teams, settings)),
    ...(deskPassword === undefined ? {} : { password: deskPassword }),
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    clock,
    zone: () => 'America/Toronto',
    formButtons: new Set(['tiny.form']),
    commandButton: 'desk.command',
  });
  const words = createWords({ en: [teamsTexts, cardTexts] });
  const tiny = createTinyDesk();
  const desk = Object.assign(tiny, {
    words,
    commands,
    // The desk tells only what has been checked.
    standingOf({ user }: { readonly user: string }) {
      const standing = tiny.standings.get(user);
      return standing === 'unverified' ? undefined : standing;
    },
    contactOf: ({ user }: { readonly user: string }) =>
      tiny.known.findLast((known) => known.user === user && known.contact !== undefined)?.contact,
  });
  for (const user of [maria, ben]) desk.standings.set(user, 'member');
  const served = await serveRoutes(platform);
  const { deskUrl } = served;
  onTestFinished(async () => {
    teams.heal();
    await platform.stop();
    await served.stop();
    await teams.stop();
  });
  if (!unstarted) await platform.start(desk);
  return { teams, platform, desk, clock, deskUrl, logged };
}

/** The stand-in's settings as the program reads them. */
function appSettings({ settings }: TeamsStandIn, changes: Readonly<Record<string, string | undefined>>) {
  const { teams } = readConfig({ ...settings, DESKBELL_DATA: tmpdir(), ...changes });
  if (teams === undefined) throw new Error('The stand-in configures no Teams.');
  return teams;
}
