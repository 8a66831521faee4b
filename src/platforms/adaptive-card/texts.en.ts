import type { Catalogue } from '../../chat/text.ts';

export const en = {
  'adaptive.shortened': 'The rest is too long to show here.',
  'adaptive.notShown': '{count, plural, one {# more is not shown here.} other {# more are not shown here.}}',
  'adaptive.cutShort': 'Some lines do not fit here.',
  'adaptive.repeat': 'You may have had this message already. It is the same one, sent again to be sure.',
  'adaptive.required': '{label} (needed)',
  'adaptive.problem': 'Please check: {problem}',
  'adaptive.grouped': '{group}: {label}',
  'adaptive.choose': 'Choose',
  'adaptive.search': 'Type to search',
  'adaptive.notInList': 'Please choose one from the list.',
  'adaptive.yes': 'Yes',
  'adaptive.no': 'No',
  'adaptive.date': '{label}: day',
  'adaptive.time': '{label}: time',
  'adaptive.moreFields': 'More',
} satisfies Catalogue;
