import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSubjects } from '../src/wiring/subjects.ts';
import { openLibrary } from './desk/open-library.ts';
import { nobodyMoved } from './support/desk/nobody-moved.ts';
import { startDesk } from './support/desk/start-desk.ts';

interface Manifest {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly version: string;
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly {
      readonly scopes: readonly string[];
      readonly commands: readonly { readonly title: string; readonly description: string }[];
    }[];
  }[];
  readonly composeExtensions: readonly {
    readonly botId: string;
    readonly commands: readonly {
      readonly id: string;
      readonly title: string;
      readonly description: string;
      readonly context: readonly string[];
      readonly fetchTask: boolean;
    }[];
  }[];
}
interface Declared {
  readonly word: string;
  readonly summary: string;
}
interface Checker {
  readonly AppManifestUtils: {
    readAndValidateTeamsManifest(path: string): Promise<readonly [unknown, readonly string[]]>;
  };
}

const { AppManifestUtils } = createRequire(import.meta.url)('@microsoft/app-manifest') as Checker;
const root = join(import.meta.dirname, '..');
const appId = '3e5f9a10-77c2-4b41-9d1c-2a6f0c8b4d17';
const readText = (path: string) => readFile(join(root, path), 'utf8');

/** Runs the script as `npm run teams:package` does. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const script = join(root, 'scripts/teams-package.mjs');
  const { MicrosoftAppId: _, ...rest } = process.env;
  return promisify(execFile)(process.execPath, [script, ...args], { env: { ...rest, ...env } });
}

/** Teams shows everybody the same ten: what only few may use is on their menu and Home, and can be typed. */
async function wordsForFew(): Promise<readonly string[]> {
  const { store, reads } = await openLibrary();
  const { commands } = await createSubjects(store, reads, nobodyMoved);
  return commands.filter(({ isForFew }) => isForFew === true).map(({ word }) => word);
}

