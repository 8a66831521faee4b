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

  describe('a form that is sent again', () => {
    const note = 'What those who come should know';
    let send: (values: Readonly<Record<string, string>>) => Promise<unknown>;

    async function opens(command: string): Promise<void> {
      desk = await startDesk({ people });
      const priya = desk.person('priya');
      await priya.types(command);
      const openAgain = keepForm(desk);
      send = async (values) => {
        openAgain();
        await priya.submits(values);
      };
    }
    const calls = async () =>
      (await readDatabase(desk.database)).calls.toSorted((a, b) => (a.number < b.number ? -1 : 1));
    /** Slack has one answer for where the form was opened; further ones come into the chat with the desk. */
    const isTold = (words: string) =>
      eventually(`Priya reads “${words}”`, async () => {
        const priya = desk.person('priya');
        return `${await priya.hears()}\n${await priya.sees()}`.includes(words);
      });

    it('with other words adds these to its call', async () => {
      await opens('/assist');
      await send({ [note]: 'a leak' });
      await reads(desk.person('maria'), 'a leak');
      await send({ [note]: 'a leak, and it is hot' });
      await isTold('Your call H-0001 was still open, so your words were added to it');
      await reads(desk.person('maria'), 'and it is hot');
      // Each of the two is answered as before, should it come once more.
      await send({ [note]: 'a leak' });
      await send({ [note]: 'a leak, and it is hot' });
      expect((await calls()).map(({ notes }) => notes.length)).toEqual([2]);
    });

    it.each([
      ['the same words', 'a leak'],
      ['other words', 'a fight'],
    ])('when its call is over calls anew: %s', async (_which, words) => {
      await opens('/assist');
      await send({ [note]: 'a leak' });
      const maria = desk.person('maria');
      await reads(maria, 'a leak');
      await maria.presses('I’m coming');
      await maria.presses('Done');
      await send({ [note]: words });
      await reads(maria, 'H-0002');
      expect((await calls()).map(({ notes }) => notes.map(({ text }) => text))).toEqual([
        ['a leak'],
        [words],
      ]);
    });

    it('minutes later asks again, also with the same words', async () => {
      await opens('/assist');
      await send({ [note]: 'a leak' });
      await reads(desk.person('maria'), 'a leak');
      const rung = await desk.person('maria').rings();
      desk.clock.skip(6 * 60_000);
      await send({ [note]: 'a leak' });
      await isTold('Your call H-0001 was still open');
      await eventually('Maria is asked again', async () => (await desk.person('maria').rings()) > rung);
    });

    it('is one question while it waits, and another one with other words or once it was answered', async () => {
      await opens('/escalate');
      const about = (words: string) => ({ 'What needs deciding': words });
      await send(about('close early'));
      const lee = desk.person('lee');
      await reads(lee, 'E-0001');
      desk.clock.skip(6 * 60_000);
      await send(about('close early'));
      await send(about('close at six'));
      await reads(lee, 'close at six');
      expect(await lee.sees()).toContain('E-0002');
      await lee.pressesAway('Yes', 'E-0001');
      await reads(desk.person('priya'), 'decided: Yes (E-0001)');
      await send(about('close early'));
      await reads(lee, 'E-0003');
      expect(await lee.sees()).not.toContain('E-0004');
    });
  });
});
