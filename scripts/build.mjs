// Compiles src to dist and copies what the page is made of. Where only the run-time packages are installed
// (npm ci --omit=dev), a checkout that was built before is used as it is, unless it was built from other sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'dist', 'main.js');
/** What the sources of the last build that went well come to. */
const builtFrom = join(root, 'dist', 'sources.sha256');
const todo = 'Run "npm ci --include=dev", then "npm run build".';

/** The compiler's program, or undefined where it is not installed. */
function compiler() {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
    return join(dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

/**
 * What the sources come to, undefined where there are none to read. Not their times, which a checkout or a copy changes,
 * nor the ends of their lines, which git may, nor what an editor leaves beside them.
 */
function sources() {
  const hash = createHash('sha256');
  try {
    const paths = readdirSync(join(root, 'src'), { recursive: true });
    for (const name of paths.map((path) => path.replaceAll('\\', '/')).toSorted()) {
      if (!/(?:^|\/)[^./][^/]*\.(?:ts|js|css|html)$/.test(name)) continue;
      const text = readFileSync(join(root, 'src', name), 'utf8').replaceAll('\r\n', '\n');
      hash.update(JSON.stringify([name, text]));
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function isFromOtherSources() {
  const now = sources();
  return now !== undefined && (!existsSync(builtFrom) || readFileSync(builtFrom, 'utf8').trim() !== now);
}

function compile(tsc) {
  const from = sources();
  rmSync(builtFrom, { force: true });
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
    cwd: root,
  });
  const page = join('platforms', 'browser', 'page');
  cpSync(join(root, 'src', page), join(root, 'dist', page), { recursive: true });
  // npm makes a package's program executable once, at install: a later build must not undo that.
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
  writeFileSync(builtFrom, `${from}\n`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const tsc = compiler();
if (tsc !== undefined) compile(tsc);
else if (!existsSync(built)) fail(`Deskbell is not built yet and the compiler is not installed. ${todo}`);
else if (isFromOtherSources()) {
  fail(
    `The compiler is not installed, and dist/ was built from another version than the one in src/. ${todo}`,
  );
}
