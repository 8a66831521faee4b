import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shifts } from '../support/desk/library.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const minute = 60_000;
const fixedText =
  'No decision in time. Tell the patron: “A supervisor has to decide this and could not be reached in time. For now it stays as it is.”';

/** Lee and Omar are Central's supervisors, Lee listed first; only Omar is on shift. Lee starts at 20:00. */
async function twoSupervisors(directory: string): Promise<void> {
  const file = join(directory, 'staff.json');
  const staff = JSON.parse(await readFile(file, 'utf8')) as { id: string; role: string }[];
  const lee = staff.find((one) => one.id === 'lee');
  const changed = staff
    .filter((one) => one !== lee)
    .map((one) => (one.id === 'omar' ? { ...one, role: 'supervisor' } : one));
  await writeFile(file, JSON.stringify([lee, ...changed]));
  await writeFile(
    join(directory, 'shifts.csv'),
    `${shifts}CEN,lee,office,2026-11-22 20:00,2026-11-22 21:00,\n`,
  );
}

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  let priya: Person;
  let lee: Person;
  let omar: Person;
  let dana: Person;
  beforeEach(async () => {
    desk = await startDesk({ people, prepare: twoSupervisors });
    [priya, lee, omar, dana] = ['priya', 'lee', 'omar', 'dana'].map((id) => desk.person(id)) as [
      Person,
      Person,
      Person,
      Person,
    ];
  });
  afterEach(() => desk.stop());

  it('asks the supervisor on shift, shows the deadline, and brings the decision back with who and when', async () => {
    const reply = await priya.types('/escalate may we waive the fine before 19:30');
    expect(reply).toContain('E-0001 is saved and goes to Omar Haddad');
    expect(reply).toMatch(/An answer is wanted by (19:30|7:30 PM)/);
    const card = await reads(omar, 'E-0001: Decision wanted · Central Library');
    expect(card).toContain('may we waive the fine before 19:30');
    for (const label of ['[Yes]', '[No]', '[Acknowledge]', '[Pass on]']) expect(card).toContain(label);
    expect(card).not.toContain('[Add a reason]');
    expect(await lee.sees()).toBe('');
    const own = await reads(priya, 'Nobody has answered yet');
    expect(own).toContain('[Withdraw]');
    expect(own).not.toContain('[Yes]');
    const rung = await priya.rings();
    expect(await omar.presses('Yes')).toContain('E-0001 is decided: Yes. Priya Nair is told.');
    await reads(priya, 'Omar Haddad decided: Yes (E-0001).');
    // Her card is drawn anew beside it.
    await reads(priya, /Decided: Yes \(Omar Haddad, (18:4\d|6:4\d PM)\)/);
    expect(await priya.rings()).toBe(rung + 1);
    desk.clock.skip(24 * 60 * minute);
    expect(await priya.rings()).toBe(rung + 1);
    expect(await lee.sees()).toBe('');
  });

  it('stands on the Home of those asked and of its asker while it is open', async () => {
    await priya.types('/escalate may he stay before 19:30');
    await reads(omar, 'E-0001');
    const home = await omar.types('/desk home');
    expect(home).toContain('Questions that wait for your answer');
    expect(home).toContain('[Pass on]');
    // Nobody decides without the question and the time.
    expect(home).toMatch(/What it is about[\s:]+may he stay/);
    expect(home).toMatch(/Answer wanted by[\s:]+(?:19:30|7:30 PM)/);
    expect(home).toContain('by Priya Nair');
    expect(await desk.person('maria').types('/desk home')).not.toContain('may he stay');
    expect(await priya.types('/desk home')).toContain('What you have asked a supervisor');
    expect(await lee.types('/desk home')).not.toContain('E-0001');
    await omar.presses('No');
    await reads(priya, 'decided: No');
    expect(await priya.types('/desk home')).not.toContain('E-0001');
  });

  it('takes a reason after the press, and shows it to the asker and those asked and in no message that rings', async () => {
    await priya.types('/escalate may we waive the fine');
    await reads(omar, 'E-0001');
    await omar.presses('No');
    await omar.presses('Add a reason');
    await omar.submits({ Reason: 'It was waived twice already' });
    await hears(omar, 'Added to E-0001');
    const seen = await reads(priya, 'Omar Haddad added a reason to E-0001');
    expect(seen).toContain('It was waived twice already');
    expect(seen.split('It was waived twice already')).toHaveLength(2);
    await reads(omar, 'It was waived twice already');
    expect(await priya.seesInChannel('CEN')).not.toContain('E-0001');
  });

  it('goes to the next supervisor, then the director, then tells the asker who decides', async () => {
    await priya.types('/escalate may we close early');
    await reads(omar, 'E-0001');
    desk.clock.skip(5 * minute);
    await reads(lee, 'E-0001');
    await reads(priya, 'No answer yet to E-0001. Now also asked: Lee Wong.');
    expect(await dana.sees()).toBe('');
    desk.clock.skip(10 * minute);
    await reads(dana, 'E-0001');
    desk.clock.skip(15 * minute);
    const told = await reads(priya, 'Nobody has answered E-0001. In their absence Dana Whitfield decides.');
    expect(told).toContain('Tell the patron: “A supervisor has to decide this');
    desk.clock.skip(24 * 60 * minute);
    await reads(lee, 'still waits for an answer');
    await dana.presses('Yes');
    await reads(priya, 'Dana Whitfield decided: Yes (E-0001).');
  });

  it('moves on at once when somebody passes it on', async () => {
    await priya.types('/escalate may we close early');
    await reads(omar, 'E-0001');
    expect(await omar.presses('Pass on')).toContain('E-0001 is passed on to Lee Wong.');
    await reads(priya, 'Omar Haddad passed E-0001 on. Now asked: Lee Wong.');
    await reads(lee, '[Pass on]');
    expect(await lee.presses('Pass on')).toContain('Dana Whitfield');
    await reads(dana, '[Pass on]');
    expect(await dana.presses('Pass on')).toContain('nobody else to ask');
    await reads(priya, 'Nobody has answered E-0001, and there is nobody else to ask.');
  });

  it('ends when its deadline passes, tells the asker what to say, and lets those asked be', async () => {
    await priya.types('/escalate may he stay in 20 minutes');
    await reads(omar, 'E-0001');
    desk.clock.skip(5 * minute);
    await reads(lee, 'E-0001');
    // The director would have been asked by then in any case.
    desk.clock.skip(10 * minute);
    await reads(dana, 'E-0001');
    desk.clock.skip(5 * minute + 1000);
    await reads(priya, `E-0001: ${fixedText}`);
    await reads(omar, 'Too late to decide: E-0001 at Central Library. No decision in time');
    await reads(dana, 'Too late to decide: E-0001');
    await eventually('the buttons go from her card', async () => !(await dana.sees()).includes('[Yes]'));
    const rung = await dana.rings();
    desk.clock.skip(48 * 60 * minute);
    expect(await dana.rings()).toBe(rung);
  });

  it('asks everyone before a deadline that is nearer than the last step', async () => {
    await priya.types('/escalate may he stay in 8 minutes');
    await reads(omar, 'E-0001');
    desk.clock.skip(2 * minute + 1000);
    await reads(lee, 'E-0001');
    desk.clock.skip(4 * minute);
    await reads(dana, 'E-0001');
    await reads(priya, 'Now also asked: Dana Whitfield');
    desk.clock.skip(2 * minute);
    await reads(priya, fixedText);
  });

  it('says what to do about an acknowledgement without a decision', async () => {
    await priya.types('/escalate may we close early');
    await reads(omar, 'E-0001');
    expect(await omar.presses('Acknowledge')).toContain('Press Yes or No when you have decided.');
    await reads(priya, 'Omar Haddad has acknowledged E-0001. The decision is still to come.');
    await reads(priya, ', Omar Haddad is asked for it once more');
    desk.clock.skip(5 * minute);
    expect(await lee.sees()).toBe('');
    desk.clock.skip(5 * minute);
    await reads(omar, 'Priya Nair is still waiting for your answer to E-0001');
    await reads(priya, ', more people are asked');
    desk.clock.skip(5 * minute);
    await reads(lee, 'E-0001');
    await lee.presses('Yes');
    await reads(omar, 'No longer needed: E-0001');
  });

  it('takes one decision of two that are pressed at once, and tells the other who and when', async () => {
    await priya.types('/escalate may we close early');
    desk.clock.skip(5 * minute);
    await reads(omar, 'E-0001');
    await reads(lee, 'E-0001');
    const replies = await Promise.all([omar.presses('Yes'), lee.presses('No')]);
    expect(replies.filter((reply) => reply.includes('E-0001 is decided'))).toHaveLength(1);
    const other = replies.find((reply) => reply.includes('E-0001 is over'));
    expect(other).toMatch(/Decided: (Yes|No) \((Omar Haddad|Lee Wong), (18:4\d|6:4\d PM)\)/);
    await reads(priya, 'decided:');
  });

  it('is withdrawn by its asker alone, and those asked are told', async () => {
    await priya.types('/escalate may we close early');
    await reads(omar, 'E-0001');
    await reads(priya, '[Withdraw]');
    expect(await priya.presses('Withdraw')).toContain('E-0001 is withdrawn');
    await reads(omar, 'No longer needed: E-0001');
    desk.clock.skip(30 * minute);
    expect(await lee.sees()).toBe('');
  });

  it('carries on after a restart, with the steps and the deadline that passed meanwhile', async () => {
    await priya.types('/escalate may we close early in 25 minutes');
    await reads(omar, 'E-0001');
    await desk.restart();
    desk.clock.skip(5 * minute);
    await reads(lee, 'E-0001');
    await desk.restart();
    desk.clock.skip(21 * minute);
    await reads(priya, fixedText);
    await desk.restart();
    expect((await priya.sees()).split(`E-0001: ${fixedText}`)).toHaveLength(2);
  });
});

