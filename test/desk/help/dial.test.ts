import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const central = 'Dial 9-911 from any desk phone';
const anywhere = 'Dial 911';

describe('what is read first in an emergency', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    help = await openHelp();
  });
  afterEach(() => help.remove());

  const dialled = (card: Card | undefined) => card?.dial;
  const top = (card: Card | undefined) => JSON.stringify(card?.parts[0] ?? {});

  it('is of the building of the open call to which the words are added, and only of that', async () => {
    await help.assist('staff:robin', 'now cen', start);
    const soon = help.typed('staff:robin', 'emergency he has a knife', addMs(start, 60_000));
    expect(dialled(soon.first)).toBe(central);
    expect(top((await help.store.transact(soon.run)).reply)).not.toContain('help.dial');
    const later = addMs(start, 2 * 60 * 60_000);
    expect(dialled(help.typed('staff:robin', 'emergency', later).first)).toBe(anywhere);
    expect(dialled(help.typed('staff:robin', 'emergency nth-b', start).first)).toBe(anywhere);
    expect(dialled(help.typed('staff:nora', 'emergency', start).first)).toBe(anywhere);
  });

  it('is of the building of their shift, where the words are a call of their own', async () => {
    await help.assist('staff:priya', 'now nth-a', start);
    expect(dialled(help.typed('staff:priya', 'emergency', start).first)).toBe(central);
  });

  it('is said anew where the call before it was not saved yet', async () => {
    const first = help.typed('staff:robin', 'now cen', start);
    const next = help.typed('staff:robin', 'emergency he has a knife', start);
    expect(dialled(next.first)).toBe(anywhere);
    await help.store.transact(first.run);
    const { reply } = await help.store.transact(next.run);
    expect(top(reply)).toContain(central);
  });

  it('is said anew where the building of an emergency is typed', async () => {
    await help.assist('staff:robin', 'emergency he has a knife', start);
    const { reply } = await help.assist('staff:robin', 'cen', start);
    expect(top(reply)).toContain(central);
  });

  it('is not said anew for what is no emergency', async () => {
    await help.assist('staff:robin', 'now he shouts', start);
    const { reply } = await help.assist('staff:robin', 'cen', start);
    expect(top(reply)).not.toContain('help.dial');
  });
});
