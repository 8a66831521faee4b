import { expect, it, onTestFinished } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const seconds = 1000;

const lost = [
  ['answers 500', { status: 500 }],
  ['cuts every connection', { reset: true }],
  ['takes what it is given and says nothing of it', { reset: true, afterwards: true }],
] as const;

it.each(lost)('An hour in which Teams %s costs a call no message', async (_how, failure) => {
  const desk = await startDesk({ people: 'teams', alsoAt: ['page'] });
  onTestFinished(() => desk.stop());
  const { teams } = desk;
  if (teams === undefined) throw new Error('There is no Teams.');
  teams.fail('*', failure);
  await desk.person('priya', 'page').types('/assist now');
  const from = desk.clock.elapsedMs();
  // Nothing is given up: Teams is asked again and again.
  await eventually(
    'an hour has passed',
    () => {
      desk.clock.skip(10 * seconds);
      return teams.calls().length > 300 && desk.clock.elapsedMs() - from > 3600 * seconds;
    },
    // Hundreds of looks, each with its tries.
    40_000,
  );
  teams.heal();
  const asks = async () => {
    desk.clock.skip(10 * seconds);
    return (await desk.person('maria').sees()).match(/\[I’m coming\]/g)?.length;
  };
  await eventually('Maria is asked', asks);
  await reads(desk.person('maria'), 'Priya Nair');
  expect(await asks()).toBeLessThanOrEqual(2);
});
