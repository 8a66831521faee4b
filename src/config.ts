import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import {
  type MailSettings,
  mailSettings,
  routesEnvironment,
  routesProblems,
  routesTable,
  type WebhookSettings,
  webhookSettings,
} from './config/routes.ts';
import { type Setting, secret, setting } from './config/setting.ts';
import {
  type TeamsSettings,
  teamsEnvironment,
  teamsProblems,
  teamsSettings,
  teamsTable,
} from './config/teams.ts';
import { DeskError } from './errors.ts';
import { isLoopback } from './loopback.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The settings of a start, read once and checked. Paths are absolute. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The folder that the administrator edits. */
  readonly dataDirectory: string;
  readonly databaseDirectory: string;
  /** Whether the data is the demo library's: its shifts are computed around the moment of the start. */
  readonly demo: boolean;
  /** Whether the built-in page is served. */
  readonly browser: boolean;
  readonly logLevel: LogLevel;
  /** Absent while Slack is not configured. */
  readonly slack?: SlackSettings;
  /** Absent while Teams is not configured. */
  readonly teams?: TeamsSettings;
  /** The routes after the platforms; absent while not configured. */
  readonly email?: MailSettings;
  readonly webhook?: WebhookSettings;
  /** Sentences for the operator about names that look misspelt; nothing in them is secret. */
  readonly warnings: readonly string[];
}

/** At least one of signing secret (HTTP) and app token (Socket Mode) is there. */
export interface SlackSettings {
  readonly botToken: string;
  readonly signingSecret?: string;
  readonly appToken?: string;
  /** Absent: Slack's own. */
  readonly apiUrl?: string;
}

/** Every setting there is, in the order of the README's table. */
export const settingsTable: readonly Setting[] = [
  setting(
    'HOST',
    '127.0.0.1',
    'Address to listen on. Anything but this machine needs a chat platform and no page.',
  ),
  setting('PORT', '3000', 'Port to listen on; 0 takes any free one.'),
  setting('DESKBELL_DATA', 'data/demo', 'Folder of the files you edit. Must be set once a chat platform is.'),
  setting('DESKBELL_DB', 'data/db (demo: data/demo-db)', 'Folder of the database.'),
  setting(
    'DESKBELL_BROWSER',
    'on without a chat platform, else off',
    '1 serves the built-in page, on this machine only; 0 does not.',
  ),
  setting('LOG_LEVEL', 'info', `How much is logged: ${logLevels.join(', ')}.`),
  secret('SLACK_BOT_TOKEN', 'The bot token (xoxb-) of your Slack app. Turns Slack on.'),
  secret('SLACK_SIGNING_SECRET', 'The signing secret of your Slack app: Slack calls POST /slack/events.'),
  secret(
    'SLACK_APP_TOKEN',
    'An app token (xapp-): Socket Mode, which needs no public address. Wins if both are set.',
  ),
  setting('SLACK_API_URL', "Slack's own", 'Another Web API address, for tests and a local Slack.'),
  ...teamsTable,
  ...routesTable,
];

/** Where the demo library lies: in the program's own folder, wherever it is started from. */
export const demoDirectory = programPath('data/demo');

/** What a header can carry. A character that cannot be seen comes along with what is copied. */
const plainCharacters = /^[\x21-\x7e]*$/;
const unreadable =
  'holds a character that no token or secret has, such as … or one that cannot be seen. Copy it anew.';

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'is not a port. Set a number from 0 to 65535.', abort: true })
    .transform(Number)
    .refine((port) => port <= 65535, 'is not a port. Set a number from 0 to 65535.')
    .default(3000),
  DESKBELL_DATA: z.string().optional(),
  DESKBELL_DB: z.string().optional(),
  DESKBELL_BROWSER: z.enum(['0', '1'], 'can be 1 (serve the built-in page) or 0 (do not).').optional(),
  LOG_LEVEL: z.enum(logLevels, `is not a level. Set one of ${logLevels.join(', ')}.`).default('info'),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith(
      'xoxb-',
      'is not a bot token. Copy the one that begins with xoxb- from "OAuth & Permissions".',
    )
    .regex(plainCharacters, unreadable)
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(
      /^(?!xox|xapp-)/,
      'is a token, not a signing secret. Copy "Signing Secret" from "Basic Information".',
    )
    .regex(plainCharacters, unreadable)
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'is not an app token. Make one that begins with xapp- under "Basic Information", with connections:write.',
    )
    .regex(plainCharacters, unreadable)
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'is not a web address. Set one such as https://slack.com/api/.' })
    .optional(),
  ...teamsEnvironment,
  ...routesEnvironment,
});
type Environment = z.output<typeof environment>;

/** The environment with blank settings left out: an empty line in an .env file means "not set". */
type Given = Readonly<Record<string, string>>;

