import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { makeFillableDisk } from '../support/process/fillable-disk.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, sendAct } from '../support/process/page-client.ts';
import { startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

/** A disk that is full to the last page still takes what fits into that page. */
const triesUntilFull = 30;

it('a call whose disk fills up goes on from memory to the last word to its caller, and with its record when there is room again', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library, {
    onShift: ['priya', 'maria', 'omar'],
    // By the second one the disk has to be full.
    steps: { afterSeconds: [0, 8, 10], lastAfterSeconds: 12 },
  });
  const disk = makeFillableDisk(4096);
  const database = join(disk.directory, 'db');
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  const address = await desk.address();
  const page = await openPage(address, ['priya', 'maria', 'omar', 'lee', 'dana']);
  onTestFinished(() => page.close());
  const told = (who: string, words: string) =>
    page.posted.filter(({ place, text }) => place === `person:${who}` && text.includes(words));
  // Of this call: one by which the disk is found full may have been saved as well.
  const fromMemory = (who: string) =>
    told(who, 'H-0001').filter(({ text }) => text.includes('cannot record anything'));
  const types = (as: string, typed: string) =>
    sendAct(address, { id: randomUUID(), as, what: { type: 'command', typed } });
  const presses = (as: string, button: string) =>
    sendAct(address, { id: randomUUID(), as, what: { type: 'pressed', data: { button, record } } });

  expect((await types('priya', '/assist now cen a man with a knife')).reply).toContain('H-0001 is saved');
  const [record = ''] = (await readDatabase(database)).calls.map(({ id }) => id);
  await eventually('Maria is asked', () => told('maria', 'H-0001').length === 1);

  disk.fill(desk.pid);
  let refused = await types('omar', '/assist cen');
  for (let tries = 1; !refused.reply.includes('could not be saved') && tries < triesUntilFull; tries += 1)
    refused = await types('omar', '/assist cen');
  expect(refused.reply).toContain('could not be saved');
  // A claim that cannot be saved is not one, and whoever presses is told.
  expect((await presses('maria', 'help.claim')).reply).toContain('nothing has changed');
  expect((await presses('maria', 'help.claim')).reply).toContain('nothing has changed');
  await eventually('the step that is due cannot be saved', () => desk.stdout().includes('due work failed'));
  expect((await fetch(`${address}/readyz`)).status).toBe(503);
  // Nobody waits for the disk: who is asked next and the caller hear of it once, without a button that could not work.
  await eventually('Lee is asked from memory', () => told('lee', 'H-0001').length === 1);
  await eventually('the caller hears that', () => told('priya', 'Now also asked: Lee Wong').length === 1);
  expect(told('lee', 'H-0001')[0]?.text).toMatch(/Note\s+a man with a knife/);
  for (const { text } of [...told('lee', 'H-0001'), ...told('priya', 'Now also asked: Lee Wong')]) {
    expect(text).toContain('cannot record anything at the moment');
    expect(text).not.toMatch(/\[/);
  }
  // The steps after it are not forgotten either, and what awaits those asked goes to them alone.
  await eventually('Dana is asked from memory', () => fromMemory('dana').length === 1);
  expect(fromMemory('dana')[0]?.text).toMatch(/Note\s+a man with a knife/);
  // The caller hears of each, and in the end not to wait, each time with what to dial.
  const news = [
    'Now also asked: Lee Wong',
    'Now also asked: Dana Whitfield',
    'Nobody has confirmed call H-0001',
  ];
  for (const words of news) {
    await eventually(`the caller hears: ${words}`, () => told('priya', words).length > 0);
    const said = told('priya', words)[0]?.text ?? '';
    expect(said.split('Dial 9-911 from any desk phone')).toHaveLength(2);
    expect(said).toContain('cannot record anything at the moment');
  }
  expect(JSON.stringify(page.posted.filter(({ place }) => place.startsWith('channel:')))).not.toContain(
    'knife',
  );

  const freedAt = performance.now();
  disk.free(desk.pid);
  const hasCard = (who: string) => told(who, 'H-0001').some(({ text }) => text.includes('[I’m coming]'));
  await eventually('Lee has a card', () => hasCard('lee'));
  expect(performance.now() - freedAt).toBeLessThan(10_000);
  await eventually('it is ready again', async () => (await fetch(`${address}/readyz`)).status === 200);
  await eventually('Dana has a card', () => hasCard('dana'));
  expect((await presses('maria', 'help.claim')).reply).toContain('Thank you');
  await eventually(
    'the caller hears who is coming',
    () => told('priya', 'Maria Santos is coming to you').length > 0,
  );

  for (const who of ['lee', 'dana']) expect(fromMemory(who)).toHaveLength(1);
  for (const words of news) expect(told('priya', words)).toHaveLength(1);
  expect(await desk.stop()).toEqual({ code: 0, signal: null });
  const call = (await readDatabase(database)).calls.find(({ id }) => id === record);
  expect(call?.timeline.map(({ what, people, by }) => [what, people ?? by])).toEqual([
    ['called', 'staff:priya'],
    ['asked', ['staff:maria', 'staff:omar']],
    ['asked', ['staff:lee']],
    ['asked', ['staff:dana']],
    ['nobody', undefined],
    ['coming', 'staff:maria'],
  ]);
});
