import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { limitFileSize, temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, type PageAct, sendAct } from '../support/process/page-client.ts';
import { startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

it('a call that cannot be saved is sent once however often it is delivered, also when there is room again', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const database = join(library, 'db');
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  const address = await desk.address();
  const page = await openPage(address, ['priya', 'maria', 'omar']);
  onTestFinished(() => page.close());
  const asked = (who: string, note: string) =>
    page.posted.filter(({ place, text }) => place === `person:${who}` && text.includes(note));
  const call = (note: string): PageAct => ({
    id: randomUUID(),
    as: 'priya',
    what: { type: 'command', typed: `/assist now cen ${note}` },
  });

  limitFileSize(desk.pid, 1);
  const first = call('the first');
  const answers = await Promise.all(Array.from({ length: 5 }, () => sendAct(address, first)));
  answers.push(await sendAct(address, first));
  expect(answers[0]?.reply).toContain('could not be saved');
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  // What is typed again is another call.
  expect((await sendAct(address, call('the second'))).reply).toContain('could not be saved');
  for (const who of ['maria', 'omar'])
    await eventually(`${who} has both`, () => asked(who, 'the second').length > 0);

  limitFileSize(desk.pid, undefined);
  await eventually('it saves again', async () =>
    (await sendAct(address, call('the third'))).reply.includes('is saved'),
  );
  expect(await sendAct(address, first)).toEqual(answers[0]);
  for (const who of ['maria', 'omar']) {
    await eventually(`${who} has the third`, () => asked(who, 'the third').length > 0);
    expect(asked(who, 'the first')).toHaveLength(1);
    expect(asked(who, 'the second')).toHaveLength(1);
  }
  const notes = (await readDatabase(database)).calls.flatMap((one) => one.notes);
  expect(JSON.stringify(notes)).not.toContain('the first');
});

it('words that belong to an open call go out from memory as that call, to everybody who was asked', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: join(library, 'db') });
  onTestFinished(() => desk.kill());
  const address = await desk.address();
  const page = await openPage(address, ['maria', 'omar', 'dana', 'lee']);
  onTestFinished(() => page.close());
  const types = (as: string, typed: string) =>
    sendAct(address, { id: randomUUID(), as, what: { type: 'command', typed } });
  const unrecorded = (place: string) =>
    page.posted
      .filter((one) => one.place === place && one.text.includes('could not be recorded'))
      .map(({ text }) => text);

  expect((await types('robin', '/assist now cen teen area a fight')).reply).toContain('H-0001 is saved');
  limitFileSize(desk.pid, 1);
  // Robin is on no shift: alone, these words would be of no building.
  const { reply } = await types('robin', '/assist he has a knife');
  expect(reply).toContain('Go to someone or phone. Dial 9-911 from any desk phone');
  expect(reply).toMatch(/It was sent once to [^.]*Maria Santos/);
  for (const who of ['maria', 'omar']) {
    await eventually(`${who} is told`, () => unrecorded(`person:${who}`).length === 1);
    const [told = ''] = unrecorded(`person:${who}`);
    expect(told).toContain('Come now: Robin Clark asks for help at Central Library, teen area.');
    expect(told).toMatch(/Note\s+a fight[\s\S]*Note\s+he has a knife/);
    expect(told).not.toMatch(/\[/);
  }
  await eventually('the channel is told', () => unrecorded('channel:CEN').length === 1);
  expect(unrecorded('channel:CEN')[0]).not.toMatch(/fight|knife/);
  expect(unrecorded('person:dana')).toEqual([]);

  const long = await types('robin', `/assist ${'x'.repeat(199)} reading room`);
  expect(long.reply).toContain('Only the first 200 characters of your words were sent.');
  expect((await types('robin', '/assist nth-a a leak')).reply).toContain('It was sent once to Nora Lind');
});
