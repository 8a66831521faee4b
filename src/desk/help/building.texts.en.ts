/** The words of a call whose building is not known. */
export const buildingTexts = {
  'help.unsent.summary': 'At {at}, call {number} was not sent to anyone yet. Say which building.',
  'help.unsent': 'Not sent to anyone yet at {at}.',
  'help.unsent.why':
    'Deskbell does not know which building you are in. Choose it here and your call goes out at once.',
  'help.building.why': 'Which building are you in? Choose it, so that the people there are asked.',
  'help.unsent.fallback': 'If you choose none by {at}, {person} is asked.',
  'help.unsent.then':
    'If none is chosen by {at}, {person} is asked all the same. Your card in your messages with Deskbell shows it.',
  'help.button.branch': '{branch}',
  'help.button.branch.describe': 'I am at {branch}: send call {number}',
  'help.button.building': 'Choose the building',
  'help.button.building.another': 'Another building',
  'help.button.building.describe': 'Choose the building of call {number} from a list',
  'help.building.typed': 'You can also type <type>{words}</type> and the code of your building.',
  'help.building.title': 'Choose the building',
  'help.building.submit': 'Send',
  'help.building.field': 'Which building are you in?',
  'help.building.hint': 'Your call goes to the people there.',
  'help.building.missing': 'Choose the building that you are in.',
  'help.press.noBranch': 'That building is not in the list any more. Type the call again with its code.',
} as const;
