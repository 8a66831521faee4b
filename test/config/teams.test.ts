import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

const id = '0f1e2d3c-4b5a-4697-8877-665544332211';
const tenant = '11112222-3333-4444-8555-666677778888';
const app = { MicrosoftAppId: id, MicrosoftAppPassword: 'secret-words', MicrosoftAppTenantId: tenant };
const chat = { ...app, DESKBELL_DATA: '/tmp/library' };
const cloud = {
  ToChannelFromBotLoginUrl: `https://login.microsoftonline.us/${tenant}`,
  ToChannelFromBotOAuthScope: 'https://api.botframework.us',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  OAuthUrl: 'https://tokengcch.botframework.azure.us/',
};

describe('Teams', () => {
  it('is off without an app id', () => {
    expect(readConfig({}).teams).toBeUndefined();
  });

  it('is a single-tenant app in the public cloud unless told', () => {
    const config = readConfig({ ...chat, MicrosoftAppId: id.toUpperCase() });
    expect(config.teams).toEqual({
      local: false,
      appId: id,
      password: 'secret-words',
      tenantId: tenant,
      appType: 'SingleTenant',
    });
    expect(config.browser).toBe(false);
  });

  it('takes another cloud of Microsoft’s', () => {
    expect(readConfig({ ...chat, ...cloud }).teams?.cloud).toEqual({
      loginUrl: cloud.ToChannelFromBotLoginUrl,
      oauthScope: cloud.ToChannelFromBotOAuthScope,
      tokenIssuer: cloud.ToBotFromChannelTokenIssuer,
      openIdMetadataUrl: cloud.ToBotFromChannelOpenIdMetadataUrl,
      oauthUrl: cloud.OAuthUrl,
    });
  });

  it('needs no password with a managed identity', () => {
    const { MicrosoftAppPassword: _, ...rest } = chat;
    expect(readConfig({ ...rest, MicrosoftAppType: 'UserAssignedMSI' }).teams?.appType).toBe(
      'UserAssignedMSI',
    );
  });

  it('can be looked at on this machine, with the demo library and the page', () => {
    const config = readConfig({ TEAMS_LOCAL: '1' });
    expect(config.teams).toEqual({ local: true, appType: 'SingleTenant' });
    expect(config).toMatchObject({ browser: true, demo: true });
    expect(readConfig({ TEAMS_LOCAL: '1', DESKBELL_BROWSER: '0' }).browser).toBe(false);
  });
});

it('names that look like Microsoft’s are worth a word', () => {
  expect(readConfig({ MICROSOFT_APP_ID: id, MicrosoftAppPasword: 'x' }).warnings).toEqual([
    'MICROSOFT_APP_ID is not a setting and is not read. Did you mean MicrosoftAppId?',
    'MicrosoftAppPasword is not a setting and is not read. Did you mean MicrosoftAppPassword?',
  ]);
});

describe('what is wrong with the settings of Teams', () => {
  const wrong: readonly (readonly [Record<string, string>, readonly string[]])[] = [
    [
      { MicrosoftAppId: id },
      ['MicrosoftAppPassword is not set', 'MicrosoftAppTenantId is not set', 'DESKBELL_DATA'],
    ],
    [{ MicrosoftAppPassword: 'secret-words' }, ['MicrosoftAppPassword is set, but MicrosoftAppId is not']],
    [{ ...cloud }, ['ToChannelFromBotLoginUrl is set, but MicrosoftAppId is not']],
    [{ ...chat, MicrosoftAppId: 'my bot' }, ['MicrosoftAppId is not an app id']],
    [{ ...chat, MicrosoftAppTenantId: 'contoso' }, ['MicrosoftAppTenantId is not a tenant id']],
    [{ ...chat, MicrosoftAppType: 'Single' }, ['MicrosoftAppType is not a type of app']],
    [{ ...chat, MicrosoftAppType: 'UserAssignedMSI' }, ['an app of the type UserAssignedMSI has none']],
    [{ ...chat, OAuthUrl: cloud.OAuthUrl }, ['go together', 'ToChannelFromBotLoginUrl']],
    [{ ...chat, ...cloud, ToChannelFromBotLoginUrl: 'http://x.example/' }, ['is not an https address']],
    [{ ...app, TEAMS_LOCAL: '1' }, ['Take one of them out']],
    [
      { TEAMS_LOCAL: '1', HOST: '0.0.0.0' },
      ['TEAMS_LOCAL is 1, which lets anybody in, and HOST is not this machine'],
    ],
    [
      { TEAMS_LOCAL: '1', SLACK_BOT_TOKEN: 'xoxb-1' },
      ['TEAMS_LOCAL is 1, which lets anybody in, and Slack is set up'],
    ],
    [{ TEAMS_LOCAL: 'yes' }, ['TEAMS_LOCAL can be 1']],
  ];

  it.each(wrong)('is said in sentences, all at once, without any secret: %j', (env, sentences) => {
    const problem = () => readConfig(env);
    for (const sentence of sentences) expect(problem).toThrow(sentence);
    try {
      problem();
    } catch (thrown) {
      expect(String(thrown)).not.toContain('secret-words');
    }
  });
});
