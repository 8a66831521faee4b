import { branchCollection, createBranches } from '../../src/desk/branches/index.ts';
import { createPeople, staffCollection } from '../../src/desk/people/index.ts';
import { createOnShift, createRoster, type Shift, shiftDayCollection } from '../../src/desk/roster/index.ts';
import type { Store } from '../../src/store/store.ts';
import { addDays, addMs } from '../../src/time.ts';
import { report } from '../part.ts';
import { median } from '../statistics.ts';
import { openHelpStore } from '../support/help-store.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// Who is on at one branch and moment, and at all branches, with a year of shifts loaded.

const branches = Array.from({ length: 50 }, (_, index) => `B${index + 1}`);
const days = 365;
const shiftsPerDay = 10;
const staffPerBranch = 20;
const rounds = 9;
const questionsPerRound = 20_000;
const hourMs = 3_600_000;
const open = [{ opens: '09:00', closes: '20:00' }];

const staffId = (branch: string, index: number) => `${branch}-${index % staffPerBranch}`.toLowerCase();

/** Eight hours each, begun from 8 to 12 o'clock; the first one is in charge. */
function shiftsOf(branch: string, on: string, day: number): Shift[] {
  return Array.from({ length: shiftsPerDay }, (_, index) => {
    const startAt = addMs(`${on}T08:00:00.000Z`, Math.floor(index / 2) * hourMs);
    const staff = staffId(branch, day * shiftsPerDay + index);
    return {
      staff,
      position: 'desk',
      startAt,
      endAt: addMs(startAt, 8 * hourMs),
      flags: index === 0 ? ['pic'] : [],
    };
  });
}

async function fill(store: Store): Promise<void> {
  for (const branch of branches) {
    await store.transact(async (tx) => {
      await tx.put(branchCollection, {
        id: branch,
        name: `${branch} Library`,
        timezone: 'America/New_York',
        zones: [],
        hours: { mon: open, tue: open, wed: open, thu: open, fri: open },
        closedOn: [],
        minStaff: 1,
        soleStaffAllowed: true,
        channels: {},
      });
      for (let index = 0; index < staffPerBranch; index += 1) {
        const id = staffId(branch, index);
        await tx.put(staffCollection, { id, name: id, role: 'staff', branches: [branch], active: true });
      }
      for (let day = 0; day < days; day += 1) {
        const on = addDays('2026-01-01', day);
        await tx.put(shiftDayCollection, {
          id: `${branch}:${on}`,
          branch,
          on,
          shifts: shiftsOf(branch, on, day),
        });
      }
    });
  }
}

/** Moments spread over the year and the day, the same in every run. */
const moments = Array.from({ length: 1000 }, (_, index) =>
  addMs('2026-01-01T00:00:00.000Z', ((index * 7919) % (days * 24)) * hourMs),
);

await inWorkDirectory(async (directory) => {
  const store = await openHelpStore(directory);
  await fill(store);
  const people = await createPeople(store);
  const roster = await createRoster(store, { people });
  const [onShift] = createOnShift({ people, roster, branches: await createBranches(store) }).commands;

  /** Microseconds for each question. */
  function ask(questions: number, question: (moment: string, index: number) => number): number {
    let found = 0;
    const began = performance.now();
    for (let index = 0; index < questions; index += 1) {
      found += question(moments[index % moments.length] as string, index);
    }
    const us = ((performance.now() - began) * 1000) / questions;
    // Also keeps the compiler from leaving the questions out.
    if (found === 0) throw new Error('Nobody is on at any moment.');
    return us;
  }

  const one: number[] = [];
  const all: number[] = [];
  const answered: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const oneUs = ask(questionsPerRound, (moment, index) => {
      return roster.onShift(branches[index % branches.length] as string, moment).length;
    });
    const allUs = ask(questionsPerRound / branches.length, (moment) =>
      branches.reduce((sum, branch) => sum + roster.onShift(branch, moment).length, 0),
    );
    const answeredUs = ask(questionsPerRound / branches.length, (now) => {
      return onShift?.plan('all', { person: 'slack:T1:U1', now }).do === 'answer' ? 1 : 0;
    });
    if (round === 0) continue;
    one.push(oneUs);
    all.push(allUs);
    answered.push(answeredUs);
  }
  const loaded = `${(branches.length * days * shiftsPerDay).toLocaleString('en')} shifts loaded`;
  report({
    name: `who is on at one branch, ${loaded}`,
    figure: median(one),
    unit: 'µs',
    target: { atMost: 50 },
  });
  report({
    name: `who is on at all ${branches.length} branches`,
    figure: median(all) / 1000,
    unit: 'ms',
    target: { atMost: 2 },
  });
  report({
    name: `the answer to onshift all, ${branches.length} branches`,
    figure: median(answered) / 1000,
    unit: 'ms',
    target: { atMost: 2 },
  });
  await store.close();
});
