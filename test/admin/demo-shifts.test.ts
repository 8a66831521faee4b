import { expect, it } from 'vitest';
import { demoShifts, readDataFolder } from '../../src/admin/index.ts';

const { data } = await readDataFolder('data/demo');
const roleOf = (id: string | null) => data.staff?.find((one) => one.id === id)?.role;

/** Who is on shift at a branch at a moment, by the demo's plan of another moment. */
function onShift(branch: string, at: string, plannedAt = at) {
  return demoShifts(plannedAt, data)
    .filter((day) => day.branch === branch)
    .flatMap((day) => day.shifts)
    .filter((shift) => shift.startAt <= at && at < shift.endAt);
}

it('has three people on shift at the branch that never closes at any hour, also when the clocks change', () => {
  for (const day of ['2026-03-07', '2026-03-08', '2026-06-01', '2026-10-31', '2026-11-01', '2026-12-31']) {
    for (let minute = 0; minute < 24 * 60; minute += 30) {
      const at = new Date(Date.parse(`${day}T00:00:00.000Z`) + minute * 60_000).toISOString();
      const on = onShift('CEN', at);
      expect(on.length, at).toBeGreaterThanOrEqual(3);
      expect(
        on.filter((shift) => shift.flags.includes('pic')),
        at,
      ).toHaveLength(1);
      expect(
        on.some((shift) => roleOf(shift.staff) === 'security'),
        at,
      ).toBe(true);
    }
  }
});

it('has people at the other branches within their hours only', () => {
  // Monday noon and Monday night in Toronto; the Brook branch is closed on Mondays.
  expect(
    onShift('NTH-A', '2026-06-01T16:00:00.000Z').filter((shift) => shift.flags.includes('pic')),
  ).toHaveLength(1);
  expect(onShift('NTH-A', '2026-06-02T03:00:00.000Z')).toEqual([]);
  expect(onShift('NTH-B', '2026-06-01T16:00:00.000Z')).toEqual([]);
  expect(onShift('NTH-B', '2026-06-02T16:00:00.000Z')).toHaveLength(2);
});

it('gives nobody two shifts at once', () => {
  const shifts = demoShifts('2026-06-01T12:00:00.000Z', data)
    .flatMap((day) => day.shifts)
    .toSorted((one, other) => (one.startAt < other.startAt ? -1 : 1));
  const until = new Map<string | null, string>();
  for (const shift of shifts) {
    expect((until.get(shift.staff) ?? '') <= shift.startAt, `${shift.staff} at ${shift.startAt}`).toBe(true);
    until.set(shift.staff, shift.endAt);
  }
});

it('is the same all day and reaches two weeks ahead', () => {
  const morning = demoShifts('2026-06-01T08:00:00.000Z', data);
  expect(demoShifts('2026-06-02T03:59:00.000Z', data)).toEqual(morning);
  expect(demoShifts('2026-06-02T04:01:00.000Z', data)).not.toEqual(morning);
  expect(onShift('CEN', '2026-06-15T12:00:00.000Z', '2026-06-01T08:00:00.000Z')).toHaveLength(3);
});
