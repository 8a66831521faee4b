import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInPolicies, quietTimes } from '../../../src/desk/asking/index.ts';
import { acknowledge } from '../../../src/desk/escalation/presses.ts';
import { escalate } from '../../../src/desk/escalation/rules.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from '../help/help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const minute = 60_000;

it('a word is waited for ten minutes and then five, or as long as the policy says and then half of it', () => {
  expect(quietTimes({})).toEqual({ firstMs: 10 * minute, againMs: 5 * minute });
  expect(quietTimes({ quietAfterMs: 4 * minute })).toEqual({ firstMs: 4 * minute, againMs: 2 * minute });
  expect(quietTimes({ quietAfterMs: 1 })).toEqual({ firstMs: 1, againMs: 1 });
});

it.each([
  [undefined, 10 * minute],
  [3 * minute, 3 * minute],
])('so is the answer of whoever acknowledged an escalation (%s)', (quietAfterMs, firstMs) => {
  const policy = {
    ...builtInPolicies.escalate,
    ...(quietAfterMs === undefined ? {} : { quietAfterMs }),
  };
  const { escalation } = escalate(
    {
      id: 'one',
      number: 'E-0001',
      asker: 'staff:priya',
      branch: 'CEN',
      wants: 'decision',
      reason: 'close early',
      deadlineAt: undefined,
      deadlineWords: undefined,
      concerns: [],
      policy,
    },
    now,
    help.who,
  );
  expect(acknowledge(escalation, 'staff:lee', now).escalation.next).toEqual({
    what: 'quiet',
    at: addMs(now, firstMs),
  });
});
