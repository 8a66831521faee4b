import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { type CallWalk, never, prepareCallWalk, walkAll } from '../support/process/walked-call.ts';

/** `KILL_EVERY=2` kills at every second moment, where there is time for half of them. */
const every = Number(process.env.KILL_EVERY ?? 1);

let program: CompiledProgram;
let call: CallWalk;
beforeAll(async () => {
  program = await compileProgram();
  call = await prepareCallWalk(program.main);
});
afterAll(async () => {
  await call.remove();
  await program.remove();
});

it('what is due survives the process: a kill between any two steps of a call loses, doubles and delays nothing, and the caller is told', {
  timeout: 600_000,
}, async () => {
  const { moments } = await call.walk(never);
  const found = await walkAll(
    call,
    moments.map((_, index) => index + 1).filter((moment) => moment % every === 0),
  );
  expect(found.broken).toEqual([]);
  // Calls that run side by side differ by a few redraws that were drawn as one.
  expect(found.kills).toBeGreaterThan((moments.length / every) * 0.75);
});
