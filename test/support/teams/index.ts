export { type Activities, type ActivityOptions, type QuotedMessage, readFixture } from './activities.ts';
export { cardProblems } from './check-card.ts';
export type { Delivered } from './deliver.ts';
export type { Failure } from './failure.ts';
export { readRecorded, recordedIds, recordedNames } from './recorded.ts';
export type { SeenButton, SeenForm, SeenMessage } from './seen.ts';
export { type StandInOptions, startTeams, type TeamsStandIn } from './stand-in.ts';
export {
  chatOf,
  entraId,
  type InvalidCard,
  mriOf,
  personalOf,
  type StandInCall,
  type StandInGroup,
  type StandInMessage,
  type StandInTeam,
  type StandInUser,
} from './state.ts';
export { type Reach, type TeamsUser, teamsUser } from './teams-user.ts';
export type { TokenOptions } from './tokens.ts';
