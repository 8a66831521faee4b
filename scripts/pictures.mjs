// Takes the README's pictures from the running program:
//   npm run pictures
// Starts the demo library on a free port with a database of its own and uses its page in Chromium the way people do.
// It takes about two minutes, because two pictures show what nobody answers. `DESKBELL_CHROMIUM` names another browser.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formWithError, phone, sideBySide, whoIsOn } from './pictures/calls.mjs';
import { drills } from './pictures/drills.mjs';
import { launchBrowser, picturesFolder, startDesk, whoIsThere } from './pictures/program.mjs';
import { question } from './pictures/questions.mjs';
import { reports } from './pictures/reports.mjs';
import { nobodyAnswers, waiting } from './pictures/waiting.mjs';

const work = mkdtempSync(join(tmpdir(), 'deskbell-pictures-'));
const browser = await launchBrowser();
const desk = startDesk(join(work, 'db'));
try {
  const address = await desk.address;
  mkdirSync(picturesFolder, { recursive: true });
  const people = await whoIsThere(address);
  // In this order: what one leaves open is seen in the next, and a report is older than a call by what nobody answers.
  for (const scene of [
    sideBySide,
    formWithError,
    whoIsOn,
    phone,
    reports,
    question,
    nobodyAnswers,
    waiting,
    drills,
  ]) {
    await scene(browser, address, people);
  }
} finally {
  await browser.close();
  await desk.stop();
  rmSync(work, { recursive: true, force: true });
}
