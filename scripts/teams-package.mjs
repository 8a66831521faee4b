// Writes the package that is uploaded to Teams: the manifest with your ids and host in it, and both icons.
//   npm run teams:package -- https://desk.example.org [--out deskbell-teams.zip] [--version 1.2.3]
//     [--website https://…] [--privacy https://…] [--terms https://…]
// The app's id is read from the setting MicrosoftAppId, also with `node --env-file=…`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { drawColorIcon, drawOutlineIcon } from './teams-icons.mjs';

const usage =
  'Usage: npm run teams:package -- https://your.host [--out deskbell-teams.zip] [--version 1.2.3] [--website https://…] [--privacy https://…] [--terms https://…]';
const root = new URL('../', import.meta.url);
const template = new URL('src/platforms/teams/app-package/manifest.json', root);

/** The options that are addresses of pages. */
const addresses = ['--website', '--privacy', '--terms'];

/** Of every file in the package, so that the same settings give the same bytes. */
const filedAt = '2020-01-01T12:00:00';

/**
 * @param {{ appId: string, host: string, website?: string, privacy?: string, terms?: string }} settings `host` is the
 *   https address that Teams calls. The desk has a page of its own for each of the others that is not given.
 * @returns {object} The manifest. It asks for no permission: the bot reads the roster of a team by being in it, and
 *   hears in channels only what mentions it.
 */
function toTeamsManifest(manifest, { appId, host, version, website, privacy, terms }) {
  const { $schema, manifestVersion, ...rest } = manifest;
  const [bot] = manifest.bots;
  const [extension] = manifest.composeExtensions;
  const { origin, hostname } = new URL(host);
  return {
    $schema,
    manifestVersion,
    version,
    id: appId,
    developer: {
      name: 'Deskbell',
      websiteUrl: website ?? `${origin}/privacy`,
      privacyUrl: privacy ?? `${origin}/privacy`,
      termsOfUseUrl: terms ?? `${origin}/privacy#terms`,
    },
    ...rest,
    bots: [{ botId: appId, ...bot }],
    composeExtensions: [{ botId: appId, ...extension }],
    validDomains: [hostname],
  };
}

/** @returns {Uint8Array} The zip, with all three files at its root, where Teams looks for them. */
function toTeamsPackage(manifest) {
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
  if (!isHttps(host)) {
    throw new Error(`Teams calls https addresses only. ${usage}`);
  }
  const options = new Map();
  for (let at = 0; at < rest.length; at += 2) {
    const [name, value] = rest.slice(at);
    const isAddress = addresses.includes(name);
    if (!(isAddress || ['--out', '--version'].includes(name)) || value === undefined) throw new Error(usage);
    if (isAddress && !isHttps(value)) throw new Error(`${name} is an https address. ${usage}`);
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
    website: options.get('--website'),
    privacy: options.get('--privacy'),
    terms: options.get('--terms'),
    out: options.get('--out') ?? fileURLToPath(new URL('dist/deskbell-teams.zip', root)),
  };
}

function isHttps(address) {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

function main() {
  try {
    const { version, out, ...settings } = parseArguments(
      process.argv.slice(2),
      process.env.MicrosoftAppId?.trim() ?? '',
    );
    const ours = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version;
    const manifest = toTeamsManifest(JSON.parse(readFileSync(template, 'utf8')), {
      ...settings,
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

main();
