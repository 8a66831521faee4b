import { textsOf } from '../chat/text.ts';

export const deliveryTexts = {
  'delivery.late': 'This message is {minutes, plural, one {# minute} other {# minutes}} late.',
} as const;

export const say = textsOf(deliveryTexts);
