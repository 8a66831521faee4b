import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const usualBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the README looks for its pictures. */
export const picturesFolder = join(root, 'docs', 'pictures');

/**
 * Starts the built program with the demo library and a database folder of its own; its address is there once the
 * program has said it.
 *
 * @param {string} database
 */
export function startDesk(database) {
  const program = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', DESKBELL_DB: database, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stopped = once(program, 'exit');
  const address = new Promise((resolve, reject) => {
    let said = '';
    program.stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      const ready = /Deskbell is ready: (\S+)/.exec(said);
      if (ready !== null) resolve(ready[1]);
    });
    stopped.then(() => reject(new Error('The desk stopped before it was ready.')));
  });
  return {
    address,
    async stop() {
      program.kill('SIGTERM');
      await stopped;
    },
  };
}

/** `DESKBELL_CHROMIUM` names another browser than the machine's own. */
export function launchBrowser() {
  const executablePath = process.env.DESKBELL_CHROMIUM ?? usualBrowsers.find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium refuses to run sandboxed as root, which is what containers run as.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/**
 * Who plays whom depends on the time of day: people at the open branch who are on shift now, a supervisor of that
 * branch, the director, and somebody who works at another one.
 *
 * @param {string} address
 */
export async function whoIsThere(address) {
  const { people } = await (await fetch(`${address}/desk/start`)).json();
  const staff = people.filter(({ role }) => role === 'staff');
  const [caller, responder] = staff.filter(({ onShift, branches }) => onShift && branches[0] === 'CEN');
  const supervisor = people.find(({ role, branches }) => role === 'supervisor' && branches[0] === 'CEN');
  const director = people.find(({ role }) => role === 'director');
  const stranger = staff.find(({ branches }) => !branches.includes('CEN'));
  return Object.fromEntries(
    Object.entries({ caller, responder, supervisor, director, stranger }).map(([part, person]) => [
      part,
      person.user,
    ]),
  );
}
