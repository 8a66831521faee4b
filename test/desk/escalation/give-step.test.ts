import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lacksStep, withStep } from '../../../src/desk/escalation/give-step.ts';
import type { Escalation } from '../../../src/desk/escalation/index.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const now = sundayEvening;
let desk: EscalationsAtLibrary;
beforeEach(async () => {
  desk = await openEscalations();
});
afterEach(() => desk.remove());

/** Priya's escalation as it is after these presses of Lee's, with its next step lost. */
async function damaged(...presses: readonly string[]): Promise<Escalation> {
  await desk.escalate('staff:priya', 'cen may the late group stay', now);
  const { id } = await desk.lastOf('staff:priya');
  for (const button of presses) await desk.press(button, 'staff:lee', id, now);
  const { next: _next, ...rest } = await desk.lastOf('staff:priya');
  return rest;
}

describe('an escalation without a next step', () => {
  it.each([
    ['nobody has answered', []],
    ['somebody has acknowledged it', ['escalation.acknowledge']],
  ] as const)('when %s is given what its state asks for, due now', async (_state, presses) => {
    const escalation = await damaged(...presses);
    expect(lacksStep(escalation)).toBe(true);
    const mended = withStep(escalation, now);
    const isAsking = escalation.nextStep < escalation.steps.length ? 'step' : 'last';
    expect(mended.next).toEqual({ what: presses.length > 0 ? 'quiet' : isAsking, at: now });
    expect(lacksStep(mended)).toBe(false);
  });

  it('is found although it has a deadline', async () => {
    const escalation = { ...(await damaged()), deadlineAt: '2026-11-23T12:00:00.000Z' };
    expect(lacksStep(escalation)).toBe(true);
  });
});