/**
 * Reads the settings. The caller hands in the environment, so that tests need no globals.
 *
 * @throws DeskError BAD_SETTINGS naming every problem at once, one per line, without any secret.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = settingsGiven(env);
  const parsed = environment.safeParse(given);
  const hints = misspeltSharedNames(given);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...unknownNames(given),
    ...crossProblems(given),
  ];
  if (!parsed.success || problems.length > 0) {
    const lines = [...problems, ...hints].map((problem) => `- ${problem}`);
    throw new DeskError('BAD_SETTINGS', ['The settings need a correction:', ...lines].join('\n'));
  }
  return toConfig(parsed.data, hints);
}

function toConfig(settings: Environment, warnings: readonly string[]): Config {
  const slack = slackSettings(settings);
  const teams = teamsSettings(settings);
  const email = mailSettings(settings);
  const webhook = webhookSettings(settings);
  const chat = slack !== undefined || (teams !== undefined && !teams.local);
  const dataDirectory =
    settings.DESKBELL_DATA === undefined ? demoDirectory : resolve(settings.DESKBELL_DATA);
  const demo = dataDirectory === demoDirectory;
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDirectory,
    databaseDirectory:
      settings.DESKBELL_DB === undefined
        ? programPath(demo ? 'data/demo-db' : 'data/db')
        : resolve(settings.DESKBELL_DB),
    demo,
    browser: settings.DESKBELL_BROWSER === '1' || (!chat && settings.DESKBELL_BROWSER !== '0'),
    logLevel: settings.LOG_LEVEL,
    ...(slack !== undefined && { slack }),
    ...(teams !== undefined && { teams }),
    ...(email !== undefined && { email }),
    ...(webhook !== undefined && { webhook }),
    warnings,
  };
}

function slackSettings(settings: Environment): SlackSettings | undefined {
  if (settings.SLACK_BOT_TOKEN === undefined) return undefined;
  return {
    botToken: settings.SLACK_BOT_TOKEN,
    ...(settings.SLACK_SIGNING_SECRET !== undefined && { signingSecret: settings.SLACK_SIGNING_SECRET }),
    ...(settings.SLACK_APP_TOKEN !== undefined && { appToken: settings.SLACK_APP_TOKEN }),
    ...(settings.SLACK_API_URL !== undefined && { apiUrl: settings.SLACK_API_URL }),
  };
}

/** Problems between settings, found also when single settings are wrong, so that nobody corrects them one by one. */
function crossProblems(given: Given): string[] {
  const problems: string[] = [];
  const token = given.SLACK_BOT_TOKEN !== undefined;
  const wayIn = given.SLACK_SIGNING_SECRET !== undefined || given.SLACK_APP_TOKEN !== undefined;
  if (token && !wayIn) {
    problems.push(
      'SLACK_BOT_TOKEN is set, but Slack has no way in. Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) as well.',
    );
  }
  if (wayIn && !token) {
    const name = given.SLACK_APP_TOKEN === undefined ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN';
    problems.push(`${name} is set, but SLACK_BOT_TOKEN is not. Set the bot token (xoxb-) as well.`);
  }
  problems.push(...teamsProblems(given), ...routesProblems(given));
  const chat = token || wayIn || given.MicrosoftAppId !== undefined;
  if (chat && given.DESKBELL_DATA === undefined) {
    problems.push(
      'DESKBELL_DATA is not set. With a chat platform the desk needs your own library: set it to the folder that holds branches.json and staff.json (data/demo shows the format).',
    );
  }
  if (!chat && given.TEAMS_LOCAL !== '1' && given.DESKBELL_BROWSER === '0') {
    problems.push(
      'DESKBELL_BROWSER is 0 and no chat platform is set, so nobody could reach the desk. Set one of them.',
    );
  }
  const browser = given.DESKBELL_BROWSER === '1' || !chat;
  if (browser && given.HOST !== undefined && !isLoopback(given.HOST)) {
    problems.push(
      'HOST is not this machine, and the built-in page, where one chooses who one is, is on. Set HOST=127.0.0.1, or use a chat platform and leave DESKBELL_BROWSER unset.',
    );
  }
  return problems;
}

/** Names of ours that do not exist. The prefix is ours alone, so each is a mistake. */
function unknownNames(given: Given): string[] {
  return Object.keys(given)
    .filter((name) => name.startsWith('DESKBELL_') && !isKnown(name))
    .map((name) => `${name} is not a setting. Did you mean ${closest(name, knownNames(/^DESKBELL_/))}?`);
}

/** The platforms' own prefixes, which other tools share: a near miss is worth a word, but no reason not to start. */
const sharedPrefixes = /^(?:slack_|microsoft_?app|teams_)/i;

function misspeltSharedNames(given: Given): string[] {
  const missing = knownNames(sharedPrefixes).filter((name) => given[name] === undefined);
  return Object.keys(given).flatMap((name) => {
    if (!sharedPrefixes.test(name) || isKnown(name) || missing.length === 0) return [];
    const near = missing.toSorted((a, b) => distanceOf(name, a) - distanceOf(name, b))[0] as string;
    return distanceOf(name, near) <= 3
      ? [`${name} is not a setting and is not read. Did you mean ${near}?`]
      : [];
  });
}

/** Typing mistakes, but for case and underscores, which are easily mixed up: some names are Microsoft's. */
function distanceOf(name: string, other: string): number {
  const letters = (text: string) => text.toLowerCase().replaceAll('_', '');
  return distance(letters(name), letters(other));
}

function settingsGiven(env: Readonly<Record<string, string | undefined>>): Given {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const trimmed = value?.trim();
    if (trimmed) given[name] = trimmed;
  }
  return given;
}

function knownNames(prefix: RegExp): string[] {
  return settingsTable.map(({ name }) => name).filter((name) => prefix.test(name));
}

function isKnown(name: string): boolean {
  return settingsTable.some((entry) => entry.name === name);
}

/** A path below the folder of the program, which is one above both `src` and `dist`. */
function programPath(path: string): string {
  return resolve(fileURLToPath(new URL('..', import.meta.url)), path);
}
