export { type Foreseen, type Foresight, foresee, withUnreached } from './foresee.ts';
export { type Climbed, climb, type Finders, type Ladder } from './ladder.ts';
export { notPutOff, reminderAt, reminderMs } from './last-word.ts';
export { isOneDay, latestAt } from './latest-at.ts';
export { lookedAfterBy } from './looks-after.ts';
export { isTooOld, wasMissed } from './missed.ts';
export { hasLeft, triedAgain, withoutAddress } from './out-of-reach.ts';
export { createPolicies, type Policies } from './policies.ts';
export * from './policy.ts';
export {
  type Asked,
  type Candidate,
  ladderFields,
  type Reason,
  reasons,
  type Step,
  type Target,
  target,
  targetGroups,
} from './schema.ts';
export { branchesSupervisedBy, isActing, supervisorsOf } from './supervisors.ts';
export {
  appliesAt,
  candidatesOf,
  fallbackPeople,
  isOnSite,
  leaders,
  type PeopleOf,
  peopleOf,
  type WhoToAsk,
} from './targets.ts';
