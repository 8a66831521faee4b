export { branchOfCaller } from './branch-of-caller.ts';
export { createOnShift } from './commands.ts';
export { createRoster } from './roster.ts';
export * from './schema.ts';
export type { OnShift, Roster } from './types.ts';
