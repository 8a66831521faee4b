import { describe, expect, it } from 'vitest';
import { type Messenger, SendError } from '../../src/platforms/platform.ts';
import { makeSmallDisk } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { fillDisk } from './fill-disk.ts';
import { createRig, kind, type RigOptions, read } from './rig.ts';
import { createTestMessenger, createTestPlatform, toPosted } from './test-platform.ts';

/** Asks that are saved before the disk is full, and owed from then on. */
async function startFull(options: Omit<RigOptions, 'directory'>, ids: readonly string[], lateMs = 0) {
  const disk = makeSmallDisk(4096);
  const rig = await createRig({ ...options, directory: disk.directory });
  await rig.ask('maria', ids, { apart: true, urgent: true });
  await fillDisk(disk, rig);
  rig.clock.skip(lateMs);
  const since = rig.clock.elapsedMs();
  await rig.delivery.start();
  return {
    rig,
    /** Moves the clock on until so much has passed since the start; what falls due meanwhile is done. */
    async until(seconds: number) {
      while (rig.clock.elapsedMs() - since < seconds * 1000) {
        rig.clock.skip(Math.min(1000, since + seconds * 1000 - rig.clock.elapsedMs()));
        // Long enough for a refused save.
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    /** There is room again; resolves once every row is as told. */
    async free(...states: readonly string[]) {
      disk.free();
      await eventually(`all is ${states.join()}`, async () => {
        rig.clock.skip(1000);
        return (await rig.states()).join() === states.join();
      });
    },
  };
}

const messenger = (name: Messenger['name']) => ({ ...createTestMessenger(), name });
const waitsForAnswer = { ...kind, awaitsAnswer: () => 'yes' as const };

describe.runIf(process.platform === 'linux')('while the disk refuses', () => {
  it('what was delivered does not hold up the next one to the same person, and neither comes twice', async () => {
    const slack = createTestPlatform('slack');
    const { rig, free } = await startFull({ platforms: [slack] }, ['H-1', 'H-2']);
    const posts = () => slack.posts.map(({ card }) => read(card.summary));
    await eventually('both are posted', () => posts().length === 2);
    expect(posts()).toEqual(['H-1 open', 'H-2 open']);
    expect(await rig.postings()).toEqual([]);
    await free('sent', 'sent');
    expect(posts()).toHaveLength(2);
    expect(await rig.postings()).toHaveLength(2);
    await rig.change('H-1', { state: 'over' });
    await eventually('it is redrawn', () => slack.updates.length === 1);
  });

  it('each later route is taken at its time, and once', async () => {
    const slack = createTestPlatform('slack');
    slack.answer = async () => {
      throw new SendError('later', 'service_unavailable');
    };
    const [email, webhook] = [messenger('email'), messenger('webhook')];
    const { until, free } = await startFull(
      { platforms: [slack], messengers: [email, webhook], kind: waitsForAnswer },
      ['H-1'],
    );
    await until(28);
    expect(email.sent).toHaveLength(0);
    await until(31);
    await eventually('the e-mail', () => email.sent.length === 1);
    await until(85);
    expect(webhook.sent).toHaveLength(0);
    await until(95);
    await eventually('the text message', () => webhook.sent.length === 1);
    await until(300);
    slack.answer = async ({ to, marker }) => toPosted(to, marker);
    await free('sent', 'sent', 'sent');
    expect([email.sent.length, webhook.sent.length]).toEqual([1, 1]);
  });

  it('the next route waits for the answer to what was delivered, as it does otherwise', async () => {
    const slack = createTestPlatform('slack');
    const email = messenger('email');
    const { until, free } = await startFull(
      { platforms: [slack], messengers: [email], kind: waitsForAnswer },
      ['H-1'],
    );
    await eventually('it is posted', () => slack.posts.length === 1);
    await until(55);
    expect(email.sent).toHaveLength(0);
    await until(65);
    await eventually('the e-mail', () => email.sent.length === 1);
    await free('sent', 'sent');
    expect([slack.posts.length, email.sent.length]).toEqual([1, 1]);
  });

  it('what was delivered is written down later also where its record’s rule fails', async () => {
    const slack = createTestPlatform('slack');
    let fails = false;
    const onDelayed = async () => {
      if (fails) throw new Error('a rule of one record');
    };
    const { rig, free } = await startFull(
      { platforms: [slack], kind: { ...kind, onDelayed } },
      ['H-1', 'H-2'],
      600_000,
    );
    await eventually('both are posted', () => slack.posts.length === 2);
    fails = true;
    await free('sent', 'sent');
    expect(slack.posts).toHaveLength(2);
    expect(await rig.postings()).toHaveLength(2);
  });

  it('the record is told when it was, not when there was room again', async () => {
    const slack = createTestPlatform('slack');
    const { rig, until, free } = await startFull({ platforms: [slack] }, ['H-1'], 600_000);
    await eventually('it is posted', () => slack.posts.length === 1);
    await until(900);
    await free('sent');
    expect((await rig.call('H-1'))?.delayed).toEqual(['maria by slack 10']);
  });

  it('no later route is taken for what was delivered and needs no answer', async () => {
    const slack = createTestPlatform('slack');
    const email = messenger('email');
    const { until, free } = await startFull({ platforms: [slack], messengers: [email] }, ['H-1']);
    await eventually('it is posted', () => slack.posts.length === 1);
    await until(200);
    await free('sent', 'expired');
    expect([slack.posts.length, email.sent.length]).toEqual([1, 0]);
  });
});
