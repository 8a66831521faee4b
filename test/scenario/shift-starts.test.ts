import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
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

  /** The administrator writes shifts into the plan while the desk runs. */
  const write = async (...lines: readonly string[]) => {
    await appendFile(join(desk.directory, 'shifts.csv'), `${lines.join('\n')}\n`);
    await eventually('the plan is taken over', async () => {
      desk.clock.skip(1000);
      return (await desk.person('dana').types('/onshift cen 20:00')).includes('Robin Clark');
    });
  };

  it('written down while a call is open brings it to whoever starts, and at once where it has begun', async () => {
    await begin('CEN,lee,desk,2026-11-22 20:50,2026-11-22 21:00,');
    await desk.person('priya').types('/assist cen');
    await asked('maria');
    await allRecorded(desk);
    await write(
      'CEN,robin,desk,2026-11-22 18:30,2026-11-22 21:00,',
      'CEN,nora,desk,2026-11-22 18:50,2026-11-22 21:00,',
    );
    await asked('robin');
    expect(await desk.person('nora').rings()).toBe(0);
    await allRecorded(desk);
    desk.clock.skip(10 * minute);
    await asked('nora');
  });

  it('written down after the last step brings the call all the same', async () => {
    await begin('NTH-B,robin,desk,2026-11-22 20:50,2026-11-22 21:00,');
    const priya = desk.person('priya');
    await priya.types('/assist now cen');
    await asked('maria');
    await allRecorded(desk);
    for (const words of ['Now also asked', 'Nobody has confirmed']) {
      desk.clock.skip(10 * minute);
      await reads(priya, words);
      await allRecorded(desk);
    }
    await write('CEN,robin,desk,2026-11-22 19:10,2026-11-22 21:00,');
    expect(await desk.person('robin').rings()).toBe(0);
    desk.clock.skip(10 * minute);
    await asked('robin');
    await desk.person('robin').presses('I’m coming');
    await reads(priya, 'Robin Clark is coming to you');
  });

  it('written down while the desk was stopped brings the call after its start', async () => {
    await begin('NTH-B,robin,desk,2026-11-22 20:50,2026-11-22 21:00,');
    await desk.person('priya').types('/assist cen');
    await asked('maria');
    await allRecorded(desk);
    await desk.restart(() =>
      appendFile(join(desk.directory, 'shifts.csv'), 'CEN,robin,desk,2026-11-22 18:30,2026-11-22 21:00,\n'),
    );
    await asked('robin');
  });

  it('written down rings nobody who was asked already, nor anybody once somebody is coming', async () => {
    await begin('NTH-B,robin,desk,2026-11-22 20:50,2026-11-22 21:00,');
    const [priya, maria, omar] = [desk.person('priya'), desk.person('maria'), desk.person('omar')];
    await priya.types('/assist cen');
    await asked('omar');
    const rings = await omar.rings();
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming to you');
    await allRecorded(desk);
    await write('CEN,robin,desk,2026-11-22 18:30,2026-11-22 21:00,');
    await allRecorded(desk);
    expect(await omar.rings()).toBe(rings);
    expect(await desk.person('robin').rings()).toBe(0);
  });
});
