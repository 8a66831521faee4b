import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInPolicies, peopleOf, type Step, type Target } from '../../../src/desk/asking/index.ts';
import { addToCall } from '../../../src/desk/help/add-to-call.ts';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { joinAnew } from '../../../src/desk/help/join.ts';
import { claim, decline, unreached } from '../../../src/desk/help/presses.ts';
import { callForHelp } from '../../../src/desk/help/rules.ts';
import { whatIfCalled } from '../../../src/desk/help/what-if.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { nobodyMoved } from '../../support/desk/nobody-moved.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  // At Northside in Brook two are on shift; at the other Northside Nora is alone.
  help = await openHelp(
    'NTH-B,robin,front desk,2026-11-22 13:00,2026-11-22 21:00,pic',
    'NTH-B,omar,teen area,2026-11-22 13:00,2026-11-22 15:00,',
    'NTH-B,lee,Teen Area,2026-11-22 15:00,2026-11-22 21:00,',
    'NTH-A,omar,Security ,2026-11-23 09:00,2026-11-23 17:00,',
  );
});
afterAll(() => help.remove());

const minute = 60_000;

function called(steps: readonly Step[], caller: string, branch: string, zone: string | null = null) {
  const policy = { steps, lastAfterMs: 10 * minute, staleAfterMs: 60 * minute };
  const input = { id: 'one', number: 'H-0001', urgency: 'now', note: '', policy } as const;
  return callForHelp({ ...input, caller: `staff:${caller}`, branch, zone }, now, help.who).call;
}

const names = (call: HelpRequest) => call.asked.map(({ person }) => person.slice(6));
const skippedSteps = (call: HelpRequest) =>
  call.timeline.flatMap(({ what, step }) => (what === 'skipped' ? [step] : []));
const callerCard = (call: HelpRequest) =>
  JSON.stringify(createHelpCards(help.who).draw(call, 'caller', call.caller));

const onSite: readonly Target[] = ['onShift', 'pic', 'security', 'zone', { position: 'front desk' }];

describe('an empty step does not wait its delay', () => {
  it.each(onSite)('when the caller is alone and it asks %j: the next is asked at once', (target) => {
    const steps: Step[] = [
      { afterMs: 0, ask: [target] },
      { afterMs: 5 * minute, ask: ['director'] },
    ];
    const call = called(steps, 'nora', 'NTH-A', 'front desk');
    expect(names(call)).toEqual(['dana']);
    expect(skippedSteps(call)).toEqual([0]);
    expect(callerCard(call)).toContain('help.skipped');
  });

  it('when all of them are on-site steps: somebody is fallen back to', () => {
    const steps = onSite.map((target, index) => ({ afterMs: index * minute, ask: [target] }));
    const call = called(steps, 'nora', 'NTH-A', 'front desk');
    expect(call.asked).toMatchObject([{ person: 'staff:dana', why: 'fallback' }]);
    expect(skippedSteps(call)).toEqual([0, 1, 2, 3, 4]);
  });

  it('also when the only other person on shift was asked and can’t come', () => {
    const steps: Step[] = [
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: ['onShift', 'pic'] },
      { afterMs: 2 * minute, ask: ['zone', { position: 'teen area' }] },
      { afterMs: 5 * minute, ask: ['director'] },
    ];
    const call = called(steps, 'robin', 'NTH-B', 'teen area');
    expect(names(call)).toEqual(['lee']);
    expect(callerCard(call)).not.toContain('help.skipped');
    const alone = decline(call, 'staff:lee', now, help.who).call;
    expect(names(alone)).toEqual(['lee', 'dana']);
    expect(skippedSteps(alone)).toEqual([1, 2]);
  });

  it('also when nobody that it asks could be reached: they are tried again, and the next are asked too', () => {
    const steps: Step[] = [
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: ['pic', 'onShift'] },
      { afterMs: 5 * minute, ask: ['director'] },
    ];
    const call = called(steps, 'robin', 'NTH-B');
    const after = unreached(call, 'staff:lee', { reason: 'account_inactive' }, now, help.who).call;
    expect(names(after)).toEqual(['lee', 'lee', 'dana']);
    // What was sent this time may have arrived.
    expect(after.unreached).toEqual([]);
  });

  it('in every built-in policy', () => {
    for (const kind of ['assist', 'now', 'emergency', 'lone'] as const) {
      const call = called(builtInPolicies[kind].steps, 'nora', 'NTH-A');
      // Nobody else is there, so the first who can be asked is asked in the first second.
      expect([kind, call.asked.length > 0]).toEqual([kind, true]);
      expect(call.asked.every(({ at }) => at === now)).toBe(true);
    }
  });
});

