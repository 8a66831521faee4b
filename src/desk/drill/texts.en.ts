import { textsOf } from '../../chat/text.ts';

/** The words by which a drill is started and ended; those of its messages are with the call's. */
export const drillTexts = {
  'drill.command.summary':
    'For supervisors: try out who would be reached by a call for help. Nobody is to come.',
  'drill.command.label': 'Start a drill',
  'drill.example.start': 'starts a drill of “Come now” at that branch',
  'drill.example.assist': 'starts a drill of “When you can” there',
  'drill.example.end': 'ends the drill that you began',

  'drill.begun':
    'Drill {number} has begun at {branch}. Asked: {people}. It ends by itself at {at} at the latest, or type “<type>drill end</type>”. Then you get a summary.',
  'drill.begun.nobody':
    'Drill {number} at {branch} is over already: nobody could be asked. A real call there now would reach nobody.',
  'drill.inTheWay.call':
    'No drill was started: the real call {number} is open at {branch}. Once it has ended, type this again.',
  'drill.inTheWay.drill':
    'No drill was started: drill {number}, begun by {person}, is under way at {branch}.',
  'drill.ended': 'Ended: {numbers}. The summary is in your messages with Deskbell.',
  'drill.none': 'No drill of yours is under way.',
  'drill.notYours':
    'A drill is started by a supervisor, a coordinator, a director or an administrator. If you need help for real, type “<type>assist</type>”.',
  'drill.notThere':
    'You can start drills at {branches}. Type one of them, such as “<type>drill {code}</type>”.',
  'drill.which': 'Say one branch, by its code or name, such as “<type>drill {code}</type>”.',
  'drill.noBranches': 'No branches are set up yet, so there is nobody to ask.',
} as const;

export const say = textsOf(drillTexts);
