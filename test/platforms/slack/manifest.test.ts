import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slackScopes } from '../../../src/platforms/slack/index.ts';
import { slackEvents } from '../../../src/platforms/slack/parse-event.ts';

const root = resolve(import.meta.dirname, '../../..');

const address = z.url({ protocol: /^https$/ });
const command = z.strictObject({
  command: z.string().regex(/^\/\S{1,31}$/),
  description: z.string().min(1).max(2000),
  usage_hint: z.string().min(1).max(1000),
  should_escape: z.boolean(),
  url: address.optional(),
});

/** Slack's own limits for a manifest; it refuses keys that it does not know. */
const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({
      display_name: z
        .string()
        .regex(/^[a-z0-9._-]+$/)
        .max(80),
      always_online: z.boolean(),
    }),
    shortcuts: z.array(
      z.strictObject({
        name: z.string().max(24),
        type: z.enum(['global', 'message']),
        callback_id: z.string().max(255),
        description: z.string().max(150),
      }),
    ),
    slash_commands: z.array(command).min(1).max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address.optional(),
      message_menu_options_url: address.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

const manifest = manifestSchema.parse(JSON.parse(readFileSync(resolve(root, 'manifest.json'), 'utf8')));

async function print(...args: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    resolve(root, 'scripts/slack-manifest.mjs'),
    ...args,
  ]);
  return manifestSchema.parse(JSON.parse(stdout));
}

describe('the manifest', () => {
  it.each([
    'https://desk.example.org/slack/events',
    'https://desk.example.org/slack',
    'https://me:pw@desk.example.org',
  ])('is not made for an address that would be wrong: %s', async (address) => {
    await expect(print(address)).rejects.toThrow('without /slack/events');
  });

  it('asks for the scopes that the README gives reasons for, and no others', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(slackScopes.map(({ scope }) => scope));
  });

  it('asks for every event that the desk takes, and no others', () => {
    // Slack names messages by where they are written; the desk takes them in its own chats alone.
    const types = manifest.settings.event_subscriptions.bot_events.map((name) =>
      name === 'message.im' ? 'message' : name,
    );
    expect(types.toSorted()).toEqual(slackEvents.toSorted());
  });

  it('is for Socket Mode: no addresses', () => {
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('url');
  });

  it('names the desk’s command in every shortcut', () => {
    const commands = manifest.features.slash_commands.map((one) => one.command.slice(1));
    for (const { callback_id } of manifest.features.shortcuts) {
      expect(commands).toContain(callback_id.replace(/^(command|message)\./, ''));
    }
  });

  it('is printed for HTTP with the address everywhere that Slack calls', async () => {
    const printed = await print('https://desk.example.org');
    const url = 'https://desk.example.org/slack/events';
    expect(printed.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { request_url: url, message_menu_options_url: url },
    });
    expect(printed.features.slash_commands.map((one) => one.url)).toEqual(
      manifest.features.slash_commands.map(() => url),
    );
    const below = await print('https://example.org/desk/');
    expect(below.settings.interactivity.request_url).toBe('https://example.org/desk/slack/events');
  });

  it('is printed with one command only where another app owns the others', async () => {
    const printed = await print('https://desk.example.org', '--only', '/desk');
    expect(printed.features.slash_commands.map((one) => one.command)).toEqual(['/desk']);
  });

  it.each([
    [[]],
    [['http://desk.example.org']],
    [['https://a.org', '--only']],
    [['https://a.org', '--only', '/x']],
    // What people are told to type begins with /desk.
    [['https://a.org', '--only', '/assist']],
  ])('is not printed for %j, and says what to type', async (args) => {
    await expect(print(...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Usage/),
    });
  });
});
