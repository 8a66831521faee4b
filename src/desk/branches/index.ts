export { type BranchChoice, branchButtons, needsList } from './branch-buttons.ts';
export { type BranchForm, createBranchForm } from './branch-form.ts';
export { type BranchesOptions, createBranches } from './branches.ts';
export { type ParsedPlace, parsePlace } from './parse-place.ts';
export { branchOptions, type ChosenPlace, placeOptions, placeToValue, readPlace } from './place-choice.ts';
export * from './schema.ts';
export type { Branches, Opening, OpenSpan } from './types.ts';
