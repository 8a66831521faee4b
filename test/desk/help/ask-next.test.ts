import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Target } from '../../../src/desk/asking/index.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import { askFallback } from '../../../src/desk/help/fallback.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { claim, decline, unreached } from '../../../src/desk/help/presses.ts';
import { askMore, askNext, type Changed, callForHelp } from '../../../src/desk/help/rules.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const second = 1000;
const stepSeconds = [0, 60, 180];

/** A call at Northside, where Nora is on shift alone, and nobody is supervisor or security. */
function callAt(asks: readonly Target[][], caller = 'staff:robin'): Changed {
  const steps = asks.map((ask, index) => ({ afterMs: (stepSeconds[index] ?? 0) * second, ask }));
  const policy = { steps, lastAfterMs: 300 * second, staleAfterMs: 3_600_000 };
  const place = { branch: 'NTH-A', zone: null, urgency: 'now', note: '' } as const;
  return callForHelp({ id: 'one', number: 'H-0001', caller, ...place, policy }, now, help.who);
}

const names = (call: HelpRequest) => call.asked.map(({ person, step }) => `${person.slice(6)} ${step}`);
const due = (call: HelpRequest, from = now) =>
  call.due && `${call.due.what} in ${msBetween(from, call.due.at) / second} s`;

describe('the next step', () => {
  it.each<[string, readonly Target[][], string[], string]>([
    ['alone is asked', [['onShift'], ['supervisor'], ['director']], ['nora 0'], 'step in 60 s'],
    ['that is empty is skipped at once', [['security'], ['director'], ['pic']], ['dana 1'], 'step in 180 s'],
    [
      'after empty ones is asked at once, and the last word keeps its own delay',
      [['security'], ['supervisor'], ['director']],
      ['dana 2'],
      'last in 120 s',
    ],
    ['asks nobody twice', [['onShift', 'pic', { person: 'nora' }]], ['nora 0'], 'last in 300 s'],
    ['asks those on shift in a position', [[{ position: ' Front Desk' }]], ['nora 0'], 'last in 300 s'],
    [
      'of a policy that reaches nobody is the fallback person',
      [['security'], ['supervisor'], [{ person: 'nobody' }]],
      ['dana 3'],
      'last in 120 s',
    ],
  ])('%s', (_name, asks, people, next) => {
    const { call, news } = callAt(asks);
    expect(names(call)).toEqual(people);
    expect(due(call)).toBe(next);
    expect(news.map(({ type }) => type)).toEqual(['called', 'asked']);
  });

  it.each([
    ['18:40, open', now, ['nora 1']],
    ['22:40, closed', addMs(now, 4 * 3_600_000), ['dana 0']],
  ])(
    'outside opening hours is a choice of the policy, which may have a step for then only: at %s',
    (_time, at, people) => {
      const steps = [
        { afterMs: 0, ask: ['director' as const], when: 'closed' as const },
        { afterMs: 60 * second, ask: [{ person: 'nora' }], when: 'open' as const },
      ];
      const policy = { steps, lastAfterMs: 300 * second, staleAfterMs: 3_600_000 };
      const place = { branch: 'NTH-A', zone: null, urgency: 'now', note: '' } as const;
      const input = { id: 'one', number: 'H-0001', caller: 'staff:robin', ...place, policy };
      expect(names(callForHelp(input, at, help.who).call)).toEqual(people);
    },
  );

  it('is the word to the caller, at once, when there is nobody at all', () => {
    const { call, news } = callAt([['director']], 'staff:dana');
    // Who leads is the caller; the supervisor of another branch is the last whom anybody can think of.
    expect(names(call)).toEqual(['lee 1']);
    const left = { ...call, nextStep: 1, declined: [{ person: 'staff:lee', at: now }] };
    const told = askNext(left, now, help.who);
    expect(told.news).toEqual([{ type: 'nobody' }]);
    expect(due(told.call)).toBe('reminder in 86400 s');
    expect(news.at(-1)?.type).toBe('asked');
  });
});

