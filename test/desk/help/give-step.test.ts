import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lacksStep, withStep } from '../../../src/desk/help/give-step.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const now = sundayEvening;
let help: HelpAtLibrary;
beforeEach(async () => {
  help = await openHelp();
});
afterEach(() => help.remove());

/** Priya's call as it is after these presses of Maria's, with its next step lost. */
async function damaged(...presses: readonly string[]): Promise<HelpRequest> {
  await help.assist('staff:priya', 'now cen teen area', now);
  const [made] = await help.callsOf('staff:priya');
  if (made === undefined) throw new Error('There is no call.');
  for (const button of presses) await help.press(button, 'staff:maria', made.id, now);
  const [call] = await help.callsOf('staff:priya');
  if (call === undefined) throw new Error('There is no call.');
  const { due: _due, ...rest } = call;
  return rest;
}

describe('a call without a next step', () => {
  it.each([
    ['nobody has answered', [], 'step'],
    ['somebody is coming', ['help.claim'], 'quiet'],
    ['somebody is there', ['help.claim', 'help.onScene'], 'onScene'],
  ] as const)('when %s is given what its state asks for, due now', async (_state, presses, what) => {
    const call = await damaged(...presses);
    expect(lacksStep(call)).toBe(true);
    const mended = withStep(call, now);
    expect(mended.due).toEqual({ what, at: now });
    expect(lacksStep(mended)).toBe(false);
  });

  it('whose steps are all taken is given the word to the caller, or the reminder when that was given', async () => {
    const call = await damaged();
    const asked = { ...call, nextStep: call.steps.length };
    expect(withStep(asked, now).due?.what).toBe('last');
    expect(withStep({ ...asked, nobodyToldAt: now }, now).due?.what).toBe('reminder');
  });

  it('is no trouble once it is over', async () => {
    const call = await damaged('help.claim', 'help.done');
    expect(call.ended?.how).toBe('done');
    expect(lacksStep(call)).toBe(false);
  });
});
