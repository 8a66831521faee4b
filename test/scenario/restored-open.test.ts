import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deskbell } from '../cli/library.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';
import { allPlaces, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const seconds = 1000;
const minute = 60 * seconds;

/** Copies the database of a desk that runs. */
async function backUp(desk: TestDesk): Promise<string> {
  const copy = join(desk.directory, 'copy');
  expect(await deskbell(['backup', copy], { DESKBELL_DB: desk.database })).toMatchObject({ exitCode: 0 });
  return copy;
}

/** Stops the desk, restores the copy, and starts it again; gives what the command said. */
async function restore(desk: TestDesk, copy: string, meanwhile = () => {}): Promise<string> {
  let said = '';
  await desk.restart(async (database) => {
    const { exitCode, output, errors } = await deskbell(['restore', copy], { DESKBELL_DB: database });
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    said = output;
    meanwhile();
  });
  return said;
}

function timesIn(text: string, words: string): number {
  return text.split(words).length - 1;
}

describe.each(allPlaces)('%s: after a restore', (people) => {
  let desk: TestDesk;
  afterEach(() => desk.stop());

  it('a call and a question that have gone on since the backup are as they were last, with their cards', async () => {
    desk = await startDesk({ people });
    const [priya, maria, omar, sam, lee] = ['priya', 'maria', 'omar', 'sam', 'lee'].map((id) =>
      desk.person(id),
    ) as [Person, Person, Person, Person, Person];
    await priya.types('/assist teen area the projector');
    await maria.types('/escalate may we waive the fine');
    await reads(lee, 'E-0001');
    const copy = await backUp(desk);
    await priya.types('/assist emergency somebody has a knife');
    for (const person of [omar, sam]) await reads(person, 'somebody has a knife');
    await omar.presses('On scene', 'H-0001');
    await lee.presses('Acknowledge', 'E-0001');
    await reads(priya, 'Omar Haddad, there since');
    await reads(maria, 'Lee Wong has acknowledged it');
    const rung = await sam.rings();

    const said = await restore(desk, copy, () => desk.clock.skip(16 * minute));
    expect(said).toContain(
      'Open in both, and gone on since: E-0001, H-0001. That stays as it was last, and nobody is asked again.\n',
    );
    const own = await reads(priya, 'somebody has a knife');
    expect(own).toContain('H-0001: Emergency');
    expect(own).toContain('Omar Haddad, there since');
    expect(await maria.sees()).toContain('Lee Wong has acknowledged it');
    expect(await sam.sees()).toContain('H-0001: Emergency');
    expect(await sam.rings()).toBe(rung);
    await omar.presses('Done', 'H-0001');
    await reads(sam, 'No longer needed: call H-0001');
    await eventually('no card of Sam’s is open', async () => !(await sam.sees()).includes('[I’m coming]'));
    await lee.presses('Yes', 'E-0001');
    await reads(maria, 'Decided: Yes');
    for (const id of ['nora', 'dana']) expect(await desk.person(id).sees()).not.toMatch(/[EH]-0001/);
    expect(await lee.sees()).not.toContain('H-0001');
  });
});

describe.each(['slack over http', 'teams'] as const)('%s: after a restore', (people) => {
  const room = createRoutesRoom();

  it('a request that was still to go out goes out, once', async () => {
    await room.start({}, { people });
    const lee = room.desk.person('lee');
    await room.priya.types('/assist now teen area');
    await reads(room.desk.person('maria'), 'H-0001');
    const copy = await backUp(room.desk);
    room.failChat();
    room.desk.clock.skip(61 * seconds);
    await reads(room.priya, 'Lee Wong');
    expect(await restore(room.desk, copy, room.healChat)).toContain('gone on since: H-0001');
    await reads(lee, 'H-0001');
    await room.letItSettle();
    expect(timesIn(await lee.sees(), '[I’m coming]')).toBe(1);
  });

  it('a request that went out after the backup goes out no more', async () => {
    await room.start({}, { people });
    const maria = room.desk.person('maria');
    room.failChat();
    await room.priya.types('/assist now teen area');
    await room.triedInChat(1);
    const copy = await backUp(room.desk);
    room.healChat();
    room.desk.clock.skip(5 * seconds);
    await reads(maria, 'H-0001');
    await restore(room.desk, copy);
    await room.letItSettle();
    expect(timesIn(await maria.sees(), '[I’m coming]')).toBe(1);
    await maria.presses('On scene', 'H-0001');
    await maria.presses('Done', 'H-0001');
    await reads(maria, 'Done (Maria Santos');
  });

  it('nobody gets the same e-mail again', async () => {
    await room.start({}, { people });
    await room.priya.types('/assist now teen area');
    await reads(room.desk.person('maria'), 'H-0001');
    const copy = await backUp(room.desk);
    room.desk.clock.skip(61 * seconds);
    await room.mailTo('maria');
    await reads(room.priya, /Maria Santos.*by e-mail/);
    await restore(room.desk, copy);
    room.desk.clock.skip(11 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('maria')).toHaveLength(1);
  });
});
