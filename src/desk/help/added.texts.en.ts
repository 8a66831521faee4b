/** The words about what is added to an open call, and about what becomes a call of its own. */
export const addedTexts = {
  'help.added.summary': 'Added to call {number}.',
  'help.added.words':
    'Your call {number} was still open, so your words were added to it. These were told: {people}. It is for {place}.',
  'help.added.again': 'Your call {number} was still open ({place}). Asked now: {people}.',
  'help.added.raised.words':
    'Your call {number} was still open. Your words were added, it is now “{urgency}” at {place}, and people were asked again.',
  'help.added.raised.again':
    'Your call {number} was still open. It is now “{urgency}” at {place}, and people were asked again.',
  'help.added.nobody.words':
    'Your words were added to your open call {number}, but nobody is left to ask again. {dial}',
  'help.added.nobody.again': 'Your call {number} is still open, but nobody is left to ask again. {dial}',
  'help.added.unsent.words':
    'Your words were added to {number}. At {at} it was not sent to anyone yet: say which building.',
  'help.added.unsent.again': 'At {at}, your call {number} was not sent to anyone yet: say which building.',
  'help.button.newCall': 'New call',
  'help.button.newCall.describe': 'Make this a new call, apart from {number}',
  'help.lower': '{number} goes on as “{urgency}”. If only these words were that urgent, press the button.',
  'help.button.lower': 'Make {number} “{urgency}” again',
  'help.button.lower.describe': 'Make call {number} “{urgency}” again',
  'help.lowered': '{number} is “{urgency}” again. Nobody was asked anew.',
  'help.lowered.not': 'Nothing has changed: {number} is “{urgency}”.',
  'help.newCall.already': 'Those words are a call of their own already: {number}.',
  'help.meant.already': 'Those words are with call {number} already.',
  'help.newCall.gone': 'Those words are no longer with that call. Type the call again to make a new one.',
} as const;
