import { expect, it } from 'vitest';
import { SendError } from '../../src/platforms/platform.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, lines } from './rig.ts';
import { createTestPlatform, toPosted } from './test-platform.ts';

const minutes = 60_000;
const hours = 60 * minutes;

it('A day without the platform ends what is over by then; an open call still reaches its people when it is back', async () => {
  const slack = createTestPlatform('slack');
  slack.answer = async () => {
    throw new SendError('later', 'service_unavailable');
  };
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await rig.ask('omar', ['H-2']);
  await eventually('both were tried', () => slack.posts.length >= 2);
  await rig.change('H-2', { over: true, state: 'done' });
  rig.clock.skip(26 * hours);
  const states = async () => (await rig.states()).toSorted().join();
  await eventually('one is given up', async () => {
    rig.clock.skip(minutes);
    return (await states()) === 'failed,pending';
  });
  slack.answer = async ({ to, marker }) => toPosted(to, marker);
  await eventually('the other arrives', async () => {
    rig.clock.skip(minutes);
    return (await states()) === 'failed,sent';
  });
  expect(lines(slack.posts.at(-1)?.card as Parameters<typeof lines>[0])).toContain('H-1');
});

it('A clock that is set right by more than a day ends nothing', async () => {
  const slack = createTestPlatform('slack');
  slack.answer = async () => {
    throw new SendError('later', 'service_unavailable');
  };
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await eventually('it was tried', () => slack.posts.length > 0);
  await rig.change('H-1', { over: true, state: 'done' });
  rig.clock.jumpWall(26 * hours);
  const tries = slack.posts.length;
  await eventually('it was tried again', () => {
    rig.clock.skip(minutes);
    return slack.posts.length > tries;
  });
  slack.answer = async ({ to, marker }) => toPosted(to, marker);
  await eventually('it arrives', async () => {
    rig.clock.skip(minutes);
    return (await rig.states()).join() === 'sent';
  });
});
