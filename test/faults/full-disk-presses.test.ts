import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { limitFileSize, temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, sendAct } from '../support/process/page-client.ts';
import { startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

it('a press by which a caller asks for more goes out from memory while the disk is full, as typed words do', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const database = join(library, 'db');
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  const address = await desk.address();
  const page = await openPage(address, ['maria', 'nora', 'dana', 'lee']);
  onTestFinished(() => page.close());
  const types = (as: string, typed: string) =>
    sendAct(address, { id: randomUUID(), as, what: { type: 'command', typed } });
  const presses = async (as: string, button: string, number: string, value?: string) => {
    const record = ids.get(number) ?? '';
    const data = { button, record, ...(value === undefined ? {} : { value }) };
    return (await sendAct(address, { id: randomUUID(), as, what: { type: 'pressed', data } })).reply;
  };
  const unrecorded = (place: string) =>
    page.posted.filter((one) => one.place === place && one.text.includes('could not be recorded'));

  for (const [as, typed] of [
    ['priya', '/assist cen emergency, a man with a knife'],
    ['robin', '/assist a leak'],
    ['omar', '/assist cen projector'],
    ['omar', '/assist emergency somebody fainted'],
    ['maria', '/assist now nth-a he shouts'],
    ['maria', '/assist now he has a bottle'],
  ] as const)
    await types(as, typed);
  const ids = new Map((await readDatabase(database)).calls.map(({ number, id }) => [number, id]));
  expect([...ids.keys()].toSorted()).toEqual(['H-0001', 'H-0002', 'H-0003', 'H-0004', 'H-0005']);

  limitFileSize(desk.pid, 1);
  const cen = 'Dial 9-911 from any desk phone';
  for (const press of [
    { as: 'priya', button: 'help.raise', call: 'H-0001', value: 'emergency', to: 'maria', dial: cen },
    { as: 'omar', button: 'help.newCall', call: 'H-0003', value: '1', to: 'maria', dial: cen },
    { as: 'maria', button: 'help.meant', call: 'H-0005', value: 'H-0004', to: 'nora', dial: 'Dial 911' },
    { as: 'robin', button: 'help.askNow', call: 'H-0002', to: 'dana', dial: 'Dial 911' },
    { as: 'robin', button: 'help.branch', call: 'H-0002', value: 'CEN', to: 'maria', dial: cen },
    { as: 'priya', button: 'help.more', call: 'H-0001', to: 'lee', dial: cen },
  ]) {
    const place = `person:${press.to}`;
    const before = unrecorded(place).length;
    const value = ids.get(press.value ?? '') ?? press.value;
    const reply = await presses(press.as, press.button, press.call, value);
    expect(reply, press.button).toContain(`Go to someone or phone. ${press.dial}`);
    expect(reply, press.button).toContain('Your call could not be saved. It was sent once to');
    await eventually(`${press.to} is told at ${press.button}`, () => unrecorded(place).length === before + 1);
  }
  const said = (person: string) => unrecorded(`person:${person}`).map(({ text }) => text);
  expect(said('maria')[0]).toContain('Emergency: Priya Nair asks for help at Central Library.');
  expect(said('maria')[0]).toMatch(/Note\s+emergency, a man with a knife/);
  expect(said('maria')[1]).toContain('Emergency: Omar Haddad asks for help at Central Library.');
  expect(said('maria')[1]).toMatch(/Note\s+somebody fainted/);
  expect(said('maria')[1]).not.toContain('projector');
  expect(said('nora')[0]).toContain('Come now: Maria Santos asks for help at Northside Library');
  expect(said('nora')[0]).toMatch(/Note\s+he has a bottle/);
  expect(said('maria')[2]).toContain('Robin Clark asks for help at Central Library.');
  for (const { place, text } of page.posted.filter((one) => one.text.includes('could not be recorded'))) {
    expect(text).not.toMatch(/\[/);
    if (place.startsWith('channel:')) expect(text).not.toMatch(/knife|fainted|bottle|leak/);
  }
  // What asks nobody only says that it was not saved.
  const sent = unrecorded('person:maria').length;
  expect(await presses('priya', 'help.cancel', 'H-0001')).toContain('nothing has changed');
  expect(unrecorded('person:maria')).toHaveLength(sent);

  limitFileSize(desk.pid, undefined);
  await eventually('it saves again', async () =>
    (await presses('priya', 'help.raise', 'H-0001', 'emergency')).includes('It is now “Emergency”'),
  );
  const { calls } = await readDatabase(database);
  expect(
    calls.toSorted((a, b) => (a.number < b.number ? -1 : 1)).map((call) => [call.number, call.urgency]),
  ).toEqual([
    ['H-0001', 'emergency'],
    ['H-0002', 'assist'],
    ['H-0003', 'emergency'],
    ['H-0004', 'now'],
    ['H-0005', 'now'],
  ]);
});
