import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '../../../src/desk/asking/index.ts';
import { claim, decline } from '../../../src/desk/help/presses.ts';
import { withoutLeft } from '../../../src/desk/help/rechecked.ts';
import { callForHelp } from '../../../src/desk/help/rules.ts';
import { staffCollection } from '../../../src/desk/people/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeEach(async () => {
  help = await openHelp();
});
afterEach(() => help.remove());

const minute = 60_000;
const nora = 'staff:nora';
const steps: Step[] = [
  { afterMs: 0, ask: ['onShift'] },
  { afterMs: minute, ask: ['pic'] },
];

/** A call that only Nora was asked to come to. */
function called() {
  const policy = { steps, lastAfterMs: 10 * minute, staleAfterMs: 60 * minute };
  const call = { id: 'one', number: 'H-0001', urgency: 'now', note: '', policy } as const;
  const place = { caller: 'staff:robin', branch: 'NTH-A', zone: null };
  return callForHelp({ ...call, ...place }, now, help.who).call;
}

async function leaves(id: string): Promise<void> {
  await help.store.transact(async (tx) => {
    const member = await tx.get(staffCollection, id);
    if (member !== undefined) await tx.put(staffCollection, { ...member, active: false });
  });
}

describe('somebody who was asked and has left the staff since', () => {
  it('does not keep the fallback person from being asked', async () => {
    const call = called();
    expect(withoutLeft(call, now, help.who)).toEqual({ call, news: [] });
    await leaves('nora');
    const moved = withoutLeft(call, now, help.who);
    expect(moved.call.asked).toMatchObject([{ person: nora }, { person: 'staff:dana', why: 'fallback' }]);
    expect(moved.news.map(({ type }) => type)).toEqual(['asked', 'movedOn']);
    expect(withoutLeft(moved.call, now, help.who)).toEqual({ call: moved.call, news: [] });
  });

  it('goes on coming when they were, and is not asked again once they can’t', async () => {
    const coming = claim(called(), nora, now).call;
    await leaves('nora');
    expect(withoutLeft(coming, now, help.who).call).toBe(coming);
    expect(decline(coming, nora, now, help.who).call.asked.at(-1)?.person).toBe('staff:dana');
  });

  it('wakes nobody by it when the call is old', async () => {
    const call = called();
    await leaves('nora');
    const left = withoutLeft(call, addMs(now, 61 * minute), help.who);
    expect(left.news).toEqual([]);
    expect(left.call.unreached).toMatchObject([{ person: nora }]);
  });
});
