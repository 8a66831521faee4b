import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { makeFillableDisk } from '../support/process/fillable-disk.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { openPage, type PageAnswer, readConversation, sendAct } from '../support/process/page-client.ts';
import { startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const notSaved = 'could not be saved';
const dial = 'Dial 9-911 from any desk phone';

/** A disk that is full to the last page still takes what fits into that page. */
const triesUntilFull = 30;

it('says what is not saved while the disk is full, sends a call for help all the same, and saves again when it can', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const disk = makeFillableDisk(4096);
  const database = join(disk.directory, 'db');
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  const address = await desk.address();
  const status = async (path: string) => (await fetch(`${address}${path}`)).status;
  const saved: string[] = [];

  async function calls(
    as: string,
    urgency = 'now',
    note = `note-${randomUUID()}`,
  ): Promise<PageAnswer & { readonly note: string }> {
    const typed = `/assist ${urgency} cen ${note}`;
    const answer = await sendAct(address, { id: randomUUID(), as, what: { type: 'command', typed } });
    if (!answer.reply.includes(notSaved)) saved.push(note);
    return { ...answer, note };
  }
  const presses = (as: string, button: string, record: string) =>
    sendAct(address, { id: randomUUID(), as, what: { type: 'pressed', data: { button, record } } });

  expect((await calls('priya')).reply).toContain('H-0001 is saved');
  const [record = ''] = (await readDatabase(database)).calls.map((call) => call.id);
  expect(await status('/readyz')).toBe(200);
  const page = await openPage(address, ['priya', 'maria', 'omar', 'robin']);
  onTestFinished(() => page.close());

  disk.fill(desk.pid);
  let refused = await calls('robin');
  for (let tries = 1; saved.includes(refused.note) && tries < triesUntilFull; tries += 1) {
    refused = await calls('robin');
  }
  // The caller is told exactly that, with what to dial.
  expect(refused.reply).toContain('Your call could not be saved. It was sent once to');
  expect(refused.reply).toContain(`Go to someone or phone. ${dial}`);
  const emergency = await calls('robin', 'emergency');
  expect(emergency.reply.indexOf(dial)).toBe(0);
  expect(emergency.reply).toContain(notSaved);

  // Those asked get it once each, without a button, and are told to go or phone.
  const unrecorded = () => page.posted.filter(({ text }) => text.includes('could not be recorded'));
  const toMaria = () => unrecorded().filter(({ place }) => place === 'person:maria');
  await eventually('Maria gets both calls', () => toMaria().length === 2);
  expect(toMaria()[0]?.text).toContain('Come now: Robin Clark asks for help at Central Library');
  expect(toMaria()[0]?.text).toContain('go there or phone');
  // What awaits them there, they are told; a channel is not. Before it stand words that the disk may have taken still.
  expect(toMaria().map(({ text }) => [...text.matchAll(/Note\s+(.*)/g)].at(-1)?.[1])).toEqual([
    refused.note,
    emergency.note,
  ]);
  await eventually(
    'so does the channel',
    () => unrecorded().filter(({ place }) => place === 'channel:CEN').length === 2,
  );
  for (const { place, text } of unrecorded()) {
    expect(text).not.toMatch(/\[/);
    if (place.startsWith('channel:')) expect(text).not.toMatch(/note/i);
  }
  expect(unrecorded().some(({ place }) => place === 'person:robin')).toBe(false);

  // Whoever opens the page later finds them too.
  expect(
    (await readConversation(address, 'maria')).filter((text) => text.includes('could not be')),
  ).toHaveLength(2);

  const long = await calls('robin', 'now', `${'x'.repeat(199)} he has a knife`);
  expect(long.reply).toContain('Only the first 200 characters of your words were sent.');
  await eventually('Maria gets what fits', () =>
    toMaria().some(({ text }) => text.includes(`${'x'.repeat(199)}…`)),
  );

  // A press changes nothing and says so; a form comes back with what was typed.
  expect((await presses('maria', 'help.claim', record)).reply).toContain('nothing has changed');
  await presses('lee', 'help.close', record);
  const form = await sendAct(address, {
    id: randomUUID(),
    as: 'lee',
    what: {
      type: 'submitted',
      data: {
        form: 'help.close',
        instance: randomUUID(),
        record,
        'text.reason': 'the projector works again',
      },
    },
  });
  expect(form.form?.text).toContain('could not be saved just now');
  expect(form.form?.text).toContain('the projector works again');

  // The program lives, says that it is not ready, and still answers what needs no save.
  expect(await status('/healthz')).toBe(200);
  expect(await status('/readyz')).toBe(503);
  expect((await readConversation(address, 'priya')).join()).toContain('H-0001');
  const onShift = await sendAct(address, {
    id: randomUUID(),
    as: 'robin',
    what: { type: 'command', typed: '/onshift cen' },
  });
  expect(onShift.reply).toContain('Maria Santos');

  disk.free(desk.pid);
  await eventually('it is ready again', async () => (await status('/readyz')) === 200);
  expect((await calls('omar')).reply).toContain('is saved');
  expect((await presses('maria', 'help.claim', record)).reply).toContain('Thank you');
  expect(toMaria()).toHaveLength(3);

  expect(await desk.stop()).toEqual({ code: 0, signal: null });
  const { calls: kept } = await readDatabase(database);
  expect(kept.flatMap((call) => call.notes.map(({ text }) => text)).sort()).toEqual(saved.toSorted());
  expect(kept.map((call) => call.number).sort()).toEqual(kept.map((_, index) => `H-000${index + 1}`));
  const first = kept.find((call) => call.id === record);
  expect(first?.responders.map((one) => one.person)).toEqual(['staff:maria']);
  expect(first?.ended).toBeUndefined();
});
