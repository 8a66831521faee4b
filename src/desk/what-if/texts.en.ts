import { textsOf } from '../../chat/text.ts';

/** The words of the answer to who would be asked. */
export const whatIfTexts = {
  'whatIf.command.summary': 'See who would be asked for help at a branch, in which order and when.',
  'whatIf.command.label': 'Who would be asked',
  'whatIf.example.now': 'shows it for this moment',
  'whatIf.example.moment': 'shows it for Saturday evening',

  'whatIf.title.now': 'Who would be asked at {branch} now, {at}',
  'whatIf.title.moment': 'Who would be asked at {branch}, {at}',
  'whatIf.summary': '{title}. Nobody is asked by this.',
  'whatIf.note': 'Nobody is asked by this. It follows today’s plan of shifts, which may still change.',
  'whatIf.kind.assist': 'Help when you can',
  'whatIf.kind.now': 'Come now',
  'whatIf.kind.emergency': 'Emergency',
  'whatIf.kind.escalate': 'A supervisor’s decision',
  'whatIf.atOnce': 'At once',
  'whatIf.after': 'After {time}',
  'whatIf.seconds': '{count, plural, one {# second} other {# seconds}}',
  'whatIf.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'whatIf.nobody': 'Nobody can be asked',
  'whatIf.told': 'Whoever called is told that nobody has confirmed, and what to dial',
  'whatIf.told.escalate': 'Whoever asked is told that nobody has answered',
  'whatIf.list': '{people}',
  'whatIf.person': '{person} ({why})',
  'whatIf.person.unreachable': '{person} ({why}; cannot be reached on any platform)',
  'whatIf.again': '{why}, again',
  'whatIf.why.onShift': 'on shift',
  'whatIf.why.pic': 'in charge',
  'whatIf.why.security': 'security',
  'whatIf.why.supervisor': 'supervisor',
  'whatIf.why.director': 'director',
  'whatIf.why.neighbourPic': 'in charge at the branch that helps out',
  'whatIf.why.position': 'on shift in that position',
  'whatIf.why.named': 'named in the policy',
  'whatIf.why.fallback': 'asked when nobody else can be',
  'whatIf.why.tookUp': 'took it up',
  'whatIf.which': 'Say one branch, by its code or name, such as “whatif {code} sat 18:30”.',
  'whatIf.when':
    'Say a time of that day as well, one that the clocks show once, such as “whatif {code} sat 18:30”.',
  'whatIf.noBranches': 'No branches are set up yet, so nobody can be asked.',
} as const;

export const say = textsOf(whatIfTexts);