it('a guard is whoever is on shift in the position that is called so, in any case', () => {
  const monday = '2026-11-23T15:00:00.000Z';
  expect(peopleOf('NTH-A', 'security', monday, help.who)).toEqual(['staff:omar']);
});

describe('whoever is at the zone of the call', () => {
  const steps: Step[] = [
    { afterMs: 0, ask: ['zone'] },
    { afterMs: minute, ask: ['director'] },
  ];

  it('is on shift in the position that is called like it, in any case', () => {
    const call = called(steps, 'maria', 'NTH-B', 'teen area');
    expect(call.asked).toMatchObject([{ person: 'staff:lee', why: 'zone' }]);
  });

  it.each([
    ['without a zone', null],
    ['of a zone where nobody is', 'local history'],
  ])('is nobody for a call %s, and the next step is asked', (_name, zone) => {
    const call = called(steps, 'maria', 'NTH-B', zone);
    expect(names(call)).toEqual(['dana']);
  });

  it('is asked when the caller says the zone later, and not once somebody is coming', () => {
    const open: Step[] = [{ afterMs: 0, ask: ['zone', 'director'] }];
    const call = called(open, 'maria', 'NTH-B');
    expect(names(call)).toEqual(['dana']);
    const policy = { steps: open, lastAfterMs: 10 * minute, staleAfterMs: 60 * minute };
    const more = { note: '', zone: 'teen area', urgency: 'now', policy } as const;
    const added = addToCall(call, more, now, help.who);
    expect(names(added.call)).toEqual(['dana', 'lee']);
    expect(added.news.at(-1)).toEqual({ type: 'asked', people: ['staff:lee'], again: ['staff:dana'] });
    const rests = claim(call, 'staff:dana', now).call;
    expect(names(addToCall(rests, more, now, help.who).call)).toEqual(['dana']);
  });

  it('is asked when their shift starts while the call is open', () => {
    const early = addMs(now, -5 * 60 * minute);
    const policy = {
      steps: [{ afterMs: 0, ask: ['zone' as const, 'director' as const] }],
      lastAfterMs: 300 * minute,
      staleAfterMs: 720 * minute,
    };
    const input = { id: 'one', number: 'H-0001', caller: 'staff:maria', urgency: 'now', note: '' } as const;
    const place = { branch: 'NTH-B', zone: 'teen area' };
    const { call } = callForHelp({ ...input, ...place, policy }, early, help.who);
    expect(names(call)).toEqual(['omar', 'dana']);
    const joined = onDue(call, call.joinAt ?? early, 0, help.who).call;
    expect(names(joined)).toEqual(['omar', 'dana', 'lee']);
  });

  it('is asked when the shifts are changed, unless enough are coming or the call is old, and else nothing changes', () => {
    const call = called([{ afterMs: 0, ask: ['onShift'] }], 'omar', 'NTH-B');
    expect(names(call)).toContain('lee');
    expect(joinAnew(call, now, help.who)).toEqual({ call, news: [] });
    const later: typeof call = { ...call, asked: [], timeline: call.timeline.slice(0, 1) };
    expect(names(joinAnew(later, now, help.who).call)).toEqual(names(call));
    expect(joinAnew(later, now, help.who).news).toMatchObject([{ type: 'asked', again: [] }]);
    expect(joinAnew(claim(later, 'staff:maria', now).call, now, help.who).news).toEqual([]);
    expect(joinAnew(later, addMs(now, call.staleAfterMs + 1), help.who).news).toEqual([]);
  });

  it('is foreseen by who would be asked', () => {
    const two: Step[] = [
      { afterMs: 0, ask: ['zone'] },
      { afterMs: minute, ask: ['director'], needs: 2 },
    ];
    const policies = {
      of: () => ({ ...builtInPolicies.now, steps: two, lastAfterMs: 5 * minute }),
    };
    const asks = (zone: string | null) =>
      whatIfCalled('now', 'NTH-B', now, zone, { ...help.who, ...nobodyMoved, policies }).asks.map(
        ({ afterMs, people, needs }) => [afterMs, people.map(({ person }) => person), needs],
      );
    expect(asks('teen area')).toEqual([
      [0, ['staff:lee'], 1],
      [minute, ['staff:dana'], 2],
    ]);
    expect(asks(null)).toEqual([[0, ['staff:dana'], 2]]);
  });
});
