import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToCall } from '../../../src/desk/help/add-to-call.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { joinAnew } from '../../../src/desk/help/join.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const minute = 60_000;
const later = (minutes: number) => addMs(start, minutes * minute);
const staleAfterMs = 60 * minute;
const [priya, maria, robin] = ['staff:priya', 'staff:maria', 'staff:robin'];

describe('words that join a call of long ago', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    // 18:40 + 100 minutes.
    help = await openHelp('CEN,robin,desk,2026-11-22 20:20,2026-11-22 23:00,');
  });
  afterEach(() => help.remove());

  /** A call of which the policy says that it is old after an hour, with more words when 50 and 90 minutes are over. */
  async function added(checkIn?: HelpRequest['checkIn']): Promise<HelpRequest> {
    await help.assist(priya, 'now cen', start);
    const [{ joinAt: _, ...made }] = (await help.callsOf(priya)) as [HelpRequest];
    const timeline =
      checkIn === undefined ? made.timeline : made.timeline.map(({ by: __, ...event }) => event);
    const call = { ...made, timeline, staleAfterMs, ...(checkIn === undefined ? {} : { checkIn }) };
    const { steps, lastAfterMs } = call;
    const policy = { steps, lastAfterMs, staleAfterMs };
    const words = { note: 'he shouts', zone: null, urgency: 'now', policy } as const;
    return [50, 90].reduce((one, at) => addToCall(one, words, later(at), help.who).call, call);
  }

  it.each([
    ['of a call', undefined],
    ['of a missed check-in', { at: start, until: later(300) }],
  ])('are answered for, after a restart too, and by whoever starts a shift (%s)', async (_what, checkIn) => {
    const call = await added(checkIn);
    expect(help.awaits(call, maria, later(91))).toBe('yes');
    expect(call.joinAt).toBe(later(100));
    const due = { ...call, due: { what: 'step' as const, at: later(95) } };
    expect(onDue(due, later(99), 4 * minute, help.who).news.map(({ type }) => type)).not.toContain(
      'reminder',
    );
    const { joinAt: _, ...missed } = call;
    expect(joinAnew(missed, later(101), help.who).news).toEqual([
      { type: 'asked', people: [robin], again: [] },
    ]);
  });

  it('are old themselves after as long, like a call and a check-in that nobody has answered', async () => {
    const call = await added();
    expect(help.awaits(call, maria, later(151))).toBe('no');
    const made = { ...call, timeline: call.timeline.filter(({ what }) => what !== 'added') };
    expect(help.awaits(made, maria, later(91))).toBe('no');
    const silent = { ...made, timeline: made.timeline.map(({ at, what }) => ({ at, what })) };
    expect(help.awaits(silent, maria, later(91))).toBe('no');
  });
});
