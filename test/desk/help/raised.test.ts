import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

/** At night nobody is on shift anywhere. */
const night = '2026-11-23T04:30:00.000Z';
const later = (minutes: number) => addMs(night, minutes * 60_000);
const dana = 'staff:dana';

describe('a call that becomes more urgent', () => {
  let help: HelpAtLibrary;
  beforeEach(async () => {
    help = await openHelp();
  });
  afterEach(() => help.remove());

  it('says that nobody is left to ask again where that is so', async () => {
    await help.assist(dana, 'now nth-b lost key', night);
    const [call] = (await help.callsOf(dana)) as [HelpRequest];
    expect(call.asked).toMatchObject([{ person: 'staff:lee', why: 'fallback' }]);
    await help.unreached(call.id, 'staff:lee', later(1));
    const { reply, post } = await help.assist(dana, 'emergency nth-b', later(2));
    expect(JSON.stringify(reply)).toContain('help.added.nobody.again');
    expect(post ?? []).toEqual([]);
  });

  it('keeps its urgency, and the steps of that, when its building is typed with quieter words', async () => {
    const robin = 'staff:robin';
    await help.assist(robin, 'emergency a fight', night);
    await help.assist(robin, 'assist cen', later(0));
    const [call, ...more] = await help.callsOf(robin);
    expect(more).toEqual([]);
    expect(call).toMatchObject({ branch: 'CEN', urgency: 'emergency', lastAfterMs: 180_000 });
  });
});
