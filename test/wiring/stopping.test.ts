import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Answer } from '../../src/chat/outcome.ts';
import type { What } from '../../src/chat/request.ts';
import { helpCollection } from '../../src/desk/help/index.ts';
import type { DeskPort } from '../../src/platforms/platform.ts';
import { createDesk } from '../../src/wiring/desk.ts';
import { createLog } from '../../src/wiring/log.ts';
import { createTestPlatform } from '../delivery/test-platform.ts';
import { openLibrary } from '../desk/open-library.ts';
import { createDrivenClock } from '../support/clock.ts';
import { sundayEvening } from '../support/desk/library.ts';

async function start() {
  const { store } = await openLibrary();
  /** What saving waits for. */
  const disk = { ready: Promise.resolve() };
  const platform = createTestPlatform('slack');
  let port: DeskPort | undefined;
  platform.start = async (to) => {
    port = to;
  };
  const { transact } = store;
  const desk = await createDesk({
    store: Object.assign(store, {
      transact: async (...work: Parameters<typeof transact>) => {
        await disk.ready;
        return transact.apply(store, work);
      },
    }),
    clock: createDrivenClock(sundayEvening),
    log: createLog('silent'),
    platforms: async () => [platform],
    messengers: [],
    refusedFiles: () => [],
  });
  await desk.start();
  let keys = 0;

  function handle(what: What, key = `key-${++keys}`) {
    if (port === undefined) throw new Error('The platform was not started.');
    return port.handle({
      key,
      actor: { platform: 'slack', tenant: 'T0LIBRARY', user: 'U0PRIYA', standing: 'member' },
      canOpenForm: true,
      what,
    });
  }

  async function answer(what: What, key?: string): Promise<Answer> {
    const { first, last } = handle(what, key);
    return { ...(await last), ...first };
  }

  const say = (card: Card | undefined) =>
    card === undefined ? '' : (port?.words.draw(card.summary, { locale: 'en' }) ?? '');
  const calls = () => store.all(helpCollection);
  return { desk, platform, disk, handle, answer, say, calls };
}

const command = (words: string): What => ({ type: 'command', words });
const stopping =
  'In an emergency: Dial 9-911 from any desk phone. Deskbell is stopping, so nothing was done and nobody was asked. Please try again in a few minutes.';

describe('a desk that stops', () => {
  it('lets the call that it has begun with be saved and go out', async () => {
    const { desk, platform, disk, handle, say } = await start();
    let saves = () => {};
    disk.ready = new Promise<void>((resolve) => {
      saves = resolve;
    });
    const { last } = handle(command('assist now cen'));
    const stopped = desk.stop();
    await nextTurn();
    saves();
    await stopped;
    expect(say((await last).reply)).toContain('H-0001');
    expect(platform.posts.map(({ to }) => to)).toContain('U0MARIA');
  });

  it('answers what it has done already as before, also while that is still being saved', async () => {
    const { desk, disk, handle, answer, say, calls } = await start();
    const done = await answer(command('assist now cen'), 'the first');
    let saves = () => {};
    disk.ready = new Promise<void>((resolve) => {
      saves = resolve;
    });
    const { last } = handle(command('assist now nth-a'), 'the second');
    desk.takeNoMore();
    const again = Promise.all([
      answer(command('assist now cen'), 'the first'),
      answer(command('assist now nth-a'), 'the second'),
    ]);
    await nextTurn();
    saves();
    expect((await again).map(({ reply }) => say(reply))).toEqual([say(done.reply), say((await last).reply)]);
    expect(say((await last).reply)).toContain('H-0002');
    expect(await calls()).toHaveLength(2);
    await desk.stop();
  });

  it('tells whoever wants something from then on that nothing was done, and what to dial where they are', async () => {
    const { desk, platform, answer, say, calls } = await start();
    desk.takeNoMore();
    const wants: readonly What[] = [
      command('assist now cen'),
      command('onshift'),
      { type: 'pressed', button: 'help.claim', record: 'some' },
      { type: 'quoted', command: 'incident' },
      { type: 'submitted', form: 'no such form', instance: 'one', values: {} },
    ];
    for (const what of wants) expect(say((await answer(what)).reply)).toBe(stopping);
    expect(await calls()).toEqual([]);
    await desk.stop();
    expect(platform.posts).toEqual([]);
  });

  it('gives a form back with what was typed, and still shows what is only looked at', async () => {
    const { desk, answer, say, calls } = await start();
    const { form } = await answer(command('assist'));
    if (form === undefined) throw new Error('No form was opened.');
    desk.takeNoMore();
    const values = { ...form.values, note: 'a man shouts' };
    const sent = { type: 'submitted', form: form.form, instance: form.instance, values } as const;
    const back = (await answer(sent)).form;
    expect(back).toMatchObject({ instance: form.instance, values });
    expect(say(back?.notice && { summary: back.notice, parts: [] })).toBe(stopping);
    expect(say((await answer({ type: 'homeOpened' })).reply)).toContain('Home');
    const screen = { type: 'command', words: 'today', isLeftOpen: true } as const;
    expect(say((await answer(screen)).reply)).toContain('This list is for supervisors.');
    const asked = { type: 'options', form: form.form, field: 'place', query: '', values } as const;
    expect((await answer(asked)).options).toBeDefined();
    expect(await calls()).toEqual([]);
    await desk.stop();
  });
});
