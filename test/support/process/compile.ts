import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program as it is shipped: compiled, with its page beside it. */
export interface CompiledProgram {
  /** What `node` is given. */
  readonly main: string;
  remove(): Promise<void>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Compiles `src` into a folder of its own, because `dist` may be in use by another test. A start takes a third of what
 * it takes through a loader, which decides how many kills fit into a test.
 *
 * @throws Error with what the compiler said when nothing came of it.
 */
export async function compileProgram(): Promise<CompiledProgram> {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-program-'));
  const out = join(directory, 'dist');
  const said = await compile(out);
  const main = join(out, 'main.js');
  if (!existsSync(main)) throw new Error(`The program could not be compiled:\n${said}`);
  const page = join('platforms', 'browser', 'page');
  await cp(join(root, 'src', page), join(out, page), { recursive: true });
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
  return { main, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Type errors are for `npm run types` to report; here it only counts that there is a program. */
function compile(out: string): Promise<string> {
  const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), 'bin', 'tsc');
  const config = join(root, 'tsconfig.build.json');
  const words = [tsc, '-p', config, '--outDir', out, '--incremental', 'false', '--tsBuildInfoFile', 'null'];
  return new Promise((resolve) => {
    execFile(process.execPath, words, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}
