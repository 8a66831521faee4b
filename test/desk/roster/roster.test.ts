import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { staffCollection } from '../../../src/desk/people/index.ts';
import { branchOfCaller, type ShiftDay, shiftDayCollection } from '../../../src/desk/roster/index.ts';
import { createTimeline } from '../../../src/desk/roster/timeline.ts';
import { addDays, addMs, msBetween } from '../../../src/time.ts';
import { branch } from '../branches/branch.ts';
import { save } from '../desk-store.ts';
import { at, day, member, openDesk, shift } from './desk.ts';

const staff = ['maria', 'tom', 'omar', 'lee'].map((id) => member(id));

const names = (list: readonly { readonly person: string }[]) =>
  list.map((on) => on.person.slice('staff:'.length));

describe('who is on shift', () => {
  const sunday = day(
    'CEN',
    '2026-11-22',
    shift('tom 2026-11-22 08:00 14:00'),
    shift('maria 2026-11-22 09:00 17:00', { flags: ['pic'] }),
    shift('omar 2026-11-22 14:00 20:00'),
    shift('lee 2026-11-22 22:00 06:00'),
  );

  it.each([
    ['2026-11-22 07:59', []],
    ['2026-11-22 08:00', ['tom']],
    ['2026-11-22 10:00', ['maria', 'tom']],
    ['2026-11-22 14:00', ['maria', 'omar']],
    ['2026-11-22 17:00', ['omar']],
    ['2026-11-22 20:00', []],
    ['2026-11-23 05:59', ['lee']],
    ['2026-11-23 06:00', []],
  ])('at %s: %j, the person in charge first', async (moment, expected) => {
    const { roster } = await openDesk({ staff, days: [sunday] });
    expect(names(roster.onShift('CEN', at(moment)))).toEqual(expected);
    expect(roster.onShift('NTH', at(moment))).toEqual([]);
  });

  it('says who is in charge, and nobody when nobody is', async () => {
    const { roster } = await openDesk({ staff, days: [sunday] });
    expect(roster.pic('CEN', at('2026-11-22 10:00'))?.person).toBe('staff:maria');
    expect(roster.pic('CEN', at('2026-11-22 18:00'))).toBeUndefined();
  });

  it('says everybody who starts at the next start, and never whoever starts this moment', async () => {
    const days = [
      sunday,
      day('CEN', '2026-11-24', shift('tom 2026-11-24 09:00 17:00'), shift('lee 2026-11-24 09:00 12:00')),
    ];
    const { roster } = await openDesk({ staff, days });
    expect(names(roster.nextOn('CEN', at('2026-11-22 08:00')))).toEqual(['maria']);
    expect(names(roster.nextOn('CEN', at('2026-11-23 00:00')))).toEqual(['tom', 'lee']);
    expect(roster.nextOn('CEN', at('2026-11-24 09:00'))).toEqual([]);
  });

  it('leaves out open shifts, strangers and people who have left, also among the next', async () => {
    const days = [
      day(
        'CEN',
        '2026-11-22',
        shift('x 2026-11-22 09:00 17:00', { staff: null }),
        shift('nobody 2026-11-22 09:00 17:00'),
        shift('gone 2026-11-22 09:00 17:00'),
        shift('tom 2026-11-22 10:00 17:00'),
      ),
    ];
    const { roster } = await openDesk({ staff: [...staff, member('gone', { active: false })], days });
    expect(names(roster.onShift('CEN', at('2026-11-22 11:00')))).toEqual(['tom']);
    expect(names(roster.nextOn('CEN', at('2026-11-22 00:00')))).toEqual(['tom']);
    expect(roster.shiftsOf('staff:gone', at('2026-11-22 11:00'))).toEqual([]);
  });

  it('lists a day with what runs into it', async () => {
    const { roster } = await openDesk({ staff, days: [sunday] });
    const during = (from: string, to: string) => names(roster.during('CEN', at(from), at(to)));
    expect(during('2026-11-22 00:00', '2026-11-23 00:00')).toEqual(['tom', 'maria', 'omar', 'lee']);
    expect(during('2026-11-23 00:00', '2026-11-24 00:00')).toEqual(['lee']);
    expect(during('2026-11-23 06:00', '2026-11-24 00:00')).toEqual([]);
  });

  it('follows new, changed and deleted days, and people who leave', async () => {
    const { store, roster } = await openDesk({ staff, days: [sunday] });
    const now = at('2026-11-22 10:00');
    await save(store, shiftDayCollection, day('CEN', '2026-11-22', shift('omar 2026-11-22 09:00 17:00')));
    expect(names(roster.onShift('CEN', now))).toEqual(['omar']);
    await save(store, shiftDayCollection, day('NTH', '2026-11-22', shift('lee 2026-11-22 09:00 17:00')));
    expect(names(roster.onShift('NTH', now))).toEqual(['lee']);
    await save(store, shiftDayCollection, day('CEN', '2026-11-23', shift('tom 2026-11-23 09:00 17:00')));
    expect(names(roster.onShift('CEN', at('2026-11-23 10:00')))).toEqual(['tom']);
    await save(store, staffCollection, member('lee', { active: false }));
    expect(roster.onShift('NTH', now)).toEqual([]);
    await store.transact((tx) => tx.delete(shiftDayCollection, 'CEN:2026-11-22'));
    expect(roster.onShift('CEN', now)).toEqual([]);
  });

  it('finds just those whom going through all shifts finds', () => {
    const start = '2026-10-25T00:00:00.000Z';
    const anyShift = fc
      .tuple(fc.integer({ min: 0, max: 14 * 96 }), fc.integer({ min: 1, max: 96 }))
      .map(([from, length]) => ({
        staff: 'tom',
        position: '',
        flags: [],
        startAt: addMs(start, from * 900_000),
        endAt: addMs(start, (from + length) * 900_000),
      }));
    const anyMoment = fc
      .integer({ min: -96, max: 16 * 96 })
      .map((quarter) => addMs(start, quarter * 900_000));
    fc.assert(
      fc.property(fc.array(anyShift, { maxLength: 40 }), anyMoment, (shifts, moment) => {
        const days: ShiftDay[] = shifts.map((one, index) => day('CEN', addDays('2026-01-01', index), one));
        const ms = Date.parse(moment);
        const timeline = createTimeline(days);
        const covering = shifts.filter((one) => one.startAt <= moment && moment < one.endAt);
        expect(timeline.overlapping(ms, ms + 1)).toHaveLength(covering.length);
        expect(new Set(timeline.overlapping(ms, ms + 1))).toEqual(new Set(covering));
        const after = shifts.filter((one) => one.startAt > moment).map((one) => one.startAt);
        expect([...timeline.startingAfter(ms)].map((one) => one.startAt)).toEqual(after.toSorted());
      }),
    );
  });

  it('ends a night shift by the wall clock, whatever the clocks did that night', () => {
    const hours = (night: string) => {
      const { startAt, endAt } = shift(`tom ${night} 22:00 06:00`);
      return msBetween(startAt, endAt) / 3_600_000;
    };
    expect([hours('2026-03-06'), hours('2026-03-07'), hours('2026-10-31')]).toEqual([8, 7, 9]);
  });
});

