import { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { type Setting, secret, setting } from './setting.ts';

export const teamsAppTypes = ['SingleTenant', 'MultiTenant', 'UserAssignedMSI'] as const;

/** With `local`, authentication is off and there is no app; else id and tenant are there, and a password except for an MSI. */
export interface TeamsSettings {
  readonly local: boolean;
  readonly appId?: string;
  readonly password?: string;
  readonly tenantId?: string;
  readonly appType: (typeof teamsAppTypes)[number];
  /** Absent: Microsoft's public cloud. */
  readonly cloud?: TeamsCloud;
}

/** Where another Microsoft cloud, or a stand-in, is. */
export interface TeamsCloud {
  readonly loginUrl: string;
  readonly oauthScope: string;
  readonly tokenIssuer: string;
  readonly openIdMetadataUrl: string;
  readonly oauthUrl: string;
}

/** The rows of the settings table. */
export const teamsTable: readonly Setting[] = [
  setting(
    'MicrosoftAppId',
    '',
    'The app id of your Azure Bot. Turns Teams on: Microsoft calls POST /api/messages.',
  ),
  secret('MicrosoftAppPassword', 'The client secret of the app. Not with UserAssignedMSI.'),
  setting('MicrosoftAppTenantId', '', 'The id of your Entra tenant. Nobody else gets in.'),
  setting('MicrosoftAppType', 'SingleTenant', `What the Azure Bot is: ${teamsAppTypes.join(', ')}.`),
  setting(
    'TEAMS_LOCAL',
    '0',
    '1 takes Teams activities from anybody on this machine, for a look in the Agents Playground.',
  ),
  setting(
    'ToChannelFromBotLoginUrl',
    'public cloud',
    'For other Microsoft clouds and tests, all five or none: where the app signs in.',
  ),
  setting('ToChannelFromBotOAuthScope', 'public cloud', 'What it signs in for.'),
  setting('ToBotFromChannelTokenIssuer', 'public cloud', 'Who signs what arrives.'),
  setting('ToBotFromChannelOpenIdMetadataUrl', 'public cloud', 'Where the keys are told.'),
  setting('OAuthUrl', 'public cloud', "The Bot Framework's token service."),
];

const cloudNames = [
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'OAuthUrl',
] as const;

/** Microsoft's own names, so that its guides apply. */
export const teamsEnvironment = {
  MicrosoftAppId: guid(
    'an app id. Copy "Microsoft App ID" from "Configuration" of your Azure Bot.',
  ).optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: guid(
    'a tenant id. Copy "App Tenant ID" from "Configuration" of your Azure Bot.',
  ).optional(),
  MicrosoftAppType: z
    .enum(teamsAppTypes, `is not a type of app. Set one of ${teamsAppTypes.join(', ')}.`)
    .default('SingleTenant'),
  TEAMS_LOCAL: z.enum(['0', '1'], 'can be 1 (a look without a tenant) or 0.').default('0'),
  ToChannelFromBotLoginUrl: z
    .url({
      protocol: /^https$/,
      error: 'is not an https address. Set one such as https://login.microsoftonline.us/<tenant id>.',
    })
    .optional(),
  ToChannelFromBotOAuthScope: z.string().optional(),
  ToBotFromChannelTokenIssuer: z.string().optional(),
  ToBotFromChannelOpenIdMetadataUrl: webAddress().optional(),
  OAuthUrl: webAddress().optional(),
};

type Environment = z.output<z.ZodObject<typeof teamsEnvironment>>;

/** Undefined while Teams is not configured. */
export function teamsSettings(settings: Environment): TeamsSettings | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppPassword: password, MicrosoftAppTenantId: tenantId } = settings;
  const local = settings.TEAMS_LOCAL === '1';
  if (appId === undefined && !local) return undefined;
  const cloud = teamsCloud(settings);
  return {
    local,
    appType: settings.MicrosoftAppType,
    ...(appId !== undefined && { appId }),
    ...(password !== undefined && { password }),
    ...(tenantId !== undefined && { tenantId }),
    ...(cloud !== undefined && { cloud }),
  };
}

function teamsCloud(settings: Environment): TeamsCloud | undefined {
  const loginUrl = settings.ToChannelFromBotLoginUrl;
  const oauthScope = settings.ToChannelFromBotOAuthScope;
  const tokenIssuer = settings.ToBotFromChannelTokenIssuer;
  const openIdMetadataUrl = settings.ToBotFromChannelOpenIdMetadataUrl;
  const oauthUrl = settings.OAuthUrl;
  if (!loginUrl || !oauthScope || !tokenIssuer || !openIdMetadataUrl || !oauthUrl) return undefined;
  return { loginUrl, oauthScope, tokenIssuer, openIdMetadataUrl, oauthUrl };
}

/** Problems between the settings of Teams, as sentences. */
export function teamsProblems(given: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const isSet = (name: string) => given[name] !== undefined;
  const app = ['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'MicrosoftAppType', ...cloudNames].filter(
    isSet,
  );
  const managed = given.MicrosoftAppType === 'UserAssignedMSI';
  if (given.TEAMS_LOCAL === '1') {
    if (isSet('MicrosoftAppId')) {
      problems.push(
        'TEAMS_LOCAL is 1, which lets anybody in, and MicrosoftAppId is set, which is for your real tenant. Take one of them out.',
      );
    }
    const slack = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'].find(isSet);
    if (slack !== undefined) {
      problems.push(
        `TEAMS_LOCAL is 1, which lets anybody in, and Slack is set up (${slack}), which is for your staff. Take one of them out.`,
      );
    }
    if (given.HOST !== undefined && !isLoopback(given.HOST)) {
      problems.push(
        'TEAMS_LOCAL is 1, which lets anybody in, and HOST is not this machine. Set HOST=127.0.0.1, or take TEAMS_LOCAL out.',
      );
    }
  } else if (!isSet('MicrosoftAppId')) {
    if (app[0] !== undefined) {
      problems.push(`${app[0]} is set, but MicrosoftAppId is not. Set the id of the app as well.`);
    }
  } else {
    if (!managed && !isSet('MicrosoftAppPassword')) {
      problems.push('MicrosoftAppPassword is not set. Set the client secret of the app as well.');
    }
    if (managed && isSet('MicrosoftAppPassword')) {
      problems.push(
        'MicrosoftAppPassword is set, but an app of the type UserAssignedMSI has none. Take it out.',
      );
    }
    if (!isSet('MicrosoftAppTenantId')) {
      problems.push('MicrosoftAppTenantId is not set. Set the id of your Entra tenant as well.');
    }
  }
  const absent = cloudNames.filter((name) => !isSet(name));
  if (absent.length > 0 && absent.length < cloudNames.length) {
    problems.push(
      `The settings of another Microsoft cloud go together. Set ${absent.join(', ')} as well, or none of the five.`,
    );
  }
  return problems;
}

function guid(what: string) {
  return z
    .string()
    .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, `is not ${what}`)
    .transform((id) => id.toLowerCase());
}

function webAddress() {
  return z.url({ protocol: /^https?$/, error: 'is not a web address.' });
}
