// Takes the README's pictures from the running program:
//   npm run pictures
// Starts the demo library on a free port with a database of its own and uses its page in Chromium the way people do.
// It takes about a minute and a half, because one picture shows a call that nobody answers. `DESKBELL_CHROMIUM` names
// another browser.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pictures = join(root, 'docs', 'pictures');
const usualBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Milliseconds; the demo's last step comes a minute after the call. */
const longestWaitMs = 90_000;

async function main() {
  const work = mkdtempSync(join(tmpdir(), 'deskbell-pictures-'));
  const browser = await launchBrowser();
  const desk = startDesk(join(work, 'db'));
  try {
    const address = await desk.address;
    mkdirSync(pictures, { recursive: true });
    const people = await whoIsThere(address);
    await sideBySide(browser, address, people);
    await formWithError(browser, address, people);
    await whoIsOn(browser, address, people);
    await phone(browser, address, people);
    await nobodyAnswers(browser, address, people);
  } finally {
    await browser.close();
    await desk.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

function launchBrowser() {
  const executablePath = process.env.DESKBELL_CHROMIUM ?? usualBrowsers.find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    // Chromium refuses to run sandboxed as root, which is what containers run as.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A caller and a responder beside each other, in the middle of a call. */
async function sideBySide(browser, address, { caller, responder }) {
  const page = await openPage(browser, address, [caller, responder], { width: 1280, height: 1000 });
  await type(page, caller, '/assist now teen area two groups are shouting');
  await see(page, responder, 'two groups are shouting');
  await press(page, responder, 'I’m coming');
  await see(page, caller, 'is coming to you');
  await save(page, 'caller-and-responder.png');
  await press(page, responder, 'Done');
  await see(page, caller, 'Done (');
  await page.close();
}

/** Someone who is not on shift is asked where they are, and has not said it. */
async function formWithError(browser, address, { supervisor }) {
  const page = await openPage(browser, address, [supervisor], { width: 640, height: 1000 });
  await type(page, supervisor, '/assist');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('.style-positive').click();
  await dialog.getByText('Choose where you are.').waitFor();
  await settle(page);
  await dialog.screenshot({ path: join(pictures, 'form-with-error.png') });
  console.log('form-with-error.png');
  await page.close();
}

async function whoIsOn(browser, address, { caller }) {
  const page = await openPage(browser, address, [caller], { width: 640, height: 1000 });
  await type(page, caller, '/onshift CEN');
  await see(page, caller, 'in charge');
  await card(page, caller, 'onshift.png', 'in charge');
  await page.close();
}

async function phone(browser, address, { caller, responder }) {
  const page = await openPage(browser, address, [responder], { width: 390, height: 844 });
  const other = await openPage(browser, address, [caller], { width: 760, height: 900 });
  await type(other, caller, '/assist reading room the projector will not start');
  await see(page, responder, 'the projector will not start');
  await save(page, 'phone.png');
  await press(other, caller, 'Cancel');
  await see(page, responder, 'No longer needed');
  await Promise.all([page.close(), other.close()]);
}

/** The demo's steps pass, to the last one. */
async function nobodyAnswers(browser, address, { caller }) {
  const page = await openPage(browser, address, [caller], { width: 640, height: 1200 });
  await type(page, caller, '/assist now study rooms');
  await see(page, caller, 'Do not wait for an answer here');
  await card(page, caller, 'unanswered.png', 'Ask more people now');
  await page.close();
}

/** Starts the built program; its address is there once it has said it. */
function startDesk(database) {
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

/** Who plays whom depends on the time of day: people at the open branch who are on shift now, and some who are not. */
async function whoIsThere(address) {
  const start = await (await fetch(`${address}/desk/start`)).json();
  const onShift = start.people.filter((person) => person.onShift && person.branches[0] === 'CEN');
  const [caller, responder] = onShift.filter((person) => person.role === 'staff');
  const supervisor = start.people.find((person) => person.role === 'supervisor');
  return { caller: caller.user, responder: responder.user, supervisor: supervisor.user };
}

async function openPage(browser, address, [as, ...beside], viewport) {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  page.setDefaultTimeout(longestWaitMs);
  const url = new URL(address);
  url.searchParams.set('as', as);
  if (beside.length > 0) url.searchParams.set('beside', beside.join(','));
  await Promise.all([
    page.waitForResponse((response) => response.url().includes('/desk/state')),
    page.goto(url.href),
  ]);
  return page;
}

function column(page, user) {
  return page.locator(`.person[data-user="${user}"]`);
}

function cards(page, user) {
  return column(page, user).locator('.panel:not([hidden]) article');
}

async function type(page, user, words) {
  const line = column(page, user).getByRole('combobox');
  await line.fill(words);
  await line.press('Enter');
}

async function see(page, user, words) {
  await cards(page, user).filter({ hasText: words }).last().waitFor();
}

/** Presses the newest button that reads so. */
async function press(page, user, label) {
  await cards(page, user).getByText(label, { exact: true }).last().click();
}

async function save(page, name) {
  await settle(page);
  await page.screenshot({ path: join(pictures, name) });
  console.log(name);
}

/** The newest card that holds these words, alone. */
async function card(page, user, name, words = '') {
  await settle(page);
  await cards(page, user)
    .filter({ hasText: words })
    .last()
    .screenshot({ path: join(pictures, name) });
  console.log(name);
}

/** Redraws and marks for new messages have come to rest. */
async function settle(page) {
  await page.waitForTimeout(1200);
}

await main();
