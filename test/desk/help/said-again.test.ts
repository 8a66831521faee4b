import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const minute = 60_000;
const [priya, maria, omar] = ['staff:priya', 'staff:maria', 'staff:omar'] as const;
const later = (minutes: number) => addMs(start, minutes * minute);

describe('“I’m coming” or “On scene”, pressed once more', () => {
  let help: HelpAtLibrary;
  let id: string;
  beforeEach(async () => {
    help = await openHelp();
    await help.assist(priya, 'now teen area loud man', start);
    id = (await call()).id;
  });
  afterEach(() => help.remove());

  const call = async () => (await help.callsOf(priya))[0] as HelpRequest;
  const press = async (button: string, minutes: number, person: string = maria) => {
    const { reply } = await help.press(button, person, id, later(minutes));
    return reply !== undefined && 'key' in reply.summary ? reply.summary.key : undefined;
  };
  const due = (minutes: number) => help.due(id, later(minutes), 0);
  const reads = async () => JSON.stringify(createHelpCards(help.who).draw(await call(), 'asked', maria));

  it.each(['help.onScene', 'help.claim'])(
    'by somebody who is there, %s says that they still are',
    async (button) => {
      await press('help.onScene', 0);
      await due(60);
      expect(await reads()).toContain('help.ring.stillOn');
      expect(await press(button, 61)).toBe('help.press.onScene');
      expect(await reads()).not.toContain('help.ring.stillOn');
      expect((await call()).due).toEqual({ what: 'onScene', at: later(121) });
      const { news } = await added(63);
      expect(news).not.toContain('help.coming.quiet.there');
      expect((await call()).due).toEqual({ what: 'onScene', at: later(121) });
      await added(130);
      expect(await reads()).toContain(`"key":"help.asked.wasThere","params":{"at":{"instant":"${later(61)}"`);
    },
  );

  it('by somebody who is on the way puts off the question to them, and whom that asks next', async () => {
    await press('help.claim', 0);
    await due(10);
    expect(await reads()).toContain('help.ring.quiet');
    expect(await press('help.claim', 10)).toBe('help.press.alreadyComing');
    expect(await reads()).not.toContain('help.ring.quiet');
    expect((await call()).due).toEqual({ what: 'quiet', at: later(20) });
    await due(20);
    await press('help.claim', 24);
    expect((await call()).due).toEqual({ what: 'quiet', at: later(34) });
    expect((await call()).responders).toEqual([{ person: maria, at: start, heardAt: later(24) }]);
    await press('help.onScene', 25);
    expect((await call()).responders).toEqual([{ person: maria, at: start, onSceneAt: later(25) }]);
  });

  it('by another one puts off nothing that is asked of the first', async () => {
    await press('help.claim', 0);
    await press('help.claim', 1, omar);
    await press('help.claim', 9, omar);
    expect((await call()).due).toEqual({ what: 'quiet', at: later(10) });
    await press('help.onScene', 9.2);
    await press('help.onScene', 9.4, omar);
    await press('help.onScene', 30, omar);
    expect((await call()).due).toEqual({ what: 'onScene', at: later(69.2) });
  });

  it('within a minute writes nothing down, but for an answer to a question', async () => {
    await press('help.claim', 0);
    await press('help.onScene', 1);
    const before = await call();
    for (const minutes of [1, 1.5, 1.9]) await press('help.onScene', minutes);
    await press('help.claim', 1.9);
    expect(await call()).toEqual(before);
    await press('help.claim', 3, omar);
    await press('help.onScene', 60.5, omar);
    await press('help.decline', 60.6);
    await due(61);
    await press('help.onScene', 61.1, omar);
    expect((await call()).due).toEqual({ what: 'onScene', at: later(121.1) });
  });

  async function added(minutes: number): Promise<{ readonly news: string }> {
    const { post = [], ring = [] } = await help.assist(priya, 'now a second man came', later(minutes));
    return {
      news: JSON.stringify([post, ring, createHelpCards(help.who).draw(await call(), 'caller', priya)]),
    };
  }
});
