import { join } from 'node:path';
import { builtProgram } from '../build.ts';
import { report } from '../part.ts';
import { median, timed } from '../statistics.ts';
import { type Program, startProgram } from '../support/program.ts';
import { inWorkDirectory } from '../support/work-directory.ts';

// From nothing to the printed address, with nothing configured: the compiled program and an empty database.

const rounds = 5;

await inWorkDirectory(async (directory) => {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    let program: Program | undefined;
    const env = { PORT: '0', DESKBELL_DB: join(directory, String(round)) };
    const ms = await timed(async () => {
      program = await startProgram([builtProgram], env);
    });
    if (round > 0) times.push(ms);
    await program?.stop();
  }
  const name = 'start to the printed address, nothing configured';
  report({ name, figure: median(times) / 1000, unit: 's', target: { atMost: 10 } });
});
