import { textsOf } from '../../chat/text.ts';

/** The words of the test of whether calls would reach people. */
export const reachTexts = {
  'reach.command.summary': 'For supervisors: whom the test of reaching people did not reach.',
  'reach.command.label': 'Did it reach everybody',
  'reach.example.list': 'lists who did not confirm the last test, and who could not be reached',
  'reach.example.now': 'for directors and administrators: sends everybody the test message now',

  'reach.ask.title': 'Test: did this reach you?',
  'reach.ask.what':
    'Nobody needs help. This only finds out whether a call for help would reach you here. Press the button, and that is all.',
  'reach.ask.summary': 'Test, nobody needs help: did this reach you? Please press “It reached me”.',
  'reach.ask.done': 'Noted at {at}. Thank you.',
  'reach.ask.done.place': 'Noted at {at} ({place}). Thank you.',
  'reach.button.confirm': 'It reached me',
  'reach.button.confirm.describe': 'The test of {at} reached me',
  'reach.press.noted': 'Noted: the test reached you. Thank you.',
  'reach.press.already': 'That was noted already, at {at}.',
  'reach.press.notYours': 'That test was sent to {person}. Only they can say that it reached them.',
  'reach.press.gone': 'That test is not here any more.',

  'reach.place.slack': 'Slack',
  'reach.place.teams': 'Teams',
  'reach.place.browser': 'the desk page',
  'reach.place.email': 'e-mail',
  'reach.place.webhook': 'text message',

  'reach.list.title': 'Test of reaching people, {at}',
  'reach.list.summary':
    'Test of {at}: {confirmed} of {asked} confirmed, {silent} did not, {unreached} could not be reached.',
  'reach.list.asked': 'Asked',
  'reach.list.count': '{count, plural, one {# person} other {# people}}',
  'reach.list.confirmed': 'Confirmed',
  'reach.list.rerouted': 'Reached another way',
  'reach.list.begun': 'Started by',
  'reach.list.silent': 'Did not confirm',
  'reach.list.silent.waiting': 'Have not confirmed yet',
  'reach.list.unreached': 'Could not be reached',
  'reach.list.everybody': 'It reached everybody.',
  'reach.list.underWay': 'The test is still under way: not everybody has been asked yet.',
  'reach.list.cutShort':
    'Not everybody was asked: the desk was not running for a while, and nobody was to be rung late.',
  'reach.list.more': '{count, plural, one {# more person} other {# more people}}. {hint}',
  'reach.list.more.hint': 'They move up as others confirm.',
  'reach.list.branches': '{branches}',
  'reach.list.noBranch': 'no branch',
  'reach.list.silent.person': '{branches}',
  'reach.list.silent.rerouted': '{branches}. Sent by {by}.',
  'reach.list.silent.instead': '{branches}. Sent by {by}, as {routes} did not deliver.',
  'reach.list.unreached.routes': '{branches}. Not delivered by {routes}.',
  'reach.list.unreached.none': '{branches}. No address in staff.json that the desk can use.',
  'reach.list.unreached.unknown': '{branches}. Not delivered.',
  'reach.list.reported': 'Whoever has not confirmed by {at} is listed to their supervisors then.',
  'reach.list.next': 'The next test is on {at}.',
  'reach.list.noPlan': 'No weekly test is set. An administrator sets the day in organisation.json.',
  'reach.list.none': 'There has been no test of reaching people in the last {days} days.',
  'reach.button.show': 'Show the list',
  'reach.button.show.describe': 'Show who did not confirm the last test of reaching people',

  'reach.report.all': 'The test of {at} reached everybody: all {count} confirmed.',
  'reach.begun':
    'The test is on its way to everybody, a few people at a time. In a day you are told who did not confirm.',
  'reach.begun.already': 'A test from {at} is still under way, so no other one was started.',
  'reach.notYours': 'This list is for supervisors. Nothing waits for your answer here.',
  'reach.begin.notYours': 'Only a director or an administrator can start this test.',
  'reach.usage': 'Type “<type>reach</type>” for the list, or “<type>reach now</type>” to start a test.',
} as const;

export const say = textsOf(reachTexts);
