import { textsOf } from '../../chat/text.ts';

export const en = {
  'onshift.label': 'Who is on shift',
  'onshift.about': 'See who is on shift, until when, who is in charge and who is next',
  'onshift.example.own': 'Your own branch, now',
  'onshift.example.all': 'Every branch, now',
  'onshift.example.branch': 'Another branch, by its code or name',
  'onshift.example.part': 'Everybody of this evening',
  'onshift.example.moment': 'Next Saturday at half past six in the evening',

  'onshift.heading.now': '{branch} now, {at}',
  'onshift.heading.moment': '{branch}, {at}',
  'onshift.heading.part': '{branch}, {from} to {to}',
  'onshift.taken.tomorrow': 'That time has passed today, so this is tomorrow.',
  'onshift.taken.past': 'That time has passed.',
  'onshift.taken.week': 'If you mean the week after, choose it below.',
  'onshift.taken.midnight': 'This is the midnight that ends {day}.',
  'onshift.allBranches': 'All branches',

  'onshift.open.until': 'Open until {until}.',
  'onshift.open': 'Open, and does not close this week.',
  'onshift.closed.now': 'Closed now. Opens {next}.',
  'onshift.closed.now.unknown': 'Closed now. No opening is planned.',
  'onshift.closed.moment': 'Closed then. Opens {next}.',
  'onshift.closed.moment.unknown': 'Closed then. No later opening is planned.',
  'onshift.closed.part': 'Closed then. Opens {next}.',
  'onshift.closed.part.unknown': 'Closed then. No later opening is planned.',
  'onshift.hours': 'Open {spans}.',
  'onshift.hours.allDay': 'Open all day.',
  'onshift.span': '{from} to {to}',
  'onshift.span.until': 'until {to}',
  'onshift.closed.day': 'Closed that day. Opens {next}.',
  'onshift.closed.day.unknown': 'Closed that day. No later opening is planned.',

  'onshift.flag.pic': '{duty}, in charge',
  'onshift.flag.pic.only': 'in charge',
  'onshift.flag.firstaid': '{duty}, first aid',
  'onshift.flag.firstaid.only': 'first aid',
  'onshift.flag.evac': '{duty}, evacuation',
  'onshift.flag.evac.only': 'evacuation',
  'onshift.until': '{duty}, until {until}',
  'onshift.until.only': 'until {until}',
  'onshift.fromTo': '{duty}, {from} to {to}',
  'onshift.fromTo.only': '{from} to {to}',
  'onshift.person': '{person} ({duty})',
  'onshift.person.inCharge': '{person} (in charge)',
  'onshift.group.until': 'On until {until}: {people}.',
  'onshift.group.fromTo': '{from} to {to}: {people}.',
  'onshift.more': '{count} more',
  'onshift.andMore': 'And {count} more.',
  'onshift.people': '{people}.',
  'onshift.noneInCharge': 'Nobody is marked as in charge.',
  'onshift.nobody.now': 'Nobody is on shift now.',
  'onshift.nobody.moment': 'Nobody is planned for then.',
  'onshift.nobody.day': 'Nobody is planned for that day.',
  'onshift.nobody.part': 'Nobody is planned for then.',
  'onshift.next': 'Next: {people}, from {at}.',
  'onshift.next.none': 'No later shift is planned.',
  'onshift.ask.person': 'If you need someone, ask {person}.',
  'onshift.ask.branch': 'If you need someone, ask at {branch}: {people}.',

  'onshift.count':
    '{people, plural, =0 {Nobody is on shift anywhere} one {# person is on shift} other {# people are on shift}}{branches, plural, =0 {} one { at # branch} other { at # branches}}.',
  'onshift.all.shortened':
    'For everybody at one branch, write its code, such as “<type>onshift {code}</type>”.',
  'onshift.branchLine': '{branch}: {says}',
  'onshift.lines': '{before} {after}',

  'onshift.home.title': 'Your shift',
  'onshift.home.now': 'Now at {branch}: {duty}.',
  'onshift.home.off': 'You are not on shift now.',
  'onshift.home.next': 'Next: {branch}, {from} to {until}.',
  'onshift.home.noNext': 'No later shift is planned for you.',
  'onshift.home.branch': 'On shift at {branch}',

  'onshift.which': 'Which branch?',
  'onshift.which.several': 'More than one branch fits “{words}”.',
  'onshift.which.unknown': 'You are not on shift now, so please say which branch you mean.',
  'onshift.which.near':
    'No branch is called “{words}”. Did you mean {count, plural, one {this one} other {one of these}}?',
  'onshift.which.more': 'For another branch, write its code, such as “<type>onshift {code}</type>”.',
  'onshift.choice': '{name}, {city} ({code})',
  'onshift.choice.noCity': '{name} ({code})',
  'onshift.choice.describe': 'Who is on shift at {branch}',
  'onshift.all': 'All branches',
  'onshift.all.describe': 'Who is on shift at all branches',

  'onshift.skipped':
    '{time} does not exist at {branch} on {day}: the clocks go forward past it, straight to {next}. Do you mean {next}?',
  'onshift.twice':
    '{time} comes twice at {branch} on {day}: the clocks go back. Do you mean before they do, or after?',
  'onshift.when': 'Which time?',
  'onshift.exact': '{at}',
  'onshift.first': 'First {time} (before the clocks go back)',
  'onshift.second': 'Second {time} (after the clocks go back)',
  'onshift.exact.describe': 'Who is on shift at {branch}, {at}',
  'onshift.first.describe':
    'Who is on shift at {branch}, the first time it is {time}, before the clocks go back',
  'onshift.second.describe':
    'Who is on shift at {branch}, the second time it is {time}, after the clocks go back',

  'onshift.unclear': 'I could not read “{words}” as a branch or a time.',
  'onshift.corrected': 'Did you mean {count, plural, one {this} other {one of these}}?',
  'onshift.corrected.choice': '<type>onshift {words}</type>',
  'onshift.corrected.describe': 'Ask for “<type>onshift {words}</type>”',
  'onshift.examples':
    'Write a branch, a time, or both, such as “<type>onshift {code}</type>”, “<type>onshift tonight</type>”, “<type>onshift tomorrow 9</type>”, “<type>onshift {code} sat 18:30</type>” or “<type>onshift all</type>”.',
  'onshift.noBranches': 'No branches are set up yet. Your administrator can add them.',
} as const;

export const say = textsOf(en);
