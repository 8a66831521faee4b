// Compiles src to dist and copies what the page is made of. Where only the run-time packages are installed
// (npm ci --omit=dev), a checkout that was built before is used as it is.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, 'dist', 'main.js');

/** The compiler's program, or undefined where it is not installed. */
function compiler() {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve('typescript/package.json');
    return join(dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

const tsc = compiler();
if (tsc !== undefined) {
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
    cwd: root,
  });
  const page = join('platforms', 'browser', 'page');
  cpSync(join(root, 'src', page), join(root, 'dist', page), { recursive: true });
  // npm makes a package's program executable once, at install: a later build must not undo that.
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
} else if (!existsSync(built)) {
  console.error(
    'Deskbell is not built yet and the compiler is not installed. Run "npm ci", then "npm start" again.',
  );
  process.exit(1);
}
