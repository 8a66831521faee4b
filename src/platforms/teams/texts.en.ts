import { textsOf } from '../../chat/text.ts';

/** What the Teams platform itself says to people. */
export const teamsTexts = {
  'teams.notYet': 'This is taking longer than usual. It is not saved yet; the result follows.',
  'teams.notYet.form':
    'This is taking longer than usual, and is not saved yet. What you wrote stays here: close it when the result is in your chat with me.',
  'teams.failed': 'Something went wrong here. Please try again, or phone if it is urgent.',
  'teams.unknownButton': 'This button is no longer in use. Type help to see what you can do.',
  'teams.unknownForm': 'This form is no longer in use. Type help to see what you can do.',
  'teams.unknownAction': 'This action is no longer in use. Type help to Deskbell to see what you can do.',
  'teams.otherForm': 'This form is somebody else’s, or it was opened too long ago. Please begin again.',
  'teams.answered': 'The answer is below.',
  'teams.answeredPrivately': 'The answer is in your chat with me.',
  'teams.noChat':
    'I have an answer for you, but could not write to you in person. Please add Deskbell for yourself: it begins with your open calls.',
  'teams.form': 'Your form is ready: {title}',
  'teams.form.open': 'Open the form',
  'teams.done': 'Done.',
  'teams.repeat': 'Sent again: {summary}',
  'teams.repeatLine': 'This may be a repeat of a message that you already have.',
  'teams.late':
    'This answer is {minutes, plural, one {# minute} other {# minutes}} late: Teams could not be reached.',
  'teams.playground.command':
    'This opens a form in Teams. The Agents Playground opens none: type the words after {word} instead, such as “{example}”.',
  'teams.playground.form':
    'This opens a form in Teams. The Agents Playground opens none: use the desk page for it, or type help to see what can be typed.',
  'teams.title': 'Deskbell',
} as const;

export const say = textsOf(teamsTexts);
