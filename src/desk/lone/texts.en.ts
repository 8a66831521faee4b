import { textsOf } from '../../chat/text.ts';

/** The words of check-ins with people who are alone. */
export const loneTexts = {
  'lone.command.summary':
    'When you are alone at a branch: say that you are all right, and see when you are asked next.',
  'lone.command.label': 'Check in when alone',
  'lone.example': 'answers the check-in, also before you are asked',

  'lone.heading': 'Alone at {branch}',
  'lone.alone': 'You are alone at {branch} until {until}.',
  'lone.next': 'The next check-in is at {at}.',
  'lone.next.none': 'There is no further check-in before {until}.',
  'lone.how':
    'Deskbell asks every {every, plural, one {minute} other {# minutes}} whether you are all right. Without an answer it asks once more, and then asks others to look.',
  'lone.ask': 'Are you all right?',
  'lone.ask.summary': 'Are you all right? You are alone at {branch} until {until}.',
  'lone.ask.by': 'If there is no answer by {at}, you are asked once more.',
  'lone.again.summary': 'Are you all right? This is asked again; others are asked to look at {at}.',
  'lone.again.by': 'If there is no answer by {at}, others are asked to look.',
  'lone.ask.answered': 'You answered at {at}.',
  'lone.ask.over': 'This check-in is no longer asked.',
  'lone.ask.missed':
    'You did not answer the check-in at {at}, so others were asked to look ({number}). If anybody still looks, say that you are all right.',
  'lone.missed':
    'You have not answered the check-in at {at}, so others were asked to look ({number}). If you are all right, say so: they are told.',
  'lone.over': 'Check-ins at {branch} have ended.',
  'lone.over.summary': 'Check-ins at {branch} have ended.',

  'lone.button.fine': 'I’m all right',
  'lone.button.fine.describe': 'I’m all right, alone at {branch}',
  'lone.button.help': 'I need help now',
  'lone.button.help.describe': 'I need help now at {branch}',

  'lone.thanks.next': 'Thank you. You are alone at {branch} until {until}. The next check-in is at {at}.',
  'lone.thanks.last': 'Thank you. There is no further check-in before {until}.',
  'lone.thanks.ended': 'Those who were asked to look are told that you are all right ({numbers}).',
  'lone.notAlone':
    'There is no check-in to answer now. They begin when the shifts show you alone at a branch.',

  'lone.ring.unreached':
    'Check-ins cannot reach {person}, who is alone at {branch} until {until}. Please phone or look in.',

  'lone.home.title': 'Check-ins',
} as const;

export const say = textsOf(loneTexts);
