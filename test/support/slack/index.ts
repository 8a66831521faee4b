export type { SeenForm, SeenMessage } from './seen.ts';
export { type Reach, type Redelivery, type SlackUser, slackUser } from './slack-user.ts';
export { type Failure, type SlackStandIn, type StandInOptions, startSlackStandIn } from './stand-in.ts';
export type { StandInCall, StandInChannel, StandInMessage, StandInUser } from './state.ts';
