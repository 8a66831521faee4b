import { expect, it } from 'vitest';
import { postingCollection } from '../../src/delivery/schema.ts';
import { SendError } from '../../src/platforms/platform.ts';
import { addMs } from '../../src/time.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, kind, type RigOptions } from './rig.ts';
import { createTestPlatform } from './test-platform.ts';

const dayMs = 24 * 60 * 60_000;

/** One call for each, posted and drawn as it was then. */
async function withCalls(ids: readonly string[], options: Partial<RigOptions> = {}) {
  const slack = createTestPlatform('slack');
  const rig = await createRig({ platforms: [slack], ...options });
  await rig.delivery.start();
  for (const id of ids) await rig.ask('maria', [id]);
  await rig.all('sent');
  const left = async () =>
    (await rig.postings()).flatMap(({ content }) => ('view' in content ? [content.record.id] : []));
  const end = async (id: string) => {
    const before = slack.updates.length;
    await rig.change(id, { over: true });
    await eventually('it is redrawn', async () => slack.updates.length > before);
    await eventually('that is written down', async () =>
      (await rig.postings()).some(
        ({ content, drawn }) => 'view' in content && content.record.id === id && drawn === 2,
      ),
    );
  };
  return { rig, slack, left, end };
}

it('what was posted is forgotten after 30 days, when its record is over', async () => {
  const { rig, left, end } = await withCalls(['H-1', 'H-2']);
  await end('H-1');
  rig.clock.skip(30 * dayMs - 60_000);
  await rig.delivery.forgetOld();
  expect(await left()).toHaveLength(2);

  rig.clock.skip(60_000);
  await rig.delivery.forgetOld();
  expect(await left()).toEqual(['H-2']);
  expect(await rig.call('H-1')).toMatchObject({ over: true });
  expect(await rig.rows()).toEqual([]);
});

it('a card that was not redrawn yet is kept until it is', async () => {
  const away = {
    ...createTestPlatform('slack'),
    update: async () => {
      throw new SendError('later', 'Slack is away.');
    },
  };
  const { rig, left } = await withCalls(['H-1'], { platforms: [away] });
  await rig.change('H-1', { over: true });
  rig.clock.skip(31 * dayMs);
  await rig.delivery.forgetOld();
  expect(await left()).toEqual(['H-1']);
});

it('cards of a kind that is followed for good are kept', async () => {
  const { rig, left, end } = await withCalls(['H-1'], { kind: { ...kind, followedForGood: true } });
  await end('H-1');
  rig.clock.skip(400 * dayMs);
  await rig.delivery.forgetOld();
  expect(await left()).toEqual(['H-1']);
});

it('what was posted on a platform that was taken out of the settings is forgotten too', async () => {
  const directory = temporaryDirectory();
  const { rig } = await withCalls(['H-1'], { directory });
  await rig.delivery.stop();
  await rig.store.close();
  const next = await createRig({ platforms: [createTestPlatform('teams')], directory, clock: rig.clock });
  await next.delivery.start();
  await next.change('H-1', { over: true });
  next.clock.skip(31 * dayMs);
  await next.delivery.forgetOld();
  expect(await next.postings()).toEqual([]);
});

it('looks at all of them, however many are followed for good and of one moment', async () => {
  const { rig, left } = await withCalls(['H-1']);
  const [one] = await rig.postings();
  const at = '2026-01-01T00:00:00.000Z';
  const content = { record: { kind: 'unknown', id: 'R-1' }, view: 'author' as const };
  for (let batch = 0; batch < 3; batch++) {
    await rig.store.transact(async (tx) => {
      for (let count = 0; count < 300; count++) {
        if (one === undefined) throw new Error('Nothing was posted.');
        const id = `kept ${batch} ${count}`;
        await tx.put(postingCollection, { ...one, id, message: id, content, at: addMs(at, batch) });
      }
    });
  }
  await rig.change('H-1', { over: true });
  await eventually('it is redrawn', async () => (await rig.postings()).some(({ drawn }) => drawn === 2));
  rig.clock.skip(31 * dayMs);
  await rig.delivery.forgetOld();
  expect(await left()).toHaveLength(900);
});
