// Prints the Slack app's manifest for HTTP mode, made from manifest.json, which is Socket Mode's:
//   npm run slack:manifest -- https://desk.example.org [--only /desk]
// `--only /desk` leaves out the other slash commands, for workspaces where another app owns one of them: /desk knows them
// all, and is what people are told to type.
import { readFileSync } from 'node:fs';

const usage = 'Usage: npm run slack:manifest -- https://your.host [--only /desk]';
const rootCommand = '/desk';

/** @returns {object} The manifest with the address that Slack is to call everywhere. */
function toHttpManifest(manifest, host, { onlyRoot }) {
  // A proxy may serve the desk below a path of its own.
  const url = new URL('slack/events', host.endsWith('/') ? host : `${host}/`).href;
  const commands = manifest.features.slash_commands.filter(
    ({ command }) => !onlyRoot || command === rootCommand,
  );
  return {
    ...manifest,
    features: {
      ...manifest.features,
      slash_commands: commands.map((command) => ({ ...command, url })),
    },
    settings: {
      ...manifest.settings,
      event_subscriptions: { request_url: url, ...manifest.settings.event_subscriptions },
      interactivity: { ...manifest.settings.interactivity, request_url: url, message_menu_options_url: url },
      socket_mode_enabled: false,
    },
  };
}

/** @throws Error with what to type instead. */
function parseArguments([host, option, only, ...rest]) {
  if (host === undefined || !URL.canParse(host) || new URL(host).protocol !== 'https:') {
    throw new Error(`Slack calls https addresses only. ${usage}`);
  }
  const { pathname, search, username } = new URL(host);
  if (/\/slack(?:\/events)?\/?$/.test(pathname) || search !== '' || username !== '') {
    throw new Error(
      `Write the address without /slack/events, ? and @: they are added or not needed. ${usage}`,
    );
  }
  const onlyRoot = option === '--only';
  if (rest.length > 0 || (option !== undefined && !onlyRoot)) throw new Error(usage);
  if (onlyRoot && only !== rootCommand) {
    throw new Error(`Only ${rootCommand} can stand alone: people are told to type it. ${usage}`);
  }
  return { host, onlyRoot };
}

function main() {
  try {
    const { host, onlyRoot } = parseArguments(process.argv.slice(2));
    const manifest = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
    process.stdout.write(`${JSON.stringify(toHttpManifest(manifest, host, { onlyRoot }), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

main();
