import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { type StartOptions, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { begun, startWithCheckIns } from '../support/desk/with-check-ins.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';

const unrecorded = 'cannot record anything at the moment';
const triesUntilFull = 30;

/** How often the words stand in what somebody has been told. */
const count = async (desk: TestDesk, who: string, words: string) =>
  (await desk.person(who).sees()).split(words).length - 1;

/** A desk on a disk that can be filled, with a call by Priya that nobody has answered yet. */
async function startCalled(options: StartOptions = {}) {
  const disk = makeSmallDisk(4096);
  const desk = await startDesk({ ...options, env: { DESKBELL_DB: join(disk.directory, 'db') } });
  onTestFinished(async () => {
    disk.free();
    await desk.stop();
  });
  expect(await desk.person('priya').types('/assist now cen a man with a knife')).toContain('H-0001 is saved');
  await eventually('Maria is asked', async () => (await count(desk, 'maria', 'H-0001')) > 0);
  return {
    desk,
    disk,
    async fill(): Promise<void> {
      disk.fill();
      // A disk that is full to the last page still takes what fits into that page.
      let said = '';
      for (let tries = 0; !said.includes('could not be saved') && tries < triesUntilFull; tries += 1)
        said = await desk.person('sam').types('/assist cen');
      expect(said).toContain('could not be saved');
    },
  };
}

/** A desk on a disk that can be filled, with Nora alone. */
async function startAlone() {
  const disk = makeSmallDisk(4096);
  const desk = await startWithCheckIns('page', undefined, { DESKBELL_DB: join(disk.directory, 'db') });
  onTestFinished(async () => {
    disk.free();
    await desk.stop();
  });
  await begun(desk);
  return {
    desk,
    disk,
    async fill(): Promise<void> {
      await allRecorded(desk);
      disk.fill();
      let said = '';
      for (let tries = 0; !said.includes('could not be saved') && tries < triesUntilFull; tries += 1)
        said = await desk.person('sam').types('/incident log leak');
      expect(said).toContain('could not be saved');
    },
  };
}

describe.runIf(process.platform === 'linux')('somebody alone whose check-in cannot be saved', () => {
  const minute = 60_000;
  const asks = [
    [30, 'nora', 'If there is no answer by'],
    [5, 'nora', 'others are asked to look.'],
    [5, 'maria', 'Nora Lind has not answered the check-in'],
    [2, 'dana', 'Nora Lind has not answered the check-in'],
    [8, 'nora', 'Nobody has confirmed that they look after you'],
  ] as const;

  it.each([0, 1, 2, 3])(
    'is looked for all the same, and it is saved as it went: %i saved before',
    async (saved) => {
      const { desk, disk, fill } = await startAlone();
      for (const [index, [ahead, who, words]] of asks.entries()) {
        if (index === saved) await fill();
        desk.clock.skip(ahead * minute);
        await eventually(`${who} is told: ${words}`, async () => (await count(desk, who, words)) > 0);
      }
      // Dana also hears that nobody has confirmed, and Nora that Dana was asked.
      const fromMemory = [
        ['maria', unrecorded, saved < 3 ? 1 : 0],
        ['maria', 'No answer from Nora Lind can be recorded either', saved < 3 ? 1 : 0],
        ['dana', unrecorded, 2],
        ['dana', 'No answer from Nora Lind can be recorded either', 1],
        ['nora', unrecorded, 4 - Math.min(saved, 2)],
      ] as const;
      const untilTold = async () => {
        for (const [who, words, times] of fromMemory)
          await eventually(`${who} is told so`, async () => (await count(desk, who, words)) === times);
      };
      await untilTold();
      expect(await desk.person('nora').types('/desk checkin')).toContain('could not be saved');

      for (let tries = 0; tries < 3; tries += 1) desk.clock.skip(5000);
      disk.free();
      await eventually('both have the card', async () => {
        desk.clock.skip(5000);
        const said = await Promise.all(['maria', 'dana'].map((who) => desk.person(who).sees()));
        return said.every((text) => text.includes('[I’m coming]'));
      });
      expect(await desk.person('nora').types('/desk checkin')).toContain(
        'told that you are all right (H-0001)',
      );
      await reads(desk.person('maria'), 'They have answered and are all right');
      await untilTold();
    },
  );

  it('so is whoever is alone there next, although that could not be planned', async () => {
    const { desk, fill } = await startAlone();
    const robin = 'NTH-A,robin,front desk,2026-11-22 21:00,2026-11-22 23:00,\n';
    await appendFile(join(desk.directory, 'shifts.csv'), robin);
    await eventually('the plan is taken over', async () => {
      desk.clock.skip(1000);
      return (await desk.person('robin').types('/onshift NTH-A 22:00')).includes('Robin Clark');
    });
    await fill();
    for (const [ahead, who, words] of [
      [5, 'robin', 'You are alone at Northside Library (Ashton)'],
      // What is late by more than a minute is asked once more instead.
      [0.5, 'robin', 'others are asked to look.'],
      [0.5, 'dana', 'Robin Clark has not answered the check-in'],
    ] as const)
      await eventually(`${who} is told: ${words}`, async () => {
        desk.clock.skip(ahead * minute);
        return (await count(desk, who, words)) > 0;
      });
  });
});

describe.runIf(process.platform === 'linux')(
  'a call whose disk is full for longer than its steps take',
  () => {
    it('keeps their times, tells its caller each, and is saved as it went', async () => {
      const { desk, disk, fill } = await startCalled({
        async prepare(directory) {
          const asks = [['onShift'], ['supervisor'], ['supervisor', 'director']];
          const steps = asks.map((ask, index) => ({ afterSeconds: index * 60, ask }));
          const policies = [{ for: 'now', steps, lastAfterSeconds: 180 }];
          await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
        },
      });
      await fill();
      desk.clock.skip(60_000);
      const first = 'Now also asked: Lee Wong.';
      await eventually('Lee is asked', async () => (await count(desk, 'lee', unrecorded)) === 1);
      await eventually('the caller hears', async () => (await count(desk, 'priya', first)) === 1);
      desk.clock.skip(50_000);
      expect(await count(desk, 'dana', 'H-0001')).toBe(0);
      desk.clock.skip(10_000);
      const second = 'Now also asked: Lee Wong and Dana Whitfield.';
      await eventually('Dana is asked', async () => (await count(desk, 'dana', unrecorded)) === 1);
      await eventually('Lee is asked again', async () => (await count(desk, 'lee', unrecorded)) === 2);
      await eventually('the caller hears', async () => (await count(desk, 'priya', second)) === 1);
      desk.clock.skip(60_000);
      const last = 'Nobody has confirmed call H-0001. Do not wait for an answer here. Dial 9-911';
      await eventually('the caller is told', async () => (await count(desk, 'priya', last)) === 1);

      for (let tries = 0; tries < 3; tries += 1) desk.clock.skip(5000);
      disk.free();
      await eventually('all have their cards', async () => {
        desk.clock.skip(5000);
        const said = await Promise.all(['lee', 'dana'].map((who) => desk.person(who).sees()));
        return said.every((text) => text.includes('[I’m coming]'));
      });
      expect(await desk.person('dana').presses('I’m coming')).toContain('Thank you');
      const coming = 'Dana Whitfield is coming to you';
      await eventually('the caller hears', async () => (await count(desk, 'priya', coming)) > 0);
      // Tried again and again, nothing is told once more but in the one card.
      for (const words of [first, second, last]) expect(await count(desk, 'priya', words)).toBe(1);
      expect(await count(desk, 'priya', unrecorded)).toBe(3);
      expect(await desk.person('lee').rings()).toBe(3);
      expect(await desk.person('dana').rings()).toBe(2);
    });

    it('goes on by its record when there is room again between two steps', async () => {
      const { desk, disk, fill } = await startCalled();
      await fill();
      desk.clock.skip(60_000);
      await eventually('Lee is asked', async () => (await count(desk, 'lee', unrecorded)) === 1);
      disk.free();
      await eventually('Lee has the card', async () => {
        desk.clock.skip(5000);
        return (await desk.person('lee').sees()).includes('[I’m coming]');
      });
      desk.clock.skip(120_000);
      await eventually('Dana has the card', async () =>
        (await desk.person('dana').sees()).includes('[I’m coming]'),
      );
      const news = 'Now also asked: Dana Whitfield';
      await eventually('the caller hears', async () => (await count(desk, 'priya', news)) === 1);
      expect(await count(desk, 'dana', unrecorded)).toBe(0);
    });

    it('tells its caller at once when nothing reaches those who are asked, and whoever looks after it a day later', async () => {
      const { desk, fill } = await startCalled({
        people: 'slack over http',
        async prepare(directory) {
          const path = join(directory, 'organisation.json');
          const organisation = JSON.parse(await readFile(path, 'utf8')) as object;
          await writeFile(path, JSON.stringify({ ...organisation, fallback: { person: 'nora' } }));
          await rewriteStaff(directory, (staff) =>
            staff.map(({ slack, email, ...one }) =>
              ['nora', 'lee'].includes(String(one.id)) ? one : { ...one, slack, email },
            ),
          );
        },
      });
      // Of a call without a building, Nora is to be asked after a minute, and Lee where nothing reaches her.
      expect(await desk.person('dana').types('/assist now')).toContain('Not sent to anyone yet');
      await fill();
      desk.clock.skip(61_000);
      await eventually(
        'the caller is told',
        async () => (await count(desk, 'dana', 'Nobody has confirmed')) === 1,
      );
      await eventually('as she heard before', async () => (await count(desk, 'dana', unrecorded)) === 3);
      desk.clock.skip(24 * 60 * 60_000);
      const reminder = 'Call H-0002 at Building unknown is still open';
      await eventually(
        'its only director is reminded',
        async () => (await count(desk, 'dana', reminder)) > 0,
      );
    });
  },
);
