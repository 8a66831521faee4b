export { branchOfCaller } from './branch-of-caller.ts';
export { createOnShift } from './commands.ts';
export { createRosterHome } from './home.ts';
export { type Moment, parseMoment, type Resolved, resolveMoment } from './moment.ts';
export { parseQuestion } from './question.ts';
export { createRoster } from './roster.ts';
export * from './schema.ts';
export type { OnShift, Roster } from './types.ts';
