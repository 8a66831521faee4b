import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import { nobodyLeft } from '../../../src/desk/help/fallback.ts';
import { arrive, claim } from '../../../src/desk/help/presses.ts';
import { callForHelp } from '../../../src/desk/help/rules.ts';
import { type HelpRequest, type Urgency, urgencies } from '../../../src/desk/help/schema.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

function called(urgency: Urgency, branch: string | null): HelpRequest {
  const policy = {
    steps: [{ afterMs: 0, ask: ['onShift' as const] }],
    lastAfterMs: 60_000,
    staleAfterMs: 3_600_000,
  };
  const input = { id: 'one', number: 'H-0001', caller: 'staff:priya', branch, zone: null, urgency, note: '' };
  return callForHelp({ ...input, policy }, now, help.who).call;
}

const tonesOf = (make: (urgency: Urgency) => HelpRequest) =>
  urgencies.map((urgency) => {
    const call = make(urgency);
    const { draw } = createHelpCards(help.who);
    const cards = [draw(call, 'asked', 'staff:maria'), draw(call, 'channel', undefined)];
    return [...cards, draw(call, 'caller', 'staff:priya')].map((card) => card?.tone);
  });
const all = (tone: string) => [tone, tone, tone];

it('a call for when somebody can is not marked like an emergency, answered or not', () => {
  const [plain, urgent, good] = ['plain', 'urgent', 'good'].map(all);
  expect(tonesOf((urgency) => called(urgency, 'CEN'))).toEqual([plain, urgent, urgent]);
  expect(tonesOf((urgency) => nobodyLeft(called(urgency, 'CEN'), now).call)).toEqual([plain, urgent, urgent]);
  expect(tonesOf((urgency) => claim(called(urgency, 'CEN'), 'staff:maria', now).call)).toEqual([
    good,
    good,
    good,
  ]);
});

it('is not marked as answered, where nothing has been heard since of the one who came', () => {
  const wentQuiet = (urgency: Urgency) => {
    const call = arrive(called(urgency, 'CEN'), 'staff:maria', now).call;
    return { ...call, responders: call.responders.map((one) => ({ ...one, quietAt: now })) };
  };
  expect(tonesOf(wentQuiet)).toEqual(['plain', 'urgent', 'urgent'].map(all));
});

it('its caller’s card is, while it is sent to nobody: only they can say where', () => {
  expect(tonesOf((urgency) => called(urgency, null)).map((tones) => tones[2])).toEqual(all('urgent'));
});
