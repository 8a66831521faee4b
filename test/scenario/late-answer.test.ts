import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';
import { entraId } from '../support/teams/index.ts';

/** The answer does not come through: Priya's form stands as it was, with its words. Gives what opens it so again. */
function keepForm({ slack, teams }: TestDesk): () => void {
  const view = [...(slack?.state.views.values() ?? [])].at(-1);
  if (view !== undefined) return () => void slack?.state.views.set(view.id, view);
  const screen = teams?.state.screens.get(entraId('priya'));
  const dialog = screen?.dialog;
  if (screen === undefined || dialog === undefined) throw new Error('There is no form.');
  return () => {
    screen.dialog = dialog;
  };
}

describe.each(allPlaces.filter((place) => place !== 'page'))('%s', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('a late answer and a resubmit are one record: the form that was sent again brings the same call', async () => {
    desk = await startDesk({ people });
    const priya = desk.person('priya');
    await priya.types('/assist');
    const openAgain = keepForm(desk);
    const sends = async () => {
      openAgain();
      await priya.submits({ 'What those who come should know': 'a leak' });
    };
    await sends();
    await reads(desk.person('maria'), 'a leak');
    const rung = await desk.person('maria').rings();
    await sends();
    await desk.restart();
    await sends();
    await eventually('everything has been sent', async () => {
      const { outbox } = await readDatabase(join(desk.directory, 'db'));
      return outbox.every(({ targets }) => targets.every(({ state }) => state === 'sent'));
    });
    const { calls } = await readDatabase(join(desk.directory, 'db'));
    expect(calls.map(({ number, notes }) => [number, notes.length])).toEqual([['H-0001', 1]]);
    expect(await desk.person('maria').rings()).toBe(rung);
  });
});
