import { textsOf } from '../../chat/text.ts';

/** The words for how messages got to people. */
export const routeTexts = {
  'route.fact.rerouted': 'Reached another way',
  'route.fact.delayed': 'Told late',
  'route.rerouted': '{person}, by {by}',
  'route.rerouted.instead': '{person}, by {by}, as {routes} did not deliver',
  'route.rerouted.unanswered': '{person}, by {by} too, as {routes} brought no answer',
  'route.delayed': '{person}, {minutes, plural, one {# minute} other {# minutes}} late',
  'route.name.slack': 'Slack',
  'route.name.teams': 'Teams',
  'route.name.browser': 'the desk page',
  'route.name.email': 'e-mail',
  'route.name.webhook': 'text message',
} as const;

export const say = textsOf(routeTexts);
