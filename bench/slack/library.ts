import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays } from '../../src/time.ts';
import { channelOf, cityLibrary, slackUserOf, staffOf, type Workspace } from './workspace.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A day of nine hours around this moment, whenever the bench runs. */
function hoursAroundNow(): Record<string, readonly string[]> {
  const clock = (ahead: number) =>
    `${String((new Date().getUTCHours() + ahead + 24) % 24).padStart(2, '0')}:00`;
  return Object.fromEntries(weekdays.map((day) => [day, [`${clock(-4)}-${clock(5)}`]]));
}

/**
 * Writes the administrator's files of a library that is open now, with three people on shift at each branch.
 *
 * @param steps of the policy for `now`; the next step of the usual one comes long after the bench, because a thousand
 *   open calls would otherwise all move on in the middle of it
 */
export async function writeLibrary(
  directory: string,
  { branches }: Workspace = cityLibrary,
  steps: readonly object[] = [{ afterSeconds: 0, ask: ['onShift'] }],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const staff = branches.flatMap((branch) =>
    staffOf(branch).map((id) => ({
      id,
      name: `Person ${id}`,
      role: 'staff',
      branches: [branch],
      slack: slackUserOf(id),
    })),
  );
  const files = {
    'organisation.json': {
      name: 'Bench Library',
      timezone: 'UTC',
      emergencyText: 'Dial 911',
      fallback: { person: staff[0]?.id },
    },
    'branches.json': branches.map((code) => ({
      code,
      name: `Branch ${code}`,
      timezone: 'UTC',
      zones: ['teen area', 'front desk'],
      hours: hoursAroundNow(),
      channels: { slack: channelOf(code) },
    })),
    'staff.json': staff,
    'policies.json': {
      policies: [
        {
          for: 'now',
          steps,
          lastAfterSeconds: 7200,
          fallback: { person: staff[0]?.id },
        },
      ],
    },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(directory, name), JSON.stringify(content));
  }
  await writeFile(join(directory, 'shifts.csv'), shifts(branches));
}

/** Today and the next day, for a bench that runs past midnight. */
function shifts(branches: Workspace['branches']): string {
  const today = new Date().toISOString().slice(0, 10);
  const lines = ['branch,staff,position,start,end,flags'];
  for (const branch of branches) {
    for (const [index, id] of staffOf(branch).entries()) {
      for (const on of [today, addDays(today, 1)]) {
        lines.push(`${branch},${id},desk,${on} 00:00,${addDays(on, 1)} 00:00,${index === 0 ? 'pic' : ''}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
