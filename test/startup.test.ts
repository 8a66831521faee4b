import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeLibrary } from './support/desk/library.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** The addresses of all scripts that the real program has loaded when it says that it is ready. */
async function scriptsLoaded(env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const coverage = join(directory, 'coverage');
  const { PATH = '', HOME = '' } = process.env;
  const program = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    // At its end, Node writes down every script that ran, whether it was required or imported.
    env: { PATH, HOME, PORT: '0', DESKBELL_DB: join(directory, 'db'), NODE_V8_COVERAGE: coverage, ...env },
  });
  let printed = '';
  const address = new Promise<string | undefined>((resolve) => {
    program.once('exit', () => resolve(undefined));
    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        const found = /ready: (http:\/\/\S+)$/m.exec(printed)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
  });
  expect(await address, printed).toBeDefined();
  // Once it answers, it also listens for the signal.
  await fetch(new URL('/healthz', await address));
  program.kill('SIGTERM');
  await once(program, 'exit');
  const files = await readdir(coverage);
  const reports = await Promise.all(files.map((file) => readFile(join(coverage, file), 'utf8')));
  const scripts = reports.flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result);
  return scripts.map(({ url }) => url);
}

const ofSlack = /@slack\/|\/platforms\/slack\/slack-platform\./;
const ofTeams = /\/botbuilder|\/botframework/;
const ofBrowser = /\/platforms\/browser\/browser-platform\./;

describe('the start', () => {
  it('loads the page alone when nothing is configured', async () => {
    const scripts = await scriptsLoaded();
    expect(scripts.filter((url) => ofBrowser.test(url))).not.toEqual([]);
    expect(scripts.filter((url) => ofSlack.test(url) || ofTeams.test(url))).toEqual([]);
  });

  it('loads Slack alone when that is configured, also while Slack is away', async () => {
    await writeLibrary(directory);
    const scripts = await scriptsLoaded({
      DESKBELL_DATA: directory,
      SLACK_BOT_TOKEN: 'xoxb-test',
      SLACK_SIGNING_SECRET: 'test-secret',
      // Nobody listens there.
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
    });
    expect(scripts.filter((url) => ofSlack.test(url))).not.toEqual([]);
    expect(scripts.filter((url) => ofBrowser.test(url) || ofTeams.test(url))).toEqual([]);
  });

  it('loads Teams alone when that is configured, also while Microsoft is away', async () => {
    await writeLibrary(directory);
    const nobody = 'https://127.0.0.1:9/';
    const scripts = await scriptsLoaded({
      DESKBELL_DATA: directory,
      MicrosoftAppId: '00000000-0000-4000-8000-000000000001',
      MicrosoftAppPassword: 'test-secret',
      MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000002',
      ToChannelFromBotLoginUrl: nobody,
      ToChannelFromBotOAuthScope: nobody,
      ToBotFromChannelTokenIssuer: nobody,
      ToBotFromChannelOpenIdMetadataUrl: nobody,
      OAuthUrl: nobody,
    });
    expect(scripts.filter((url) => ofTeams.test(url))).not.toEqual([]);
    expect(scripts.filter((url) => ofBrowser.test(url) || ofSlack.test(url))).toEqual([]);
  });
});

describe('by an absolute path through a symbolic link, as /opt/deskbell to the version that is in use,', () => {
  /** What a program says through the link, and how it ends. */
  async function saysThroughLink(path: string, ...words: readonly string[]): Promise<string> {
    const link = join(directory, 'deskbell');
    await symlink(resolve(import.meta.dirname, '..'), link);
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PORT: 'none', DESKBELL_DB: join(directory, 'db') };
    return new Promise((said) => {
      const args = ['--import', 'tsx', join(link, path), ...words];
      execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
        said(`${error?.code ?? 0} ${stdout}${stderr}`),
      );
    });
  }

  it('the program starts, or says why not', async () => {
    expect(await saysThroughLink('src/main.ts')).toMatch(
      /^1 Deskbell did not start\.[\s\S]*PORT is not a port/,
    );
  });

  it.each(['slack-manifest', 'teams-package'])('%s says what it needs', async (script) => {
    expect(await saysThroughLink(`scripts/${script}.mjs`, 'http://desk.example.org')).toMatch(
      /^1 .*calls https addresses only/,
    );
  });
});
