/** The words of a drill of the chain by which help is called. */
export const drillTexts = {
  'help.state.drill.lastStep': 'The drill is over ({at}).',
  'help.state.drill.leader': 'The drill was ended by whoever began it ({at}).',
  'help.state.drill.realCall': 'It was ended because a real call came in, which is no drill ({at}).',
  'help.state.drill.missed': 'The drill was ended because the desk was not running ({at}).',
  'help.ring.drillOver': '{number} at {place} has ended. {state} Thank you.',
  'help.drill': 'Drill, nobody is to come: {text}',
  'help.drill.title': 'Drill: {text}',
  'help.drill.first':
    'This is a drill. Nobody is to come for it. If you need help for real, send Deskbell “<type>assist</type>”. In an emergency: {dial}',
  'help.drill.first.realCall':
    'This was a drill. It gave way to a real call, which has a message of its own: do not take that one for a drill.',
  'help.next.drillEnd': 'The drill ends by itself at {at}',
  'help.drill.noted': 'Noted: you were reached by drill {number}. There is nothing left for you to do.',
  'help.drill.summary.title': 'What came of {number} at {place}',
  'help.drill.summary':
    '{number} at {place}: {asked} asked, {answered} answered, {silent} did not, {unreached} could not be reached.',
  'help.drill.summary.more':
    '{count, plural, one {# more person was asked.} other {# more people were asked.}}',
  'help.drill.summary.note': 'A drill is in no list, no search and no count.',
  'help.drill.answered': 'Asked {at}. {said} after {time}.',
  'help.drill.said.coming': '“I’m coming”',
  'help.drill.said.cannot': '“Can’t come”',
  'help.drill.silent': 'Asked {at}. No answer.',
  'help.drill.unasked': 'Was not asked, and answered at {at}.',
  'help.drill.unreached': 'Asked {at}. Not delivered by {routes}.',
  'help.drill.noAddress': 'Asked {at}. No address that the desk can use.',
  'help.drill.seconds': '{count, plural, one {# second} other {# seconds}}',
  'help.drill.minutes': '{count, plural, one {# minute} other {# minutes}}',
} as const;
