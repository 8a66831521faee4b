import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { start } from '../../../src/start.ts';
import { createDrivenClock } from '../../support/clock.ts';
import { sundayEvening, writeLibrary } from '../../support/desk/library.ts';
import { startLibraryTeams } from '../../support/desk/teams-library.ts';
import { eventually } from '../../support/eventually.ts';
import { entraId, mriOf, personalOf } from '../../support/teams/index.ts';

it('people who are linked by the hourly listing alone can be asked first', async () => {
  const { teams, address, clock, database } = await startUnmet();
  for (const [id, user] of teams.state.users) {
    if (id !== entraId('priya')) teams.state.users.set(id, { ...user, withoutApp: true });
  }
  // From here on it is known where Teams serves the tenant, and no team has told of itself.
  await teams.deliver(address, teams.activities.message(entraId('priya'), 'onshift'));
  clock.skip(3_600_000);
  await eventually('the listing is saved', async () => {
    const files = (await readdir(database, { withFileTypes: true })).filter((file) => file.isFile());
    const texts = await Promise.all(files.map(({ name }) => readFile(join(database, name), 'utf8')));
    return texts.join().includes(mriOf(entraId('maria')));
  });
  await teams.deliver(address, teams.activities.message(entraId('priya'), 'assist now cen'));
  await eventually('a colleague is asked in person', () => {
    const inPerson = teams.state.messages.filter(({ conversation }) => conversation.startsWith('a:'));
    return inPerson.some(({ summary }) => summary.includes('Priya Nair asks for help'));
  });
});

it('the first request of a member of staff whom nobody has told the desk of is one of a member of staff', async () => {
  const { teams, address } = await startUnmet();
  // Only the shift of the staff member says which building it is.
  const priya = entraId('priya');
  await teams.deliver(address, teams.activities.message(priya, 'assist now teen area'));
  await teams.reads(personalOf(priya), 'Central Library');
  const said = JSON.stringify(teams.posted(personalOf(priya)));
  expect(said).toContain('H-0001 is saved');
  expect(said).not.toContain('not sent to anyone');
});

/** The program in a tenant that had the app before, and whose team has told nothing since. */
async function startUnmet() {
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeLibrary(directory);
  const teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  const settings = { PORT: '0', LOG_LEVEL: 'silent', DESKBELL_DATA: directory, ...teams.settings };
  const config = readConfig({ ...settings, DESKBELL_DB: join(directory, 'db') });
  const clock = createDrivenClock(sundayEvening);
  const running = await start(config, clock);
  onTestFinished(() => running.stop());
  return { teams, clock, database: join(directory, 'db'), address: running.address };
}
