import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoDirectory, readConfig, settingsTable } from '../src/config.ts';
import { DeskError } from '../src/errors.ts';

const slack = {
  DESKBELL_DATA: '/srv/library',
  SLACK_BOT_TOKEN: 'xoxb-secret-bot',
  SLACK_APP_TOKEN: 'xapp-secret-app',
};

/** The sentences of a start that is refused. */
function problemsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof DeskError && error.code === 'BAD_SETTINGS')
      return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

describe('with nothing set', () => {
  it('is the demo library in the browser, on this machine only', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDirectory: demoDirectory,
      databaseDirectory: resolve(demoDirectory, '../demo-db'),
      demo: true,
      browser: true,
      logLevel: 'info',
      warnings: [],
    });
  });

  it('takes blank settings for absent ones', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: ' ', DESKBELL_DATA: '' })).toEqual(readConfig({}));
  });
});

describe('an own library', () => {
  it('has a database of its own and no demo shifts', () => {
    const config = readConfig({ DESKBELL_DATA: '/srv/library' });
    expect(config).toMatchObject({ dataDirectory: '/srv/library', demo: false, browser: true });
    expect(config.databaseDirectory).toBe(resolve(demoDirectory, '../db'));
  });

  it('may choose where its database lies, seen from where it is started', () => {
    expect(readConfig({ DESKBELL_DB: 'here/db' }).databaseDirectory).toBe(resolve('here/db'));
  });

  it('takes port 0 for any free one', () => {
    expect(readConfig({ PORT: '0' }).port).toBe(0);
  });
});

describe('Slack', () => {
  it('turns the page off, unless it is asked for', () => {
    expect(readConfig(slack)).toMatchObject({
      browser: false,
      slack: { botToken: 'xoxb-secret-bot', appToken: 'xapp-secret-app' },
    });
    expect(readConfig({ ...slack, DESKBELL_BROWSER: '1' }).browser).toBe(true);
  });

  it('may listen to the whole network, as there is no page', () => {
    expect(readConfig({ ...slack, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('may use the demo library, when that is asked for', () => {
    expect(readConfig({ ...slack, DESKBELL_DATA: demoDirectory }).demo).toBe(true);
  });

  it('needs an own data folder, a bot token and a way in', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
      expect.stringContaining('Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)'),
      expect.stringContaining('DESKBELL_DATA is not set'),
    ]);
    expect(problemsOf({ SLACK_SIGNING_SECRET: 'abc', DESKBELL_DATA: '/srv' })).toEqual([
      expect.stringContaining('SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not'),
    ]);
  });

  it('tells of tokens in the wrong place, without repeating them', () => {
    const problems = problemsOf({
      DESKBELL_DATA: '/srv',
      SLACK_BOT_TOKEN: 'xapp-secret-1',
      SLACK_APP_TOKEN: 'xoxb-secret-2',
      SLACK_SIGNING_SECRET: 'xoxp-secret-3',
    });
    expect(problems).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN is not a bot token'),
      expect.stringContaining('SLACK_SIGNING_SECRET is a token, not a signing secret'),
      expect.stringContaining('SLACK_APP_TOKEN is not an app token'),
    ]);
    expect(problems.join()).not.toContain('secret-');
  });

  it.each(['xoxb-…', 'xoxb-1\u200b'])('tells of a token that no header can carry: %s', (token) => {
    expect(problemsOf({ ...slack, SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: 'xapp-…' })).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN holds a character'),
      expect.stringContaining('SLACK_APP_TOKEN holds a character'),
    ]);
  });
});

describe('mistakes', () => {
  it('are all told at once', () => {
    const problems = problemsOf({
      PORT: '70000',
      LOG_LEVEL: 'loud',
      DESKBELL_BROWSER: 'yes',
      SLACK_API_URL: 'slack.com',
      HOST: '0.0.0.0',
    });
    expect(problems).toEqual([
      expect.stringContaining('PORT is not a port'),
      expect.stringContaining('DESKBELL_BROWSER can be 1'),
      expect.stringContaining('LOG_LEVEL is not a level'),
      expect.stringContaining('SLACK_API_URL is not a web address'),
      expect.stringContaining('HOST is not this machine'),
    ]);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('do not include serving the page on %s', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host);
  });

  it.each(['0.0.0.0', '::', '192.168.0.5', 'desk.example.org'])('include serving the page on %s', (host) => {
    expect(problemsOf({ HOST: host })).toHaveLength(1);
    expect(problemsOf({ ...slack, HOST: host, DESKBELL_BROWSER: '1' })).toHaveLength(1);
  });

  it('include a desk that nobody could reach', () => {
    expect(problemsOf({ DESKBELL_BROWSER: '0' })).toEqual([expect.stringContaining('nobody could reach')]);
  });

  it('include names that look like settings', () => {
    expect(problemsOf({ DESKBELL_DATABASE: '/srv/db' })).toEqual([
      expect.stringMatching(/DESKBELL_DATABASE is not a setting. Did you mean DESKBELL_DATA\?/),
    ]);
    expect(
      problemsOf({ DESKBELL_DATA: '/srv', SLACK_BOT_TOKN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }),
    ).toEqual([
      expect.stringContaining('SLACK_BOT_TOKEN is not'),
      expect.stringContaining('Did you mean SLACK_BOT_TOKEN?'),
    ]);
  });

  it('of other tools do not keep the demo from starting', () => {
    expect(readConfig({ SLACK_API_TOKEN: 'xoxp-other', SLACK_CHANNEL: '#x' }).warnings).toEqual([
      'SLACK_API_TOKEN is not a setting and is not read. Did you mean SLACK_APP_TOKEN?',
    ]);
  });
});

it('has a row in the table for every setting, and knows which are secret', () => {
  expect(settingsTable.map((row) => row.name)).toEqual([
    'HOST',
    'PORT',
    'DESKBELL_DATA',
    'DESKBELL_DB',
    'DESKBELL_BROWSER',
    'LOG_LEVEL',
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_APP_TOKEN',
    'SLACK_API_URL',
    'MicrosoftAppId',
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'MicrosoftAppType',
    'TEAMS_LOCAL',
    'ToChannelFromBotLoginUrl',
    'ToChannelFromBotOAuthScope',
    'ToBotFromChannelTokenIssuer',
    'ToBotFromChannelOpenIdMetadataUrl',
    'OAuthUrl',
    'SMTP_URL',
    'SMTP_FROM',
    'NOTIFY_WEBHOOK_URL',
    'NOTIFY_WEBHOOK_SECRET',
  ]);
  expect(settingsTable.filter((row) => row.secret).map((row) => row.name)).toEqual([
    'SLACK_BOT_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_APP_TOKEN',
    'MicrosoftAppPassword',
    'SMTP_URL',
    'NOTIFY_WEBHOOK_SECRET',
  ]);
});
