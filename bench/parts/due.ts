import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { helpCollection } from '../../src/desk/help/index.ts';
import { msBetween } from '../../src/time.ts';
import { builtBench } from '../build.ts';
import { report } from '../part.ts';
import { startDesk } from '../slack/desk.ts';
import { writeLibrary } from '../slack/library.ts';
import { staffOf, stateLibrary, team } from '../slack/workspace.ts';
import { percentile } from '../statistics.ts';
import { openCall, openHelpStore, readCalls } from '../support/help-store.ts';
import { startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// A thousand open calls whose next step is due in the same second: when was each step taken, by the record?

const calls = 1000;
/** Time enough to start the program and to let it read the workspace. */
const aheadMs = 20_000;
const afterwardsMs = 8000;

await inWorkDirectory(async (directory) => {
  const { branches, callers } = stateLibrary;
  await writeLibrary(join(directory, 'data'), stateLibrary);
  const dueAt = new Date(Date.now() + aheadMs).toISOString();
  const store = await openHelpStore(join(directory, 'db'));
  await store.transact(async (tx) => {
    for (let index = 0; index < calls; index += 1) {
      const branch = branches[index % branches.length] as string;
      const caller = `slack:${team}:${callers[index]}`;
      await tx.put(
        helpCollection,
        openCall(index, { branch, caller, dueAt, asked: staffOf(branch)[0] as string }),
      );
    }
  });
  await store.close();

  const api = await startProgram([join(builtBench, 'slack', 'web-api.js'), String(callers.length)], {});
  const desk = await startDesk(directory, `${api.address}/api/`, stateLibrary);
  await pause(Date.parse(dueAt) + afterwardsMs - Date.now());
  await desk.kill();
  await api.stop();

  const late = (await readCalls(join(directory, 'db'))).map(({ asked }) => {
    const step = asked.find(({ step: index }) => index === 1);
    return step === undefined ? Number.POSITIVE_INFINITY : msBetween(dueAt, step.at);
  });
  const name = `${calls} steps due in the same second`;
  report({
    name: `${name}, the last one taken after`,
    figure: Math.max(...late),
    unit: 'ms',
    target: { atMost: 2000 },
  });
  report({ name: `${name}, p50`, figure: percentile(late, 50), unit: 'ms' });
});
