// Writes the package that is uploaded to Teams: the manifest with your ids and host in it, and both icons.
//   npm run teams:package -- https://desk.example.org [--out deskbell-teams.zip] [--version 1.2.3]
// The app's id is read from the setting MicrosoftAppId, also with `node --env-file=…`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { drawColorIcon, drawOutlineIcon } from './teams-icons.mjs';

const usage =
  'Usage: npm run teams:package -- https://your.host [--out deskbell-teams.zip] [--version 1.2.3]';
const root = new URL('../', import.meta.url);
const template = new URL('src/platforms/teams/app-package/manifest.json', root);

/** Of every file in the package, so that the same settings give the same bytes. */
const filedAt = '2020-01-01T12:00:00';

/**
 * @param {{ appId: string, host: string }} settings `host` is the https address that Teams calls.
 * @returns {object} The manifest. It asks for no permission: the bot reads the roster of a team by being in it, and
 *   hears in channels only what mentions it.
 */
export function toTeamsManifest(manifest, { appId, host, version }) {
  const { $schema, manifestVersion, ...rest } = manifest;
  const [bot] = manifest.bots;
  const [extension] = manifest.composeExtensions;
  const { origin, hostname } = new URL(host);
  return {
    $schema,
    manifestVersion,
    version,
    id: appId,
    // Teams wants the three addresses; put your library's own there before you upload it to a catalogue.
    developer: { name: 'Deskbell', websiteUrl: origin, privacyUrl: origin, termsOfUseUrl: origin },
    ...rest,
    bots: [{ botId: appId, ...bot }],
    composeExtensions: [{ botId: appId, ...extension }],
    validDomains: [hostname],
  };
}

/** @returns {Uint8Array} The zip, with all three files at its root, where Teams looks for them. */
export function toTeamsPackage(manifest) {
  const json = `${JSON.stringify(manifest, null, 2)}\n`;
  const files = {
    'manifest.json': Buffer.from(json),
    'color.png': drawColorIcon(),
    'outline.png': drawOutlineIcon(),
  };
  return zipSync(files, { mtime: filedAt });
}

/** @throws Error with what to type instead. */
function parseArguments([host, ...rest], appId) {
  if (host === undefined || !URL.canParse(host) || new URL(host).protocol !== 'https:') {
    throw new Error(`Teams calls https addresses only. ${usage}`);
  }
  const options = new Map();
  for (let at = 0; at < rest.length; at += 2) {
    const [name, value] = rest.slice(at);
    if (!['--out', '--version'].includes(name) || value === undefined) throw new Error(usage);
    options.set(name, value);
  }
  const version = options.get('--version');
  if (version !== undefined && !/^\d{1,5}(\.\d{1,5}){2}$/.test(version)) {
    throw new Error('The version is three numbers, such as 1.2.3, and higher than that of the last upload.');
  }
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(appId)) {
    throw new Error(
      'MicrosoftAppId is not set to the id of your Azure Bot. Set it as the desk has it, for instance: MicrosoftAppId=<id> npm run teams:package -- https://your.host',
    );
  }
  if (/^[0-]+$/.test(appId)) {
    throw new Error(
      'MicrosoftAppId is still the example of zeros. Set it to "Microsoft App ID" from "Configuration" of your Azure Bot.',
    );
  }
  return {
    host,
    appId: appId.toLowerCase(),
    version,
    out: options.get('--out') ?? fileURLToPath(new URL('dist/deskbell-teams.zip', root)),
  };
}

function main() {
  try {
    const { host, appId, version, out } = parseArguments(
      process.argv.slice(2),
      process.env.MicrosoftAppId?.trim() ?? '',
    );
    const ours = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version;
    const manifest = toTeamsManifest(JSON.parse(readFileSync(template, 'utf8')), {
      appId,
      host,
      version: version ?? ours,
    });
    const file = resolve(out);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, toTeamsPackage(manifest));
    process.stdout.write(
      `${file} is written. Upload it in the Teams admin center, under "Teams apps", "Manage apps".\n`,
    );
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
