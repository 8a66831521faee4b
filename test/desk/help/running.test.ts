import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInPolicies } from '../../../src/desk/asking/index.ts';
import { addToCall } from '../../../src/desk/help/add-to-call.ts';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import { coming, leader } from '../../../src/desk/help/coming.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { runningCall } from '../../../src/desk/help/running.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const minute = 60_000;
const priya = 'staff:priya';
const later = (minutes: number) => addMs(start, minutes * minute);

describe('more words of a caller', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    help = await openHelp();
  });
  afterEach(() => help.remove());

  const numbers = async (caller = priya) => (await help.callsOf(caller)).map(({ number }) => number);
  const first = async () => (await help.callsOf(priya))[0] as HelpRequest;

  it('belong to their call at that branch until it is stale, and are a new one then', async () => {
    await help.assist(priya, 'now cen', start);
    const staleAfter = (await first()).staleAfterMs / minute;
    await help.assist(priya, 'now cen still here', later(staleAfter - 1));
    expect(await numbers()).toEqual(['H-0001']);
    await help.assist(priya, 'now cen', later(2 * staleAfter - 1));
    expect(await numbers()).toEqual(['H-0001', 'H-0002']);
  });

  it('have their own word that nobody has confirmed when the call had it before', async () => {
    await help.assist(priya, 'now cen', start);
    for (let minutes = 1; (await first()).nobodyToldAt === undefined; minutes += 1) {
      await help.due((await first()).id, later(minutes), 0);
    }
    expect((await first()).due?.what).toBe('reminder');
    const { reply } = await help.assist(priya, 'now cen they are breaking things', later(20));
    const { due, lastAfterMs } = await first();
    expect(due).toEqual({ what: 'last', at: addMs(later(20), lastAfterMs) });
    expect(JSON.stringify(reply)).toContain('help.dial');
  });

  it('belong to one that somebody answered since', async () => {
    await help.assist(priya, 'now cen', start);
    const call = await first();
    const staleAfter = call.staleAfterMs / minute;
    await help.press('help.claim', 'staff:maria', call.id, later(staleAfter - 10));
    await help.assist(priya, 'now cen she is not here', later(staleAfter + 10));
    expect(await numbers()).toEqual(['H-0001']);
  });

  it('after hours ask those on shift now, whoever was asked, came or could not come then', async () => {
    await help.assist(priya, 'now cen', start);
    const call = await first();
    await help.press('help.decline', 'staff:omar', call.id, later(1));
    await help.press('help.onScene', 'staff:maria', call.id, later(2));
    const asks = async (minutes: number) => {
      const { news } = addToCall(
        await first(),
        { note: 'again', zone: null, urgency: 'assist', policy: builtInPolicies.assist },
        later(minutes),
        help.who,
      );
      return news.flatMap((one) => (one.type === 'asked' ? [...one.people, ...one.again] : [])).toSorted();
    };
    expect(await asks(50)).toEqual(['staff:maria', 'staff:sam']);
    expect(await asks(65)).toEqual(['staff:maria', 'staff:omar', 'staff:sam']);
  });

  describe('hours after somebody was there who never said that it is over', () => {
    const [maria, omar] = ['staff:maria', 'staff:omar'];
    /** Omar came for the projector, and forgot to press “Done”. */
    async function raisedLater() {
      await help.assist(priya, 'projector', start);
      const { id } = await first();
      await help.press('help.onScene', omar, id, later(5));
      return { id, ...(await help.assist(priya, 'emergency a man collapsed', later(110))) };
    }
    const askedAs = async (why: string) =>
      (await first()).asked.filter((one) => one.why === why).map(({ person }) => person);

    it('begin at the first step and go on until somebody comes for them', async () => {
      const { id } = await raisedLater();
      expect((await first()).due).toEqual({ what: 'step', at: addMs(later(110), 30_000) });
      expect((await first()).check).toBeUndefined();
      const told: string[] = [];
      while ((await first()).nobodyToldAt === undefined) {
        const { ring = [] } = await help.due(id, (await first()).due?.at ?? '', 0);
        told.push(...ring.map(({ card }) => ('key' in card.summary ? card.summary.key : '')));
      }
      expect([await askedAs('supervisor'), await askedAs('director')]).toEqual([
        ['staff:lee'],
        ['staff:dana'],
      ]);
      expect((await first()).nobodyToldAt).toBe(later(113));
      expect(told).toEqual(['help.ring.movedOn.some', 'help.ring.movedOn.some', 'help.ring.nobody.there']);
    });

    it('are led by whoever comes for them, and count who was there again at a press', async () => {
      const { id } = await raisedLater();
      expect(help.awaits(await first(), omar, later(111))).toBe('yes');
      const { ring = [] } = await help.press('help.claim', maria, id, later(111));
      expect(ring.map(({ card }) => card.summary)).toMatchObject([{ key: 'help.ring.coming' }]);
      expect(leader(await first())).toBe(maria);
      await help.press('help.onScene', omar, id, later(112));
      expect(coming(await first()).map(({ person }) => person)).toEqual([maria, omar]);
      expect(help.awaits(await first(), omar, later(113))).toBe('no');
    });

    it('ask who is there for them whether it is over, and not who was there before', async () => {
      const { id } = await raisedLater();
      await help.press('help.onScene', maria, id, later(111));
      const { post = [] } = await help.due(id, (await first()).due?.at ?? '', 0);
      expect(post.map(({ to }) => to)).toEqual([{ person: maria }]);
    });

    it('begin so as well where somebody said a moment ago that they can’t come', async () => {
      await help.assist(priya, 'projector', start);
      const { id } = await first();
      await help.press('help.onScene', omar, id, later(5));
      await help.press('help.decline', 'staff:sam', id, later(100));
      await help.assist(priya, 'emergency a man collapsed', later(110));
      expect((await first()).due?.what).toBe('step');
    });

    it('rest for somebody who came within the last hour', async () => {
      await help.assist(priya, 'projector', start);
      await help.press('help.onScene', omar, (await first()).id, later(70));
      await help.assist(priya, 'emergency a man collapsed', later(110));
      expect((await first()).due?.what).toBe('onScene');
    });
  });

  it('are a new call where the building of the old one was never known', async () => {
    const robin = 'staff:robin';
    await help.assist(robin, 'a fight', start);
    await help.assist(robin, 'a leak', later(61));
    expect(await numbers(robin)).toEqual(['H-0001', 'H-0002']);
  });

  it('answer a check-in at that branch, however late', async () => {
    await help.assist(priya, 'now cen', start);
    const call = await first();
    const silent = { ...call, checkIn: { at: start, until: later(300) } };
    expect(runningCall([silent], 'CEN', later(2000))).toBe(silent);
    expect(runningCall([silent], 'NTH-A', later(200))).toBeUndefined();
    expect(runningCall([call], 'CEN', later(call.staleAfterMs / minute))).toBeUndefined();
  });

  it('that name no building answer a check-in that nobody has had a word on, until it is stale', async () => {
    await help.assist(priya, 'now cen', start);
    const call = await first();
    const silent = {
      ...call,
      checkIn: { at: start, until: later(300) },
      timeline: call.timeline.map(({ at, what }) => ({ at, what })),
    };
    expect(runningCall([silent], null, later(65))).toBe(silent);
    expect(runningCall([silent], null, later(silent.staleAfterMs / minute))).toBeUndefined();
    expect(runningCall([call], null, later(65))).toBeUndefined();
  });

  it('on a check-in from hours before ask those on shift now, although somebody went to look then', async () => {
    await help.assist(priya, 'now cen', start);
    const call = await first();
    const silent: HelpRequest = {
      ...call,
      asked: call.asked.filter(({ person }) => person === 'staff:maria'),
      responders: [{ person: 'staff:maria', at: later(1), onSceneAt: later(2) }],
      checkIn: { at: start, until: later(300) },
    };
    const policy = builtInPolicies.now;
    const asks = (minutes: number) => {
      const words = { note: '', zone: null, urgency: 'now', policy } as const;
      const { news } = addToCall(silent, words, later(minutes), help.who);
      return news.flatMap((one) => (one.type === 'asked' ? one.people : []));
    };
    expect(asks(20)).toEqual([]);
    expect(asks(80)).toEqual(['staff:omar', 'staff:sam']);
  });

  describe('that become a call of their own', () => {
    const robin = 'staff:robin';
    const places = async (caller = priya) => (await help.callsOf(caller)).map(({ zone }) => zone);
    /** Presses “New call” on the words of that index, and says what the first call’s card says of an earlier place. */
    async function newCall(index: number, caller = priya) {
      const [{ id }] = (await help.callsOf(caller)) as [HelpRequest];
      await help.press('help.newCall', caller, id, later(9), String(index));
      const [call] = (await help.callsOf(caller)) as [HelpRequest];
      const card = JSON.stringify(createHelpCards(help.who).draw(call, 'asked', 'staff:maria'));
      return /"key":"help.moved","params":{"zone":"([^"]+)"/.exec(card)?.[1];
    }

    it('leave the first one without a zone where it had none', async () => {
      await help.assist(priya, 'projector', start);
      await help.assist(priya, 'now teen area man fell', later(1));
      expect(await newCall(1)).toBeUndefined();
      expect(await places()).toEqual([null, 'teen area']);
    });

    it('leave it where the words that stay put it, in whatever order', async () => {
      await help.assist(priya, 'circulation desk projector', start);
      await help.assist(priya, 'teen area man fell', later(1));
      await help.assist(priya, 'reading room a leak', later(2));
      expect(await newCall(1)).toBe('teen area');
      expect(await places()).toEqual(['reading room', 'teen area']);
      expect(await newCall(2)).toBeUndefined();
      expect(await places()).toEqual(['circulation desk', 'teen area', 'reading room']);
    });

    it('give it back the place before the last words, and then its own', async () => {
      await help.assist(priya, 'circulation desk projector', start);
      await help.assist(priya, 'teen area he went there', later(1));
      await help.assist(priya, 'reading room a leak', later(2));
      expect(await newCall(2)).toBe('circulation desk');
      expect((await places())[0]).toBe('teen area');
      expect(await newCall(1)).toBeUndefined();
      expect((await places())[0]).toBe('circulation desk');
    });

    it('give its building no zone, whether that is chosen before or after', async () => {
      await help.assist(robin, 'projector', start);
      await help.assist(robin, 'now teen area man fell', start);
      await newCall(1, robin);
      const [{ id }, { id: second }] = (await help.callsOf(robin)) as [HelpRequest, HelpRequest];
      await help.press('help.branch', robin, id, start, 'CEN');
      await help.press('help.branch', robin, second, start, 'CEN');
      expect(await places(robin)).toEqual([null, 'teen area']);
      expect((await help.callsOf(robin))[1]?.notes[0]?.text).toBe('man fell');
      for (const one of [id, second]) await help.press('help.cancel', robin, one, start);

      await help.assist(robin, 'projector', start);
      await help.assist(robin, 'now teen area man fell', start);
      const third = (await help.callsOf(robin))[2] as HelpRequest;
      await help.press('help.branch', robin, third.id, start, 'CEN');
      expect((await places(robin))[2]).toBe('teen area');
      await help.press('help.newCall', robin, third.id, start, '1');
      expect((await places(robin)).slice(2)).toEqual([null, 'teen area']);
    });
  });
});
