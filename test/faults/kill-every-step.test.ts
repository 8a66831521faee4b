import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { type CallWalk, never, prepareCallWalk, walkAll } from '../support/process/walked-call.ts';

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

// Every moment has its turn in test/soak/kill-every-step.test.ts.
it('what is due survives the process: a kill at a moment of each kind, early and late by turns, loses, doubles and delays nothing, and the caller is told', {
  timeout: 180_000,
}, async () => {
  const { moments, broken } = await call.walk(never);
  expect(broken).toEqual([]);
  const kinds = [...new Set(moments)];
  const early = kinds.filter((_, index) => index % 2 === 0).map((kind) => moments.indexOf(kind) + 1);
  const late = kinds.filter((_, index) => index % 2 === 1).map((kind) => moments.lastIndexOf(kind) + 1);
  const found = await walkAll(call, [...early, ...late]);
  expect(found.broken).toEqual([]);
  expect(found.kills).toBeGreaterThan(10);
});