describe('instead of a fallback person who can’t come or is out of reach', () => {
  const cannot = (call: HelpRequest, who: string) => decline(call, `staff:${who}`, now, help.who);
  const isOut = (call: HelpRequest, who: string) =>
    unreached(call, `staff:${who}`, { reason: 'account_inactive' }, now, help.who);
  const types = ({ news }: Changed) => news.map(({ type }) => type);

  it.each([
    ['can’t come', cannot],
    ['is out of reach', isOut],
  ])('the next who stand in are asked, until nobody is left (%s)', (_what, goes) => {
    const steps = [{ afterMs: 0, ask: ['security' as const] }];
    const policy = { steps, lastAfterMs: 300 * second, staleAfterMs: 3_600_000, fallback: 'maria' };
    const place = { branch: 'NTH-A', zone: null, urgency: 'now', note: '' } as const;
    const input = { id: 'one', number: 'H-0001', caller: 'staff:robin', ...place, policy };
    const made = callForHelp(input, now, help.who);
    expect(names(made.call)).toEqual(['maria 1']);
    const dana = goes(made.call, 'maria');
    expect([names(dana.call), types(dana)]).toEqual([
      ['maria 1', 'dana 1'],
      ['asked', 'movedOn'],
    ]);
    const lee = goes(dana.call, 'dana');
    expect(names(lee.call)).toEqual(['maria 1', 'dana 1', 'lee 1']);
    expect(types(goes(lee.call, 'lee'))).toEqual(['nobody']);
  });

  it('the next who stand in are asked while the building is unknown, too', () => {
    const { call } = callAt([['onShift']]);
    const unknown = askFallback({ ...call, branch: null, asked: [] }, now, help.who);
    expect(names(unknown.call)).toEqual(['dana 0']);
    expect(names(isOut(unknown.call, 'dana').call)).toEqual(['dana 0', 'lee 1']);
  });
});

describe('a call without a building to which somebody comes unasked', () => {
  const lee = 'staff:lee';
  const steps = [{ afterMs: 0, ask: [{ person: 'sam' }] }];
  const policy = { steps, lastAfterMs: 300 * second, staleAfterMs: 3_600_000 };
  const place = { branch: null, zone: null, urgency: 'now', note: '' } as const;
  const input = { id: 'one', number: 'H-0001', caller: 'staff:robin', ...place, policy };
  const claimed = () => claim(callForHelp(input, now, help.who).call, lee, addMs(now, second)).call;

  it('asks the fallback person when nothing is heard of them, and not when they are there', () => {
    let call = claimed();
    const told: string[] = [];
    for (const what of ['quiet', 'quiet', 'last']) {
      expect(call.due?.what).toBe(what);
      const { call: next, news } = onDue(call, call.due?.at ?? now, 0, help.who);
      call = next;
      told.push(...news.map(({ type }) => type));
    }
    expect(names(call)).toEqual(['dana 0']);
    expect(told).toEqual(['quiet', 'asked', 'movedOn', 'nobody']);
  });

  it('goes on waiting for them where its caller wants more people', () => {
    const call = claimed();
    const more = askMore(call, addMs(now, 2 * second), help.who).call;
    expect(names(more)).toEqual(['dana 0']);
    expect(more.due).toEqual(call.due);
  });
});

describe('steps that were missed', () => {
  const asks: readonly Target[][] = [['onShift'], [{ person: 'lee' }], ['director']];

  it.each<[number, string[], string]>([
    [0, ['lee 1'], 'step in 120 s'],
    [30, ['lee 1'], 'step in 90 s'],
    [119, ['lee 1'], 'step in 1 s'],
    [120, ['lee 1', 'dana 2'], 'last in 120 s'],
    [3000, ['lee 1', 'dana 2'], 'last in 120 s'],
  ])('%i seconds ago are asked in one go, and the rest keeps its delay', (lateSeconds, people, next) => {
    const { call } = callAt(asks);
    const later = addMs(now, (60 + lateSeconds) * second);
    const caughtUp = askNext(call, later, help.who, lateSeconds * second);
    expect(names(caughtUp.call).slice(1)).toEqual(people);
    expect(due(caughtUp.call, later)).toBe(next);
    expect(caughtUp.news.filter(({ type }) => type === 'asked')).toHaveLength(1);
    expect(caughtUp.news.filter(({ type }) => type === 'movedOn')).toHaveLength(1);
  });
});

it('asked again are those who were asked before, and nobody who can’t come', () => {
  const { call } = callAt([['onShift'], ['pic', 'director']]);
  const again = askNext(call, now, help.who);
  expect(again.news[0]).toEqual({ type: 'asked', people: ['staff:dana'], again: ['staff:nora'] });
  const declined = { ...call, declined: [{ person: 'staff:nora', at: now }] };
  expect(askNext(declined, now, help.who).news[0]).toEqual({
    type: 'asked',
    people: ['staff:dana'],
    again: [],
  });
});
