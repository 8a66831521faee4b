import { textsOf } from '../../chat/text.ts';

/** What the Slack platform itself says to people. */
export const slackTexts = {
  'slack.notYet': 'This is taking longer than usual. It is not saved yet; the result follows.',
  'slack.failed': 'Something went wrong here. Please try again, or phone if it is urgent.',
  'slack.unreadable': 'Slack sent this in a form that could not be read. Please try again, or type /desk.',
  'slack.unknownButton': 'This button is no longer in use. Type /desk to see what you can do.',
  'slack.unknownForm': 'This form is no longer in use. Type /desk to see what you can do.',
  'slack.unknownShortcut': 'This shortcut is no longer in use. Type /desk to see what you can do.',
  'slack.formLate': 'The form could not be opened in time. Please try again.',
  'slack.repeat': 'Sent again: {summary}',
  'slack.repeatLine': 'This may be a repeat of a message that you already have.',
  'slack.late':
    'This answer is {minutes, plural, one {# minute} other {# minutes}} late: Slack could not be reached. You may have it already.',
  'slack.starting':
    'In an emergency: {dial}. Deskbell is still starting here and nobody was asked. Please try again in a minute.',
  'slack.cutShort': 'Some lines do not fit here.',
  'slack.notShown': '{count, plural, one {# more does not fit here.} other {# more do not fit here.}}',
  'slack.cancel': 'Cancel',
  'slack.close': 'Close',
  'slack.title': 'Deskbell',
  'slack.saving': 'This is taking longer than usual. It is not saved yet; the result appears here.',
  'slack.done': 'Done.',
  'slack.more': 'More',
  'slack.yes': 'Yes',
  'slack.no': 'No',
  'slack.otherOptions': 'Other',
  'slack.noOptions': '{label}: there is nothing to choose from.',
} as const;

export const say = textsOf(slackTexts);
