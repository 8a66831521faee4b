import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;

describe.each(allPlaces)('%s: a shift that starts while a call is open', (people) => {
  let desk: TestDesk;
  const begin = async (...lines: readonly string[]) => {
    desk = await startDesk({
      people,
      prepare: (directory) => appendFile(join(directory, 'shifts.csv'), `${lines.join('\n')}\n`),
    });
  };
  afterEach(() => desk.stop());
  const asked = (id: string) =>
    eventually(`${id} is asked`, async () => (await desk.person(id).sees()).includes('[I’m coming]'));

  it('brings the call to whoever starts, also after a restart', async () => {
    await begin(
      'CEN,robin,desk,2026-11-22 18:44,2026-11-22 21:00,',
      'CEN,nora,desk,2026-11-22 18:50,2026-11-22 21:00,',
    );
    const priya = desk.person('priya');
    await priya.types('/assist cen');
    expect(await desk.person('robin').rings()).toBe(0);
    await allRecorded(desk);
    desk.clock.skip(4 * minute);
    await asked('robin');
    await allRecorded(desk);
    await desk.restart();
    desk.clock.skip(6 * minute);
    await asked('nora');
    await eventually('the caller sees it', async () => /Robin Clark.*Nora Lind/s.test(await priya.sees()));
  });

  it('asks nobody more once somebody is coming', async () => {
    await begin('CEN,robin,desk,2026-11-22 18:44,2026-11-22 21:00,');
    await desk.person('priya').types('/assist cen');
    await asked('maria');
    await desk.person('maria').presses('I’m coming');
    const before = await desk.person('robin').rings();
    desk.clock.skip(11 * minute);
    // What was due after the shift's start has happened, so the start has too.
    await eventually('Maria is asked whether she is there', async () =>
      (await desk.person('maria').sees()).includes('Are you at'),
    );
    expect(await desk.person('robin').rings()).toBe(before);
  });
});
