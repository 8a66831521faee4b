import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nobodyLeft } from '../../../src/desk/help/fallback.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { askAtNewPlace, join } from '../../../src/desk/help/join.ts';
import { dueOf } from '../../../src/desk/help/schema.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const priya = 'staff:priya';
const later = (minutes: number) => addMs(start, minutes * 60_000);

describe('somebody whose shift started while others were coming', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    // The call is made at 18:40.
    help = await openHelp('CEN,robin,desk,2026-11-22 18:44,2026-11-22 21:00,');
  });
  afterEach(() => help.remove());

  const call = async () => (await help.callsOf(priya))[0] as HelpRequest;
  const isAsked = async () => (await call()).asked.some(({ person }) => person === 'staff:robin');

  /** Does what falls due until then, at its time. */
  async function untilMinute(minutes: number): Promise<void> {
    for (let one = await call(); (dueOf(one)?.at ?? '~') <= later(minutes); one = await call()) {
      await help.due(one.id, dueOf(one)?.at ?? '', 0);
    }
  }
  const press = async (button: string, person: string, minutes: number) =>
    help.press(button, `staff:${person}`, (await call()).id, later(minutes));

  it.each(['assist', 'now', 'emergency'])('is asked when they can’t come after all (%s)', async (urgency) => {
    await help.assist(priya, `${urgency} cen`, start);
    await press('help.claim', 'maria', 0);
    await untilMinute(5);
    expect(await isAsked()).toBe(false);
    const { post } = await press('help.decline', 'maria', 5);
    expect(await isAsked()).toBe(true);
    expect(post?.flatMap(({ to }) => ('person' in to ? [to.person] : []))).toContain('staff:robin');
  });

  it('is asked when nothing more is heard of them', async () => {
    await help.assist(priya, 'now cen', start);
    await press('help.claim', 'maria', 0);
    await untilMinute(14);
    expect(await isAsked()).toBe(false);
    await untilMinute(15);
    expect(await isAsked()).toBe(true);
  });

  it('is asked although every step was asked before, and has the time of the last one', async () => {
    await help.assist(priya, 'now cen', start);
    await untilMinute(3);
    await press('help.claim', 'omar', 3);
    await untilMinute(5);
    await press('help.decline', 'omar', 5);
    expect(await isAsked()).toBe(true);
    const { due, asked } = await call();
    expect(due).toEqual({ what: 'last', at: later(7) });
    await untilMinute(60);
    expect((await call()).asked).toEqual(asked);
  });

  it.each([
    ['two must come', 2, { what: 'last', at: later(12) }],
    ['one must come', undefined, { what: 'reminder', at: later(3 + 24 * 60) }],
  ])('leaves the last word to the caller as it was, unless several must come: %s', async (_, needs, due) => {
    await help.assist(priya, 'now cen', start);
    const one = await call();
    const told = nobodyLeft({ ...one, ...(needs === undefined ? {} : { needs }) }, later(3)).call;
    const joined = join(told, later(7), help.who).call;
    expect(joined.asked.at(-1)?.person).toBe('staff:robin');
    expect(joined.due).toEqual(due);
    const moved = askAtNewPlace(told, new Set(['staff:maria']), later(7)).call;
    expect(moved.timeline.at(-1)?.people).toEqual(['staff:maria']);
    expect(moved.due).toEqual(due);
  });

  it('is asked when the caller asks for more people', async () => {
    await help.assist(priya, 'now cen', start);
    await press('help.onScene', 'maria', 0);
    await untilMinute(5);
    expect(await isAsked()).toBe(false);
    await help.press('help.more', priya, (await call()).id, later(5));
    expect(await isAsked()).toBe(true);
  });
});