describe('the package for Teams', () => {
  let directory: string;
  let files: Readonly<Record<string, Uint8Array>>;
  let manifest: Manifest;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'teams-package-'));
    const out = join(directory, 'app.zip');
    const { stdout } = await run(['https://desk.example.org/', '--out', out], { MicrosoftAppId: appId });
    expect(stdout).toContain(out);
    files = unzipSync(await readFile(out));
    manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array)) as Manifest;
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('holds the manifest and both icons, at its root', () => {
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  });

  it("has a manifest that Microsoft's own checker takes, and refuses once it is wrong", async () => {
    const path = join(directory, 'manifest.json');
    await writeFile(path, JSON.stringify(manifest));
    const [, problems] = await AppManifestUtils.readAndValidateTeamsManifest(path);
    expect(problems).toEqual([]);
    await writeFile(path, JSON.stringify({ ...manifest, accentColor: 'teal' }));
    const [, wrong] = await AppManifestUtils.readAndValidateTeamsManifest(path);
    expect(wrong).not.toEqual([]);
  });

  it('carries the ids, the host and the version of the program', async () => {
    const { version } = JSON.parse(await readText('package.json')) as { version: string };
    expect(manifest).toMatchObject({ id: appId, version, validDomains: ['desk.example.org'] });
    expect(manifest.bots.map(({ botId }) => botId)).toEqual([appId]);
    expect(manifest.composeExtensions.map(({ botId }) => botId)).toEqual([appId]);
  });

  it('has the version that is asked for, so that it can be uploaded again', async () => {
    const out = join(directory, 'again.zip');
    const args = ['https://desk.example.org', '--version', '2.0.1', '--out', out];
    await run(args, { MicrosoftAppId: appId });
    const again = strFromU8(unzipSync(await readFile(out))['manifest.json'] as Uint8Array);
    expect(JSON.parse(again)).toMatchObject({ id: appId, version: '2.0.1' });
  });

  it('links to pages that the desk serves, or to the library’s own', async () => {
    const { developer } = manifest as unknown as { developer: Readonly<Record<string, string>> };
    expect(Object.keys(developer)).toEqual(['name', 'websiteUrl', 'privacyUrl', 'termsOfUseUrl']);
    const desk = await startDesk();
    for (const [name, address] of Object.entries(developer)) {
      if (name === 'name') continue;
      const { origin, pathname, hash } = new URL(address);
      expect(origin).toBe('https://desk.example.org');
      const page = await (await fetch(`${desk.address}${pathname}`)).text();
      expect(page).toContain('What is stored');
      if (hash !== '') expect(page).toContain(`id="${hash.slice(1)}"`);
    }
    await desk.stop();
    const out = join(directory, 'own.zip');
    const own = ['--website', 'https://lib.example.org', '--privacy', 'https://lib.example.org/p'];
    const terms = ['--terms', 'https://lib.example.org/t'];
    await run(['https://desk.example.org', ...own, ...terms, '--out', out], { MicrosoftAppId: appId });
    expect(
      JSON.parse(strFromU8(unzipSync(await readFile(out))['manifest.json'] as Uint8Array)),
    ).toMatchObject({
      developer: {
        websiteUrl: 'https://lib.example.org',
        privacyUrl: 'https://lib.example.org/p',
        termsOfUseUrl: 'https://lib.example.org/t',
      },
    });
    const wrong = ['https://desk.example.org', '--privacy', 'http://lib.example.org'];
    await expect(run(wrong, { MicrosoftAppId: appId })).rejects.toThrow('--privacy is an https address');
  });

  it('asks for no permission', () => {
    expect(Object.keys(manifest)).not.toContain('authorization');
    expect(Object.keys(manifest)).not.toContain('webApplicationInfo');
  });

  it('offers every command of the running program, in its own words, wherever the bot can be', async () => {
    const desk = await startDesk();
    const response = await fetch(`${desk.address}/desk/start`);
    const { commands } = (await response.json()) as { commands: readonly Declared[] };
    await desk.stop();
    const forFew = await wordsForFew();
    const [bot] = manifest.bots;
    const declared = commands
      .filter(({ word }) => !forFew.includes(word))
      .map(({ word, summary }) => ({ title: word, description: summary }));
    const offered = bot?.commandLists[0]?.commands ?? [];
    const byTitle = (one: { title: string }, other: { title: string }) =>
      one.title.localeCompare(other.title);
    // Help is the menu of all the others, and no command of its own.
    expect(offered.filter(({ title }) => title !== 'help').toSorted(byTitle)).toEqual(
      declared.toSorted(byTitle),
    );
    expect(offered.map(({ title }) => title)).toContain('help');
    // Teams shows ten.
    expect(offered.length).toBeLessThanOrEqual(10);
    expect(bot?.scopes).toEqual(['personal', 'team', 'groupChat']);
    expect(bot?.commandLists.map(({ scopes }) => scopes)).toEqual([bot?.scopes]);
  });

  it("has the same actions as Slack's shortcuts, with forms, in the place that fits each", async () => {
    const slack = JSON.parse(await readText('manifest.json')) as {
      features: { shortcuts: { name: string; type: string; callback_id: string; description: string }[] };
    };
    const expected = slack.features.shortcuts.map(({ name, type, callback_id, description }) => ({
      id: callback_id,
      type: 'action',
      title: name,
      description,
      context: type === 'message' ? ['message'] : ['compose', 'commandBox'],
      fetchTask: true,
    }));
    expect(manifest.composeExtensions[0]?.commands).toEqual(expected);
  });

  it('has a colour icon of 192 by 192 that fills its square, and one of 32 by 32 in white on nothing', () => {
    const color = readPng(files['color.png']);
    const outline = readPng(files['outline.png']);
    expect([color.width, color.height, outline.width, outline.height]).toEqual([192, 192, 32, 32]);
    expect(color.pixels.every(([, , , opacity]) => opacity === 255)).toBe(true);
    expect(new Set(color.pixels.map(String)).size).toBeGreaterThan(2);
    expect(outline.pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(
      true,
    );
    const seen = outline.pixels.filter(([, , , opacity]) => opacity > 0).length;
    expect(seen).toBeGreaterThan(100);
    expect(seen).toBeLessThan(600);
  });

  it('is the same, byte by byte, for the same settings', async () => {
    const out = join(directory, 'again.zip');
    await run(['https://desk.example.org', '--out', out], { MicrosoftAppId: appId.toUpperCase() });
    expect((await readFile(out)).equals(await readFile(join(directory, 'app.zip')))).toBe(true);
  });

  it.each([
    ['no address', [], { MicrosoftAppId: appId }, 'Teams calls https addresses only'],
    ['an address that is not https', ['http://desk.example.org'], { MicrosoftAppId: appId }, 'https'],
    ['no id', ['https://desk.example.org'], {}, 'MicrosoftAppId is not set'],
    [
      'the example id',
      ['https://desk.example.org'],
      { MicrosoftAppId: '00000000-0000-0000-0000-000000000000' },
      'example of zeros',
    ],
    [
      'a version that is none',
      ['https://desk.example.org', '--version', 'v2'],
      { MicrosoftAppId: appId },
      'three numbers',
    ],
    ['an unknown option', ['https://desk.example.org', '--zip'], { MicrosoftAppId: appId }, 'Usage'],
  ] as const)(
    'is not written with %s, and the reason is said in one line',
    async (_what, args, env, reason) => {
      const failed: unknown = await run(args, { ...env }).catch((thrown: unknown) => thrown);
      const { stderr, code } = failed as { stderr: string; code: number };
      expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
      expect(stderr).toContain(reason);
    },
  );
});

/** A PNG of eight-bit red, green, blue and opacity, whose rows have no filter. @throws Error for any other. */
function readPng(file: Uint8Array | undefined) {
  const bytes = Buffer.from(file ?? []);
  if (bytes.subarray(0, 8).toString('latin1') !== '\x89PNG\r\n\x1a\n') throw new Error('This is no PNG.');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  if (bytes[24] !== 8 || bytes[25] !== 6) throw new Error('The PNG is of another kind.');
  const at = bytes.indexOf('IDAT');
  const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  const pixels: [number, number, number, number][] = [];
  for (let row = 0; row < height; row++) {
    const start = row * (width * 4 + 1);
    if (rows[start] !== 0) throw new Error('A row of the PNG is filtered.');
    for (let column = 0; column < width; column++) {
      const [red = 0, green = 0, blue = 0, opacity = 0] = rows.subarray(
        start + 1 + column * 4,
        start + 5 + column * 4,
      );
      pixels.push([red, green, blue, opacity]);
    }
  }
  return { width, height, pixels };
}
