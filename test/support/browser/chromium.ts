import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser to test with; undefined when this machine has none. `DESKBELL_CHROMIUM` names another one. */
export function findChromium(): string | undefined {
  const named = process.env.DESKBELL_CHROMIUM;
  return (named ? [named] : usualPlaces).find(isExecutable);
}

/**
 * Why browser tests are skipped; undefined when they can run.
 *
 * @throws Error when CI=true and there is no browser: there, a test that does not run is a failure.
 */
export function reasonToSkip(): string | undefined {
  if (findChromium() !== undefined) return undefined;
  const reason = 'no Chromium found; name one in DESKBELL_CHROMIUM';
  if (process.env.CI === 'true') throw new Error(`The browser tests cannot run: ${reason}.`);
  return reason;
}

/** Starts the browser, quiet and without any request of its own. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium to launch.');
  return await chromium.launch({
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Chromium refuses to run sandboxed as root, which is what containers run as.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
