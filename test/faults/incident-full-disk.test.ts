import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { readStored } from '../desk/incidents/stored.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { makeFillableDisk } from '../support/process/fillable-disk.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { startProgram } from '../support/process/program.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

/** A disk that is full to the last page still takes what fits into that page. */
const triesUntilFull = 30;

/** A form of its own, filled in; each about another day, so that none may be the same event as another. */
function filledForm(day: number): PageAct {
  return {
    id: randomUUID(),
    as: 'priya',
    what: {
      type: 'submitted',
      data: {
        form: 'incident.report',
        instance: randomUUID(),
        'choice.place': 'CEN',
        'date.occurredAt': `1990-01-${String(day).padStart(2, '0')}`,
        'time.occurredAt': '12:00',
        'choice.kind': 'conduct',
        'choice.category': 'noise',
        'choice.severity': '1',
        'text.narrative': `words-${day} ${'A man shouted. '.repeat(100)}`,
      },
    },
  };
}

it('uses up no number while the disk is full, and submits the very form that came back once it can', async () => {
  const library = temporaryDirectory();
  await writeLibraryNow(library);
  const disk = makeFillableDisk(4096);
  const database = join(disk.directory, 'db');
  const desk = startProgram(program.main, { DESKBELL_DATA: library, DESKBELL_DB: database });
  onTestFinished(() => desk.kill());
  const address = await desk.address();

  const numbers: string[] = [];
  const submits = async (form: PageAct) => {
    const answer = await sendAct(address, { ...form, id: randomUUID() });
    const number = /CEN-\d{4}-\d{5}/.exec(answer.reply)?.[0];
    if (number !== undefined) numbers.push(number);
    return { answer, number };
  };
  expect((await submits(filledForm(1))).number).toMatch(/-00001$/);

  disk.fill(desk.pid);
  let day = 2;
  let form = filledForm(day);
  let sent = await submits(form);
  while (sent.number !== undefined && day < triesUntilFull) {
    form = filledForm(++day);
    sent = await submits(form);
  }
  expect(sent.answer.form?.text).toContain('could not be saved just now');
  expect(sent.answer.form?.text).toContain(`words-${day} A man shouted.`);
  // Trying again changes nothing.
  expect((await submits(form)).number).toBeUndefined();

  disk.free(desk.pid);
  await eventually('it is ready again', async () => (await fetch(`${address}/readyz`)).status === 200);
  expect((await submits(form)).number).toBeDefined();
  const last = numbers.at(-1);
  // Delivered once more it is the same report.
  expect((await submits(form)).number).toBe(last);

  expect(await desk.stop()).toEqual({ code: 0, signal: null });
  const { incidents } = await readStored(database);
  const kept = incidents.map(({ number = '' }) => number).toSorted((a, b) => a.localeCompare(b));
  expect(kept.map((number) => Number(number.slice(-5)))).toEqual(kept.map((_, index) => index + 1));
  expect(new Set(numbers)).toEqual(new Set(kept));
  expect(incidents.filter(({ report }) => report.narrative?.startsWith(`words-${day} `))).toHaveLength(1);
}, 60_000);
