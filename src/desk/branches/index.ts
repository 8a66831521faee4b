export { type BranchesOptions, createBranches } from './branches.ts';
export { type ParsedPlace, parsePlace } from './parse-place.ts';
export * from './schema.ts';
export type { Branches, Opening, OpenSpan } from './types.ts';
