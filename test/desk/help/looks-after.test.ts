import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { whoLooksAfter } from '../../../src/desk/help/looks-after.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
let call: HelpRequest;
beforeAll(async () => {
  help = await openHelp();
  await help.assist('staff:lee', 'now cen', start);
  [call] = (await help.callsOf('staff:lee')) as [HelpRequest];
});
afterAll(() => help.remove());

it('a call is looked after by the supervisors of its branch, and by the director where there is none', () => {
  expect(whoLooksAfter({ ...call, caller: 'staff:priya' }, help.who)).toEqual(['staff:lee']);
  expect(whoLooksAfter({ ...call, branch: 'NTH-A' }, help.who)).toEqual(['staff:dana']);
});

it('a supervisor who has forgotten a call of their own is reminded of it', () => {
  expect(whoLooksAfter(call, help.who)).toEqual(['staff:lee']);
});

it('a supervisor who is alone and has not answered a check-in is looked after by somebody else', () => {
  const silent = { ...call, checkIn: { at: start, until: addMs(start, 3_600_000) } };
  expect(whoLooksAfter(silent, help.who)).toEqual(['staff:dana']);
});

it('“Close with a reason” is offered to those who may, and to nobody else', () => {
  const offered = (viewer: string) =>
    help
      .waiting({ viewer, branches: ['CEN'], now: start })
      .flatMap(({ buttons }) => buttons.map(({ button }) => button));
  expect(offered('staff:lee')).toEqual(['help.claim', 'help.close']);
  expect(offered('staff:dana')).toEqual(['help.claim', 'help.close']);
  expect(offered('staff:maria')).toEqual(['help.claim']);
});
