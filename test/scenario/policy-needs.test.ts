import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;

/** Two must come, and somebody who said so is asked about it after four minutes. */
const policies = {
  policies: [
    {
      for: 'now',
      steps: [
        { afterSeconds: 0, ask: ['onShift'], needs: 2 },
        { afterSeconds: 60, ask: ['supervisor'] },
        { afterSeconds: 180, ask: ['director'] },
      ],
      lastAfterSeconds: 300,
      quietAfterMinutes: 4,
    },
  ],
};

describe.each(allPlaces)('%s: a call to which two must come', (people) => {
  let desk: TestDesk;
  const begin = async (...moreShifts: readonly string[]) => {
    desk = await startDesk({
      people,
      async prepare(directory) {
        await writeFile(join(directory, 'policies.json'), JSON.stringify(policies));
        await appendFile(join(directory, 'shifts.csv'), moreShifts.map((line) => `${line}\n`).join(''));
      },
    });
    await desk.person('priya').types('/assist now cen');
    for (const id of ['maria', 'omar', 'sam']) await reads(desk.person(id), 'H-0001');
  };
  afterEach(() => desk.stop());

  it('goes on asking with one, says so in plain words, and rests with two', async () => {
    await begin();
    expect(await desk.person('maria').presses('I’m coming')).toContain(
      '1 of 2. Others are still being asked',
    );
    await reads(desk.person('priya'), 'Maria Santos is coming to you (H-0001): 1 of 2');
    for (const id of ['priya', 'maria', 'omar']) await reads(desk.person(id), '1 of 2 coming: Maria Santos');
    // It still waits for the others, and whoever answers for the branch sees how it stands.
    await desk.person('omar').opensHome();
    await eventually('Omar’s Home shows it', async () =>
      (await desk.person('omar').seesHome()).includes('1 of 2 coming: Maria Santos'),
    );
    expect(await desk.person('lee').types('/desk today')).toContain('1 of 2 coming: Maria Santos');
    desk.clock.skip(minute);
    await reads(desk.person('lee'), '18:40 by Priya Nair');
    await reads(desk.person('priya'), 'Now also asked for H-0001: Lee Wong. 1 of 2 coming: Maria Santos');
    await desk.restart();
    await desk.person('lee').presses('I’m coming');
    await reads(desk.person('priya'), 'Lee Wong is coming too (H-0001): 2 of 2');
    desk.clock.skip(3 * minute);
    // What is due after Dana's turn has happened, so that has passed without her.
    await reads(desk.person('maria'), 'Are you at Central Library yet?');
    expect(await desk.person('dana').rings()).toBe(0);
  });

  it('falls back to asking when one of them can’t come, and says at the end that one is coming', async () => {
    await begin();
    await desk.person('maria').presses('I’m coming');
    await desk.person('omar').presses('I’m coming');
    await reads(desk.person('priya'), 'Omar Haddad is coming too (H-0001): 2 of 2');
    await desk.person('omar').presses('Can’t come');
    await reads(desk.person('lee'), '1 of 2 coming: Maria Santos');
    await reads(
      desk.person('priya'),
      'Omar Haddad can’t come to H-0001 after all. 1 of 2 coming: Maria Santos',
    );
    desk.clock.skip(2 * minute);
    await reads(desk.person('dana'), 'H-0001');
    desk.clock.skip(2 * minute);
    await reads(desk.person('priya'), 'Nobody else has confirmed call H-0001. 1 of 2 coming: Maria Santos');
  });

  it('says to the one who comes after the last step, and to its caller, that nobody else is being asked', async () => {
    await begin();
    for (const [id, minutes] of [
      ['lee', 1],
      ['dana', 2],
    ] as const) {
      desk.clock.skip(minutes * minute);
      await reads(desk.person(id), 'H-0001');
    }
    desk.clock.skip(2 * minute);
    await reads(desk.person('priya'), 'Nobody has confirmed call H-0001.');
    const alone = '1 of 2. Nobody else has confirmed, and nobody else is being asked. Dial 9-911';
    expect(await desk.person('maria').presses('I’m coming')).toContain(alone);
    await reads(desk.person('priya'), `Maria Santos is coming to you (H-0001): ${alone}`);
    await reads(
      desk.person('priya'),
      /1 of 2 coming: Maria Santos\s+Nobody else has confirmed, and nobody else is being asked\. Dial 9-911/,
    );
    await desk.person('priya').presses('Ask more people now');
    await eventually(
      'the card follows',
      async () => !/Santos\s+Nobody else has confirmed/.test(await desk.person('priya').sees()),
    );
    expect(await desk.person('omar').presses('I’m coming')).not.toContain('nobody else is being asked');
    await reads(desk.person('priya'), 'Omar Haddad is coming too (H-0001): 2 of 2');
  });

  it('says that others are asked once a shift starts after the last step, until they have had their time', async () => {
    await begin('CEN,robin,desk,2026-11-22 18:47,2026-11-22 21:00,');
    const [priya, maria] = [desk.person('priya'), desk.person('maria')];
    for (const [id, minutes] of [
      ['lee', 1],
      ['dana', 2],
    ] as const) {
      desk.clock.skip(minutes * minute);
      await reads(desk.person(id), 'H-0001');
    }
    desk.clock.skip(2 * minute);
    await reads(priya, 'Nobody has confirmed call H-0001.');
    desk.clock.skip(2 * minute);
    await reads(desk.person('robin'), 'H-0001');
    expect(await maria.presses('I’m coming')).toContain('1 of 2. Others are still being asked');
    await reads(priya, 'Maria Santos is coming to you (H-0001): 1 of 2. Others are still being asked.');
    await reads(priya, '1 of 2 coming: Maria Santos');
    expect(await priya.sees()).not.toContain('nobody else is being asked');
    desk.clock.skip(5 * minute);
    await reads(priya, 'Nobody else has confirmed call H-0001. 1 of 2 coming: Maria Santos.');
    await reads(priya, 'nobody else is being asked');
  });

  it('asks whoever has gone quiet after the policy’s minutes, and then the next', async () => {
    await begin();
    await desk.person('maria').presses('I’m coming');
    await desk.person('omar').presses('I’m coming');
    desk.clock.skip(4 * minute);
    await reads(desk.person('maria'), 'Are you at Central Library yet?');
    expect(await desk.person('lee').rings()).toBe(0);
    desk.clock.skip(2 * minute);
    await reads(desk.person('lee'), 'H-0001');
    await reads(desk.person('priya'), 'no word since');
  });
});
