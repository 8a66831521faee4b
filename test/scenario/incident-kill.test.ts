import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../../src/time.ts';
import { readStored, type Stored } from '../desk/incidents/stored.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { createRandom } from '../support/process/load.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { type Program, startProgram } from '../support/process/program.ts';

const kills = 12;
const authors = ['priya', 'maria', 'omar', 'lee'];

let program: CompiledProgram;
let directory: string;
let running: Program | undefined;
beforeAll(async () => {
  program = await compileProgram();
  directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  await writeLibraryNow(directory, {
    callers: [],
    steps: { afterSeconds: [0, 1, 2], lastAfterSeconds: 3 },
  });
});
afterAll(async () => {
  await running?.kill();
  await program.remove();
  await rm(directory, { recursive: true, force: true });
});

/** A submission with words of its own, as the page sends it. */
function submission(as: string, narrative: string, day: number): PageAct {
  return {
    id: randomUUID(),
    as,
    what: {
      type: 'submitted',
      data: {
        form: 'incident.report',
        instance: randomUUID(),
        'choice.place': 'CEN',
        // A day of its own, so that none may be the same event as another.
        'date.occurredAt': addDays('1990-01-01', day),
        'time.occurredAt': '12:00',
        'choice.kind': 'conduct',
        'choice.category': 'noise',
        'choice.severity': '1',
        'text.narrative': narrative,
      },
    },
  };
}

it(`gives numbers without gap or double, and keeps what it confirmed, through ${kills} kills`, {
  timeout: 120_000,
}, async () => {
  const random = createRandom(42);
  const sent = new Map<string, PageAct>();
  const confirmed = new Map<string, string>();
  let content: Stored = { incidents: [], audit: [], rest: '' };

  for (let kill = 1; kill <= kills; kill++) {
    running = startProgram(program.main, {
      DESKBELL_DATA: directory,
      DESKBELL_DB: join(directory, 'db'),
    });
    const address = await running.address();
    let going = true;
    const people = authors.map(async (as) => {
      // What was confirmed is delivered once more, and must be answered as before.
      const [words, reply] = [...confirmed].at(-1) ?? [];
      const again = sent.get(words ?? '');
      if (again !== undefined)
        expect((await sendAct(address, again).catch(() => undefined))?.reply ?? reply).toBe(reply);
      while (going) {
        const narrative = `words-${randomUUID()}`;
        const act = submission(as, narrative, sent.size);
        sent.set(narrative, act);
        const both = await Promise.allSettled([sendAct(address, act), sendAct(address, act)]);
        for (const one of both) if (one.status === 'fulfilled') confirmed.set(narrative, one.value.reply);
      }
    });
    await pause(60 + random() * 300);
    // A busy machine has hardly begun by then.
    await eventually('the load is one', () => confirmed.size > 5 * kill);
    await running.kill();
    going = false;
    await Promise.all(people);

    content = await readStored(join(directory, 'db'));
    const numbers = content.incidents
      .map((one) => Number(one.number?.split('-').at(-1)))
      .sort((a, b) => a - b);
    expect(numbers, `after kill ${kill}`).toEqual(numbers.map((_, index) => index + 1));
    for (const [narrative, reply] of confirmed) {
      const found = content.incidents.filter((one) => one.report.narrative === narrative);
      expect(found, `after kill ${kill}`).toHaveLength(1);
      expect(reply).toContain(found[0]?.number);
    }
  }
  // The words are in the records and in nothing that is kept beside them.
  expect(content.rest).toContain('CEN-');
  expect(content.rest).not.toContain('words-');
});
