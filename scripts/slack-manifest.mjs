// Prints the Slack app's manifest for HTTP mode, made from manifest.json, which is Socket Mode's:
//   npm run slack:manifest -- https://desk.example.org [--only /desk]
// `--only` keeps one slash command, for workspaces where another app owns the others: /desk knows them all.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const usage = 'Usage: npm run slack:manifest -- https://your.host [--only /desk]';

/** @returns {object} The manifest with the address that Slack is to call everywhere. */
export function toHttpManifest(manifest, host, only) {
  // A proxy may serve the desk below a path of its own.
  const url = new URL('slack/events', host.endsWith('/') ? host : `${host}/`).href;
  const commands = manifest.features.slash_commands.filter(
    ({ command }) => only === undefined || command === only,
  );
  if (commands.length === 0) {
    const known = manifest.features.slash_commands.map(({ command }) => command).join(', ');
    throw new Error(`There is no command ${only}. Choose one of ${known}.`);
  }
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
  if (rest.length > 0 || (option !== undefined && (option !== '--only' || only === undefined))) {
    throw new Error(usage);
  }
  return { host, only };
}

function main() {
  try {
    const { host, only } = parseArguments(process.argv.slice(2));
    const manifest = JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8'));
    process.stdout.write(`${JSON.stringify(toHttpManifest(manifest, host, only), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
