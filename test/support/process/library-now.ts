import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { staff, writeLibrary } from '../desk/library.ts';

export interface LibraryNow {
  /** Seconds of the steps of every urgency, and of the last word to the caller; the built-in ones unless told. */
  readonly steps?: { readonly afterSeconds: readonly number[]; readonly lastAfterSeconds: number };
  /** Further members of staff who are never on shift. */
  readonly callers?: readonly string[];
  /** Who is on shift, of those who could be; everybody unless told. */
  readonly onShift?: readonly string[];
}

const dayMs = 24 * 60 * 60_000;

/** The small library with people on shift at this very moment: a process has the machine's own clock. */
export async function writeLibraryNow(directory: string, options: LibraryNow = {}): Promise<void> {
  await writeLibrary(directory);
  const callers = (options.callers ?? []).map((id) => ({
    id,
    name: `Caller ${id}`,
    role: 'staff',
    branches: ['CEN'],
  }));
  await writeFile(join(directory, 'staff.json'), JSON.stringify([...staff, ...callers]));
  await writeFile(join(directory, 'shifts.csv'), shiftsAround(Date.now(), options.onShift));
  const { steps } = options;
  if (steps === undefined) return;
  const asks = [['onShift'], ['supervisor'], ['director']];
  const policies = ['assist', 'now', 'emergency'].map((kind) => ({
    for: kind,
    steps: steps.afterSeconds.map((afterSeconds, index) => ({ afterSeconds, ask: asks[index] })),
    lastAfterSeconds: steps.lastAfterSeconds,
  }));
  await writeFile(join(directory, 'policies.json'), JSON.stringify({ policies }));
}

/** Whole days from yesterday to the day after tomorrow, wherever midnight is there. */
function shiftsAround(now: number, onShift?: readonly string[]): string {
  const lines = ['branch,staff,position,start,end,flags'];
  for (let ahead = -1; ahead <= 2; ahead += 1) {
    const [from, until] = [0, 1].map((day) =>
      new Date(now + (ahead + day) * dayMs).toISOString().slice(0, 10),
    );
    for (const [branch, who, flags] of [
      ['CEN', 'priya', ''],
      ['CEN', 'maria', 'pic'],
      ['CEN', 'omar', ''],
      ['NTH-A', 'nora', 'pic'],
    ] as const) {
      if (onShift?.includes(who) === false) continue;
      lines.push(`${branch},${who},desk,${from} 00:00,${until} 00:00,${flags}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
