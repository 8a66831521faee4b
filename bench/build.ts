import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** npm runs scripts here; the compiled copy of this file lies elsewhere. */
export const root = process.cwd();

/** The compiled program. */
export const builtProgram = join(root, 'dist', 'main.js');

/** The folder that this bench, with all it measures, is compiled to. */
export const builtBench = join(root, 'dist', 'bench', 'bench');

/**
 * Compiles the program, as `npm start` does, and the bench itself: a loader that compiles on the way would cost a tenth
 * of what is measured.
 */
export function build(): void {
  run(join(root, 'scripts', 'build.mjs'));
  run(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'bench'));
}

function run(...args: readonly string[]): void {
  execFileSync(process.execPath, args, { stdio: 'inherit' });
}
