import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInPolicies } from '../../../src/desk/asking/index.ts';
import { addToCall } from '../../../src/desk/help/add-to-call.ts';
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
});
