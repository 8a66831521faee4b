import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/start.ts';
import { createDrivenClock } from '../support/clock.ts';
import { sundayEvening, writeLibrary } from '../support/desk/library.ts';

it('the start says by name what no policy can do, and starts all the same', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeLibrary(directory);
  const steps = [
    { afterSeconds: 0, ask: ['onShift'] },
    { afterSeconds: 60, ask: [{ position: 'lifeguard' }] },
  ];
  const policies = [{ for: 'now', branches: ['CEN'], steps, lastAfterSeconds: 120 }];
  await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
  const lines: string[] = [];
  const config = readConfig({ PORT: '0', DESKBELL_DATA: directory, DESKBELL_DB: join(directory, 'db') });
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const running = await start(config, createDrivenClock(sundayEvening), log);
  await running.stop();
  expect(lines.join('')).toContain(
    'policies.json: nobody is found by lifeguard at CEN, so these steps are skipped: now after 60 s.',
  );
});