describe.each(allPlaces)('%s: a policy that never asks whoever decides in the end', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    const steps = [{ afterSeconds: 0, ask: ['supervisor'] }];
    const policies = [{ for: 'escalate', steps, lastAfterSeconds: 60 }];
    desk = await startDesk({
      people,
      async prepare(directory) {
        await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
        await rewriteStaff(directory, (staff) =>
          staff.map((one) => (one.id === 'omar' ? { ...one, role: 'coordinator' } : one)),
        );
      },
    });
  });
  afterEach(() => desk.stop());

  it('has them asked with the last word, and its asker told so', async () => {
    const [priya, lee, dana] = ['priya', 'lee', 'dana'].map((id) => desk.person(id)) as [
      Person,
      Person,
      Person,
    ];
    await priya.types('/escalate may we close early');
    await reads(lee, 'E-0001');
    const rung = await dana.rings();
    desk.clock.skip(minute);
    await reads(
      priya,
      'Nobody has answered E-0001. In their absence Dana Whitfield decides and has been asked now. Tell the patron:',
    );
    await reads(priya, /Goes to[\s:]+Lee Wong(, | and )Dana Whitfield/);
    await reads(dana, 'E-0001: Decision wanted · Central Library');
    expect(await dana.rings()).toBe(rung + 1);
    await dana.presses('Yes');
    await reads(priya, 'Dana Whitfield decided: Yes (E-0001).');
    await reads(lee, 'No longer needed: E-0001');
  });

  it('has the next who leads asked where they pass it on, and its asker told the new name', async () => {
    const [priya, dana, omar] = [desk.person('priya'), desk.person('dana'), desk.person('omar')];
    await priya.types('/escalate may we close early');
    await reads(desk.person('lee'), 'E-0001');
    desk.clock.skip(minute);
    await reads(dana, '[Pass on]');
    expect(await dana.presses('Pass on')).toContain('E-0001 is passed on to Omar Haddad.');
    await reads(
      priya,
      'Nobody has answered E-0001. In their absence Omar Haddad decides and has been asked now.',
    );
    await reads(omar, '[Yes]');
    await omar.presses('No');
    await reads(priya, 'Omar Haddad decided: No (E-0001).');
  });
});
