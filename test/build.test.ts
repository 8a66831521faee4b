import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from './support/disk.ts';

const root = resolve(import.meta.dirname, '..');
const page = 'src/platforms/browser/page/page.html';
const otherVersion =
  'The compiler is not installed, and dist/ was built from another version than the one in src/. ' +
  'Run "npm ci --include=dev", then "npm run build".';
const notBuilt =
  'Deskbell is not built yet and the compiler is not installed. Run "npm ci --include=dev", then "npm run build".';

/** A checkout of a program of two lines with the real script and the real compiler, not built yet. */
async function checkout(): Promise<string> {
  const directory = temporaryDirectory();
  const options = { rootDir: 'src', outDir: 'dist', target: 'es2023', module: 'nodenext', types: [] };
  const files = {
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.build.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
    'src/main.ts': 'console.log("first");\n',
    'src/cli/main.ts': 'console.log("command");\n',
    [page]: '<p>page</p>\n',
  };
  for (const [path, text] of Object.entries(files)) await write(directory, path, text);
  await cp(join(root, 'scripts/build.mjs'), join(directory, 'scripts/build.mjs'));
  await mkdir(join(directory, 'node_modules'));
  await symlink(join(root, 'node_modules/typescript'), join(directory, 'node_modules/typescript'));
  return directory;
}

async function write(directory: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(directory, path)), { recursive: true });
  await writeFile(join(directory, path), text);
}

/** Runs the script as `npm run build` does. */
function build(directory: string): Promise<{ exitCode: unknown; said: string }> {
  const script = join(directory, 'scripts/build.mjs');
  return new Promise((ended) => {
    execFile(process.execPath, [script], { env: {} }, (error, stdout, stderr) =>
      ended({ exitCode: error?.code ?? 0, said: (stdout + stderr).trim() }),
    );
  });
}

/** As `npm ci` leaves it where it leaves the development packages out. */
async function withoutCompiler(directory: string): Promise<void> {
  await rm(join(directory, 'node_modules'), { recursive: true });
}

async function builtWithoutCompiler(): Promise<string> {
  const directory = await checkout();
  expect(await build(directory)).toEqual({ exitCode: 0, said: '' });
  await withoutCompiler(directory);
  return directory;
}

describe('the build without a compiler', () => {
  it('leaves what was built from these sources as it is', async () => {
    const directory = await builtWithoutCompiler();
    expect(await build(directory)).toEqual({ exitCode: 0, said: '' });
    expect(await readFile(join(directory, 'dist/main.js'), 'utf8')).toContain('first');
  });

  it('does so in a copy too, whatever its times and the ends of its lines, and beside what is no source', async () => {
    const directory = temporaryDirectory();
    await cp(await builtWithoutCompiler(), directory, { recursive: true });
    for (const path of ['src/main.ts', page]) {
      const text = await readFile(join(directory, path), 'utf8');
      await write(directory, path, text.replaceAll('\n', '\r\n'));
      const later = new Date('2040-01-01T00:00:00Z');
      await utimes(join(directory, path), later, later);
    }
    await write(directory, 'src/.DS_Store', 'a file manager was here');
    await write(directory, 'src/main.ts~', 'an editor was here');
    expect(await build(directory)).toEqual({ exitCode: 0, said: '' });
  });

  it('does so where there are no sources at all', async () => {
    const directory = await builtWithoutCompiler();
    await rm(join(directory, 'src'), { recursive: true });
    expect(await build(directory)).toEqual({ exitCode: 0, said: '' });
  });

  it.each([
    ['a line is changed', (directory: string) => write(directory, 'src/main.ts', 'console.log("second");\n')],
    ['the page is changed', (directory: string) => write(directory, page, '<p>second</p>\n')],
    ['a file is new', (directory: string) => write(directory, 'src/new.ts', 'export {};\n')],
    ['a file is gone', (directory: string) => rm(join(directory, page))],
    [
      'the version before did not note its sources',
      (directory: string) => rm(join(directory, 'dist/sources.sha256'), { force: true }),
    ],
  ] as const)('fails with what to do where %s', async (_what, update) => {
    const directory = await builtWithoutCompiler();
    await update(directory);
    expect(await build(directory)).toEqual({ exitCode: 1, said: otherVersion });
  });

  it('fails with what to do where nothing is built', async () => {
    const directory = await checkout();
    await withoutCompiler(directory);
    expect(await build(directory)).toEqual({ exitCode: 1, said: notBuilt });
  });

  it('fails after a build that failed', async () => {
    const directory = await checkout();
    await build(directory);
    await write(directory, 'src/main.ts', 'console.log(nobody);\n');
    expect((await build(directory)).exitCode).toBe(1);
    await withoutCompiler(directory);
    expect(await build(directory)).toEqual({ exitCode: 1, said: otherVersion });
  });
});
