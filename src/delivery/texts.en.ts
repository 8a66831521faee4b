import { textsOf } from '../chat/text.ts';

export const deliveryTexts = {
  'delivery.late': 'This message is {minutes, plural, one {# minute} other {# minutes}} late.',
  'delivery.repeat': 'This message may have reached you before.',
  'delivery.answer': 'To answer, open {place} and press “{button}”, or phone the desk.',
  'delivery.answer.phone': 'To answer, phone the desk.',
  'delivery.place.slack': 'Slack',
  'delivery.place.teams': 'Teams',
  'delivery.place.browser': 'the desk page',
} as const;

export const say = textsOf(deliveryTexts);
