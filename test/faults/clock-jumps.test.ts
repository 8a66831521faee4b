import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';
import { slackUser, startSlackStandIn } from '../support/slack/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const hour = 60 * 60_000;
const stepMs = 2000;
/** Timers may be a moment early. A delay that collapsed by a jump would be nothing. */
const earlyMs = 100;
/** Room for a busy machine; a delay that stretched would be an hour. */
const busyMs = 6000;
const preload = new URL('../support/process/jump-wall.mjs', import.meta.url).href;

it.each([
  ['ahead and back', [hour, 0, -hour]],
  ['back and ahead', [-hour, 0, hour]],
])(
  'the steps of a call keep their delays while the wall clock jumps an hour %s, and the caller is told',
  async (_way, jumps) => {
    const directory = temporaryDirectory();
    const wallClock = join(directory, 'wall-clock');
    await writeLibraryNow(directory, {
      onShift: ['priya', 'maria'],
      steps: { afterSeconds: [0, 2, 4], lastAfterSeconds: 6 },
    });
    const slack = await startSlackStandIn({
      users: staff.map(({ slack: id, name, email }) => ({ id, name, email })),
      channels: [{ id: 'C0CENTRAL', members: staff.map((member) => member.slack) }],
    });
    onTestFinished(() => slack.stop());
    const desk = startProgram(program.main, {
      NODE_OPTIONS: `--import ${preload}`,
      WALL_CLOCK_FILE: wallClock,
      DESKBELL_DATA: directory,
      DESKBELL_DB: join(directory, 'db'),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    onTestFinished(() => desk.kill());
    const deskUrl = await desk.address();
    let ahead = 0;
    const client = (user: string) =>
      slackUser(slack, { deskUrl, now: () => Date.now() + ahead }, `U0${user.toUpperCase()}`);
    const jump = (to: number) => {
      ahead = to;
      writeFileSync(wallClock, String(to));
      desk.signal('SIGUSR2');
    };
    /** When a message to this person says so, by the clock of the test. */
    const toldAt = async (user: string, words: string) => {
      await eventually(`${user} reads ${words}`, () =>
        client(user)
          .sees()
          .some(({ lines }) => lines.join('\n').includes(words)),
      );
      return performance.now();
    };

    const calledAt = performance.now();
    await client('priya').types('/assist', 'now cen');
    await toldAt('maria', 'I’m coming');
    const times: number[] = [];
    for (const [index, [user, words]] of (
      [
        ['lee', 'I’m coming'],
        ['dana', 'I’m coming'],
        ['priya', 'Nobody has confirmed call'],
      ] as const
    ).entries()) {
      jump(jumps[index] ?? 0);
      times.push(await toldAt(user, words));
    }
    for (const [index, at] of times.entries()) {
      const dueMs = (index + 1) * stepMs;
      expect(at - calledAt).toBeGreaterThan(dueMs - earlyMs);
      expect(at - calledAt).toBeLessThan(dueMs + busyMs);
    }
    // The jumps were ones.
    const [call] = (await readDatabase(join(directory, 'db'))).calls;
    const stamps = call?.timeline.map(({ at }) => Date.parse(at)) ?? [];
    expect(Math.max(...stamps) - Math.min(...stamps)).toBeGreaterThan(1.9 * hour);

    await client('maria').presses('I’m coming');
    await toldAt('priya', 'Maria Santos is coming to you');
  },
);
