import { textsOf } from '../chat/text.ts';

export const deliveryTexts = {
  'delivery.late': 'This message is {minutes, plural, one {# minute} other {# minutes}} late.',
  'delivery.late.hours': 'This message is {hours} hours late.',
  'delivery.unanswered': 'You were asked before, and there is no answer yet.',
  'delivery.unsaved':
    'Deskbell cannot record anything at the moment, so no answer reaches it. Phone, or go to each other.',
  'delivery.unsaved.dial':
    'Deskbell cannot record anything at the moment, so no answer reaches it. Phone, or go to each other. In an emergency: {dial}',
  'delivery.astray': 'This was for somebody else and is not shown here any more.',
  'delivery.repeat': 'This message may have reached you before.',
  'delivery.list': '{count} requests for you in one message. The first: {first}',
  'delivery.list.why':
    'These {count} requests had to wait and came together. Each can be answered here, and shows how it stands now.',
  'delivery.list.late': 'The oldest of them is {minutes, plural, one {# minute} other {# minutes}} late.',
  'delivery.list.late.hours': 'The oldest of them is {hours} hours late.',
  'delivery.answer': 'To answer, open {place} and press “{button}”, or phone the desk.',
  'delivery.answer.phone': 'To answer, phone the desk.',
  'delivery.place.slack': 'Slack',
  'delivery.place.teams': 'Teams',
  'delivery.place.browser': 'the desk page',
} as const;

export const say = textsOf(deliveryTexts);
