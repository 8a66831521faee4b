import { textsOf } from '../../chat/text.ts';

/** The words of the list of what waits. */
export const todayTexts = {
  'today.command.summary':
    'For supervisors: what waits at your branches, unanswered calls first, then the oldest.',
  'today.command.label': 'What is waiting',
  'today.example': 'lists open calls, questions and reports with their age',

  'today.title': 'Waiting at {places}',
  'today.title.all': 'Waiting at all branches',
  'today.summary':
    '{count, plural, =0 {Nothing is waiting} one {# thing is waiting} other {# things are waiting}}.',
  'today.summary.oldest':
    '{count, plural, one {# thing is waiting} other {# things are waiting}}. The oldest is {number}, {age}.',
  'today.nothing': 'Nothing is waiting.',
  'today.item': '{number}, {branch}, {age}',
  'today.item.unknown': '{number}, building unknown, {age}',
  'today.more':
    '{count, plural, one {# more is} other {# more are}} waiting. They move up as these are done.',
  'today.at': 'As of {at}.',
  'today.age.now': 'just now',
  'today.age.minutes': '{count, plural, one {# minute} other {# minutes}} old',
  'today.age.hours': '{count, plural, one {# hour} other {# hours}} old',
  'today.age.days': '{count, plural, one {# day} other {# days}} old',
  'today.button.again': 'Look again',
  'today.button.again.describe': 'Look again at what is waiting',
  'today.notYours':
    'This list is for supervisors. To ask one, type “<type>escalate</type>” and what you need.',
} as const;

export const say = textsOf(todayTexts);
