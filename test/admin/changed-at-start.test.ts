import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/start.ts';
import { createDrivenClock } from '../support/clock.ts';
import { createBrowserPerson } from '../support/desk/browser-person.ts';
import { shifts, sundayEvening, writeLibrary } from '../support/desk/library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

it('shifts that are still being written while the desk starts are taken over once they are whole', async () => {
  const directory = temporaryDirectory();
  await writeLibrary(directory);
  const path = join(directory, 'shifts.csv');
  // Cut off in the middle of a line.
  await writeFile(path, shifts.slice(0, shifts.lastIndexOf(',20')));
  const config = readConfig({ PORT: '0', DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db') });
  let isWhole = false;
  // The start has read the files by then, and follows them after it.
  const write = (line: string) => {
    if (isWhole || !line.includes('shifts.csv')) return;
    isWhole = true;
    writeFileSync(path, shifts);
  };
  const clock = createDrivenClock(sundayEvening);
  const running = await start(config, clock, pino({ level: 'info' }, { write }));
  onTestFinished(() => running.stop());
  expect(isWhole).toBe(true);
  const maria = createBrowserPerson(() => running.address, 'maria', 'Maria Santos');
  await eventually('the shifts', async () => {
    clock.skip(1000);
    return (await maria.types('/onshift CEN')).includes('Omar Haddad');
  });
});
