import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { start } from '../../../src/main.ts';
import { createDrivenClock } from '../../support/clock.ts';
import { sundayEvening, writeLibrary } from '../../support/desk/library.ts';
import { startLibraryTeams } from '../../support/desk/teams-library.ts';
import { entraId, personalOf } from '../../support/teams/index.ts';

it('the first request of a member of staff whom nobody has told the desk of is one of a member of staff', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeLibrary(directory);
  const teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  const settings = { PORT: '0', LOG_LEVEL: 'silent', DESKBELL_DATA: directory, ...teams.settings };
  const config = readConfig({ ...settings, DESKBELL_DB: join(directory, 'db') });
  const running = await start(config, createDrivenClock(sundayEvening));
  onTestFinished(() => running.stop());

  // Only the shift of the staff member says which building it is.
  const priya = entraId('priya');
  await teams.deliver(running.address, teams.activities.message(priya, 'assist now teen area'));
  await teams.reads(personalOf(priya), 'Central Library');
  const said = JSON.stringify(teams.posted(personalOf(priya)));
  expect(said).toContain('H-0001 is saved');
  expect(said).not.toContain('not sent to anyone');
});
