import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteName } from '../../../src/chat/request.ts';
import type { Step } from '../../../src/desk/asking/index.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import { claim, decline, unreached } from '../../../src/desk/help/presses.ts';
import { askMore, type Changed, callForHelp } from '../../../src/desk/help/rules.ts';
import { dueOf } from '../../../src/desk/help/schema.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const minute = 60_000;
const day = 24 * 60 * minute;

/** A call by Priya at Central: at once those on shift, after a minute Lee, after five the word to the caller. */
function called(needs = 1) {
  const steps: Step[] = [
    { afterMs: 0, ask: ['onShift'], needs },
    { afterMs: minute, ask: ['supervisor'] },
  ];
  const place = { branch: 'CEN', zone: null, urgency: 'now', note: '' } as const;
  const policy = { steps, lastAfterMs: 5 * minute, staleAfterMs: 60 * minute };
  let now = start;
  let changed = callForHelp(
    { id: 'one', number: 'H-0001', caller: 'staff:priya', ...place, policy },
    now,
    help.who,
  );
  const step = (next: Changed) => {
    changed = next;
    return next.news.map(({ type }) => type);
  };
  return {
    /** Minutes from the call. */
    at: (minutes: number) => {
      now = addMs(start, minutes * minute);
    },
    get due() {
      const due = changed.call.due;
      return due && `${due.what} ${msBetween(start, due.at) / minute}`;
    },
    happened: (what: string) => changed.call.timeline.filter((one) => one.what === what).length,
    asksMore: () => step(askMore(changed.call, now, help.who)),
    claims: (id: string) => step(claim(changed.call, `staff:${id}`, now)),
    misses: (id: string, routes: readonly RouteName[]) =>
      step(unreached(changed.call, `staff:${id}`, { reason: 'never', routes }, now, help.who)),
    get again() {
      return changed.news.flatMap((news) => (news.type === 'asked' ? news.again : []));
    },
    get outOfReach() {
      return changed.call.unreached.map(({ person }) => person);
    },
    declines: (id: string) => step(decline(changed.call, `staff:${id}`, now, help.who)),
    /** Lets what is due next fall due. */
    waits: () => {
      now = dueOf(changed.call)?.at ?? now;
      return step(onDue(changed.call, now, 0, help.who));
    },
  };
}

describe('"Ask more people now" after the last step', () => {
  it('asks everyone again and does not say in the same breath that nobody has confirmed', () => {
    const one = called();
    one.waits();
    expect(one.waits()).toEqual(['nobody']);
    one.at(6);
    expect(one.asksMore()).toEqual(['asked']);
    expect(one.happened('nobody')).toBe(1);
    expect(one.due).toBe('last 11');
    expect(one.waits()).toEqual(['nobody']);
  });

  it('puts neither the word to the caller nor the daily reminder off, however often it is pressed', () => {
    const one = called();
    one.waits();
    one.asksMore();
    one.at(2);
    one.asksMore();
    expect(one.due).toBe('last 5');
    one.waits();
    for (const minutes of [6, 8, 10]) {
      one.at(minutes);
      one.asksMore();
      expect(one.due).toBe('last 11');
    }
    one.waits();
    expect(one.due).toBe(`reminder ${(5 * minute + day) / minute}`);
    one.at((5 * minute + day) / minute - 2);
    one.asksMore();
    expect(one.due).toBe(`reminder ${(5 * minute + day) / minute}`);
    expect(one.waits()).toEqual(['reminder']);
    expect(one.due).toBe(`reminder ${(5 * minute + 2 * day) / minute}`);
  });

  it('leaves the check on those who come as it is', () => {
    const one = called();
    one.waits();
    one.waits();
    one.claims('maria');
    expect(one.due).toBe('quiet 15');
    expect(one.asksMore()).toEqual(['asked']);
    expect(one.due).toBe('quiet 15');
  });

  it('goes also to those whom it did not reach, where there was an address: they may be reached by now', () => {
    const one = called();
    one.waits();
    one.waits();
    for (const id of ['maria', 'omar', 'sam']) one.declines(id);
    one.misses('lee', ['slack']);
    one.misses('dana', []);
    one.at(6);
    expect(one.asksMore()).toEqual(['asked']);
    expect(one.again).toEqual(['staff:lee']);
    expect(one.outOfReach).toEqual(['staff:dana']);
    expect(one.due).toBe('last 11');
  });

  it('changes nothing when nobody is left whom it could ask', () => {
    const one = called();
    one.waits();
    one.waits();
    for (const id of ['maria', 'omar', 'sam', 'lee', 'dana']) one.declines(id);
    one.at(6);
    expect(one.asksMore()).toEqual([]);
    expect([one.due, one.happened('nobody')]).toEqual([`reminder ${(5 * minute + day) / minute}`, 1]);
  });
});
