import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { places, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';

describe.each(places.filter((place) => place !== 'page'))('%s', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('a late answer and a resubmit are one record: the form that was sent again brings the same call', async () => {
    desk = await startDesk({ people });
    const { slack } = desk;
    if (slack === undefined) throw new Error('There is no workspace.');
    const priya = desk.person('priya');
    await priya.types('/assist');
    const open = [...slack.state.views.values()].at(-1);
    if (open === undefined) throw new Error('There is no form.');
    const sends = async () => {
      // Slack had some trouble connecting: the form stands as it was, with its words.
      slack.state.views.set(open.id, open);
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
