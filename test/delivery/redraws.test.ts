import { expect, it } from 'vitest';
import { own } from '../../src/chat/text.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { fillDisk } from './fill-disk.ts';
import { createRig, kind, lines } from './rig.ts';
import { createTestPlatform } from './test-platform.ts';

it('many changes are one redraw, which shows the last of them', async () => {
  const slack = createTestPlatform('slack', {
    pace: {
      postsPerConversation: { count: 50, perMs: 1000 },
      posts: { count: 50, perMs: 1000 },
      updates: { count: 1, perMs: 60_000 },
    },
  });
  const rig = await createRig({ platforms: [slack] });
  await rig.delivery.start();
  await rig.ask('maria', ['H-1']);
  await rig.ask('maria', ['H-2']);
  await rig.all('sent');
  await rig.change('H-1', { state: 'Omar is coming' });
  await eventually('the first change is drawn', () => slack.updates.length === 1);
  for (let count = 2; count <= 20; count++) await rig.change('H-1', { state: `${count} are coming` });
  rig.clock.skip(60_000);
  await eventually('the rest is drawn', () => slack.updates.length === 2);
  // Were any of it left, it would come before the other card.
  await rig.change('H-2', { state: 'Omar is there' });
  await eventually('the other card is drawn', () => {
    rig.clock.skip(60_000);
    return slack.updates.length === 3;
  });
  expect(slack.updates.map(({ card }) => card.summary)).toEqual(
    ['H-1 Omar is coming', 'H-1 20 are coming', 'H-2 Omar is there'].map((words) => own(words)),
  );
  expect(lines(slack.updates[1]?.card ?? { summary: own(''), parts: [] })).toContain('20 are coming');
});

it('the caller’s card is redrawn first, then that of who leads, then the others', async () => {
  const ranks: Readonly<Record<string, number>> = { priya: 0, omar: 1 };
  const slack = createTestPlatform('slack', {
    pace: {
      postsPerConversation: { count: 50, perMs: 1000 },
      posts: { count: 50, perMs: 1000 },
      updates: { count: 1, perMs: 1000 },
    },
  });
  const ranked = { ...kind, redrawRank: (_call: unknown, _view: unknown, viewer = '') => ranks[viewer] ?? 2 };
  const rig = await createRig({ platforms: [slack], kind: ranked });
  await rig.delivery.start();
  for (const person of ['maria', 'sam', 'omar', 'priya']) await rig.ask(person, ['H-1']);
  await rig.all('sent');
  const places = new Map((await rig.postings()).map(({ message, address }) => [message, address.id]));
  await rig.change('H-1', { state: 'Omar is coming' });
  await eventually('all are redrawn', () => {
    rig.clock.skip(1000);
    return slack.updates.length === 4;
  });
  const order = slack.updates.map(({ message }) => places.get(message));
  expect(order.slice(0, 2)).toEqual(['priya', 'omar']);
  expect(new Set(order.slice(2))).toEqual(new Set(['maria', 'sam']));
});

it.runIf(process.platform === 'linux')(
  'a card that became another message while the disk was full is redrawn there, also after a restart',
  async () => {
    const disk = makeSmallDisk(4096);
    const teams = createTestPlatform('teams');
    const rig = await createRig({ platforms: [teams], directory: disk.directory });
    let isFull = false;
    teams.update = async ({ message }, card) => {
      teams.updates.push({ message, card });
      if (teams.updates.length > 1) return undefined;
      await fillDisk(disk, rig);
      isFull = true;
      return 'reply';
    };
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.all('sent');
    await rig.change('H-1', { state: 'Omar is coming' });
    await eventually('the disk is full', () => isFull);
    // Long enough for a refused save.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    disk.free();
    await eventually('there is room', () =>
      rig.change('H-1', { state: 'Omar is there' }).then(
        () => true,
        () => false,
      ),
    );
    await eventually('it is redrawn', () => teams.updates.length === 2);
    expect(teams.updates[1]?.message).toBe('reply');
    await eventually('it is written down', async () => {
      rig.clock.skip(1000);
      return (await rig.postings())[0]?.message === 'reply';
    });
    const next = await rig.crash();
    await next.delivery.start();
    await next.change('H-1', { state: 'over' });
    await eventually('it is redrawn', () => teams.updates.length === 3);
    expect(teams.updates[2]?.message).toBe('reply');
  },
);
