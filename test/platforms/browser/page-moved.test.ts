import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { eventually } from '../../support/eventually.ts';
import { createPageRoom } from './page-room.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const english = { locale: 'en' };

/** Calls with their buttons, one below the other. */
const calls = (...numbers: readonly string[]): Card => ({
  summary: own(numbers.join()),
  parts: numbers.flatMap((number) => [
    { type: 'heading' as const, text: own(number) },
    {
      type: 'buttons' as const,
      buttons: [
        { button: 'help.done', label: own('Done'), describe: own(`Done: ${number}`), record: number },
        { button: 'help.claim', label: own('Coming'), describe: own(`Coming: ${number}`), record: number },
      ],
    },
  ]),
});

describe.skipIf(reason !== undefined)(
  `a button that comes under the pointer by itself${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom({ viewport: { width: 1280, height: 800 }, hasTouch: true });
    const done = (number: string) => room.desk.page.getByRole('button', { name: `Done: ${number}` });

    /** What was pressed so far: the page sends in order, so that a command comes after it. */
    async function pressed(): Promise<readonly unknown[]> {
      const { requests } = room.served.desk;
      await room.desk.types('help');
      await eventually('all has arrived', () => requests.at(-1)?.what.type === 'command');
      return requests.flatMap(({ what }) => (what.type === 'pressed' ? [what.record] : []));
    }

    async function atRest(number: string): Promise<void> {
      const box = await done(number).boundingBox();
      const { mouse, clock } = room.desk.page;
      await mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) / 2);
      await clock.runFor(1_000);
    }

    /** The name of the button under the pointer that stood over this one. */
    function nameAt(box: { x: number; y: number; height: number } | null): Promise<string | undefined> {
      return room.desk.page.evaluate(
        ([x, y]) => {
          const { document } = globalThis as unknown as {
            document: { elementFromPoint(x: number, y: number): { ariaLabel?: string } | null };
          };
          return document.elementFromPoint(x ?? 0, y ?? 0)?.ariaLabel;
        },
        [(box?.x ?? 0) + 10, (box?.y ?? 0) + (box?.height ?? 0) / 2],
      );
    }

    async function click(): Promise<void> {
      await room.desk.page.mouse.down();
      await room.desk.page.mouse.up();
    }

    beforeEach(async () => {
      const { clock } = room.desk.page;
      await clock.install();
      await clock.pauseAt(Date.now() + 60_000);
    });

    /** Home with two calls; the pointer is on "Done" of the first, and another call pushes that down. */
    async function pushesAside(): Promise<void> {
      room.served.desk.answerNext({ last: Promise.resolve({ reply: calls('H-0001', 'H-0003') }) });
      await room.desk.opens('Home');
      await done('H-0001').waitFor();
      await atRest('H-0001');
      const box = await done('H-0001').boundingBox();
      await room.served.platform.publishHome?.('maria', calls('H-0007', 'H-0001', 'H-0003'), english);
      await done('H-0007').waitFor();
      expect(await nameAt(box)).toBe('Done: H-0007');
    }

    it('is not pressed at Home by whoever meant the one before', async () => {
      await pushesAside();
      await click();
      await room.desk.page.clock.runFor(600);
      await click();
      expect(await done('H-0007').getAttribute('aria-disabled')).toBeNull();
      expect(await pressed()).toEqual([]);
    });

    it('is pressed once it has been there for a while', async () => {
      await pushesAside();
      await room.desk.page.clock.runFor(800);
      await click();
      expect(await pressed()).toEqual(['H-0007']);
    });

    it('is pressed at once when the pointer has moved, and by the keyboard', async () => {
      await pushesAside();
      await done('H-0007').press('Enter');
      await room.desk.sees('You pressed');
      await room.desk.opens('Home');
      await room.served.platform.publishHome?.('maria', calls('H-0008'), english);
      await done('H-0008').click();
      expect(await pressed()).toEqual(['H-0007', 'H-0008']);
    });

    it('is not pressed by a finger that was meant for the one before', async () => {
      await pushesAside();
      await done('H-0007').tap();
      expect(await pressed()).toEqual([]);
    });

    it('is pressed at once by a finger where there was none before', async () => {
      await room.served.platform.post(maria, calls('H-0001'), english);
      await done('H-0001').tap();
      expect(await pressed()).toEqual(['H-0001']);
    });

    it('is not pressed in the conversation, which went to its end', async () => {
      for (const number of ['H-0001', 'H-0002', 'H-0003', 'H-0004', 'H-0005', 'H-0006'])
        await room.served.platform.post(maria, calls(number), english);
      await done('H-0006').waitFor();
      await atRest('H-0006');
      const box = await done('H-0006').boundingBox();
      await room.served.platform.post(maria, calls('H-0007'), english);
      await done('H-0007').waitFor();
      expect(await nameAt(box)).toBe('Done: H-0007');
      await click();
      expect(await pressed()).toEqual([]);
    });

    describe('or under the focus', () => {
      const focused = () => room.desk.page.locator(':focus').getAttribute('aria-label');
      const enter = () => room.desk.page.keyboard.press('Enter');
      /** The first call is open still, the second is over. */
      const writeUp: Card = {
        ...calls('H-0001'),
        summary: own('H-0003 is over'),
        parts: [
          ...calls('H-0001').parts,
          {
            type: 'buttons',
            buttons: [
              {
                button: 'incident.fromCall',
                label: own('Write up'),
                describe: own('Write up: H-0003'),
                record: 'H-0003',
              },
            ],
          },
        ],
      };

      it('is not pressed at Home when the call that was meant is gone', async () => {
        room.served.desk.answerNext({ last: Promise.resolve({ reply: calls('H-0001', 'H-0003') }) });
        await room.desk.opens('Home');
        await done('H-0003').focus();
        await room.served.platform.publishHome?.('maria', calls('H-0001'), english);
        await done('H-0003').waitFor({ state: 'detached' });
        expect(await focused()).toBe('H-0001');
        await enter();
        await room.desk.page.clock.runFor(800);
        await enter();
        expect(await pressed()).toEqual([]);
      });

      it('is no other call’s in a message of several, and is not pressed by a second Enter', async () => {
        const posted = await room.served.platform.post(maria, calls('H-0001', 'H-0003'), english);
        await done('H-0003').focus();
        await room.served.platform.update(posted, writeUp, english);
        await done('H-0003').waitFor({ state: 'detached' });
        expect(await focused()).toBe('Write up: H-0003');
        await enter();
        await room.served.platform.update(posted, { ...writeUp, summary: own('again') }, english);
        await room.desk.page.getByRole('article', { name: 'again' }).waitFor();
        await room.desk.page.clock.runFor(600);
        await enter();
        expect(await pressed()).toEqual([]);
      });

      it('is pressed by the keyboard once it has been there for a while', async () => {
        const posted = await room.served.platform.post(maria, calls('H-0003'), english);
        await done('H-0003').focus();
        await room.served.platform.update(posted, writeUp, english);
        await done('H-0003').waitFor({ state: 'detached' });
        await room.desk.page.clock.runFor(800);
        await enter();
        expect(await pressed()).toEqual(['H-0003']);
      });
    });

    it('counts at once where the same button is drawn anew in its place', async () => {
      const posted = await room.served.platform.post(maria, calls('H-0001'), english);
      await done('H-0001').waitFor();
      await atRest('H-0001');
      await room.served.platform.update(posted, calls('H-0001', 'H-0009'), english);
      await done('H-0009').waitFor();
      await click();
      expect(await pressed()).toEqual(['H-0001']);
    });
  },
);
