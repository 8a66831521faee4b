import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { copyDatabase, restoreBackup } from '../../src/store/json/index.ts';
import { withWhatStays } from '../../src/wiring/restored-calls.ts';
import { storedFormat } from '../../src/wiring/stores.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { typedAt } from '../support/desk/typed-at.ts';

describe.each(allPlaces)('%s: a call that the restored backup does not have', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('says on its cards that it asks nobody, how to call again and what to dial', async () => {
    desk = await startDesk({ people });
    const [maria, omar, nora] = ['maria', 'omar', 'nora'].map((id) => desk.person(id)) as [
      Person,
      Person,
      Person,
    ];
    const copy = join(desk.directory, 'copy');
    await nora.types('/assist a lamp is broken');
    await reads(nora, 'H-0001');
    await desk.restart((database) => copyDatabase(database, copy));
    await maria.types('/assist now teen area');
    await reads(maria, 'H-0002');
    await reads(omar, 'H-0002');
    await desk.restart(
      async (database) => void (await restoreBackup(copy, database, undefined, storedFormat)),
    );
    if (people === 'page') {
      // What a page that stayed open shows of it is pressed in test/scenario/in-the-browser.test.ts.
      for (const person of [maria, omar]) expect(await person.sees()).not.toContain('H-0002');
      return;
    }
    for (const [person, label] of [
      [maria, 'Ask more people now'],
      [omar, 'I’m coming'],
    ] as const) {
      expect(await person.sees()).toContain('H-0002');
      await person.pressesAway(label, 'H-0002');
      const seen = await reads(person, 'That call is not here any more, and nobody is asked by it.');
      expect(seen).toContain(typedAt(people, 'assist now'));
      expect(seen).toContain('In an emergency: Dial 9-911 from any desk phone');
      expect(seen).not.toContain('H-0002: ');
      expect(seen).not.toContain(`[${label}]`);
    }
  });
});

describe.each(allPlaces)('%s: a call that had ended since the backup', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('stays ended and asks nobody once more', async () => {
    desk = await startDesk({ people });
    const [maria, priya] = ['maria', 'priya'].map((id) => desk.person(id)) as [Person, Person];
    const copy = join(desk.directory, 'copy');
    await priya.types('/assist now teen area');
    await reads(maria, 'H-0001');
    await desk.restart((database) => copyDatabase(database, copy));
    await maria.presses('I’m coming');
    await maria.presses('Done');
    await reads(priya, 'is done');
    await desk.restart(async (database) => {
      await restoreBackup(copy, database, withWhatStays('2026'), storedFormat);
      desk.clock.skip(31 * 60_000);
    });
    await priya.types('/assist now reading room');
    await reads(maria, 'H-0002');
    for (const id of ['lee', 'nora', 'dana']) expect(await desk.person(id).sees()).not.toContain('H-0001');
  });
});