describe('the branch of a caller', () => {
  const now = at('2026-11-22 10:00');
  const branches = ['CEN', 'NTH', 'STH'].map((code) => branch(code, { channels: { slack: `C-${code}` } }));
  const days = [
    day('CEN', '2026-11-22', shift('tom 2026-11-22 08:00 14:00'), shift('maria 2026-11-22 09:00 17:00')),
    day('NTH', '2026-11-22', shift('tom 2026-11-22 09:00 14:00')),
  ];
  const channel = (code: string) => ({ id: `C-${code}`, private: false });

  it.each([
    ['that of the shift', 'maria', undefined, 'CEN'],
    ['that of the shift, in another branch’s channel too', 'maria', channel('STH'), 'CEN'],
    ['the channel’s, off shift', 'omar', channel('STH'), 'STH'],
    ['unknown, off shift and in no branch’s channel', 'omar', { id: 'C-X', private: false }, undefined],
    ['unknown, off shift and in private', 'omar', undefined, undefined],
    ['of two shifts the one started last', 'tom', undefined, 'NTH'],
    ['of two shifts the channel’s', 'tom', channel('CEN'), 'CEN'],
    ['of two shifts the one started last, in a third channel', 'tom', channel('STH'), 'NTH'],
  ])('is %s', async (_what, person, place, expected) => {
    const desk = await openDesk({ branches, staff, days });
    const look = { person: `staff:${person}`, now, ...(place === undefined ? {} : { place }) };
    expect(branchOfCaller(look, desk)?.id).toBe(expected);
  });
});
