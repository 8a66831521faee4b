import { noticesOf } from '../../chat/notice.ts';
import { loneTexts } from './texts.en.ts';

/** The messages of check-ins, for the README and its test. */
export const loneNotices = noticesOf(loneTexts, [
  { what: 'Check-in: you are alone from now on', to: 'person', card: { kind: 'lone', view: 'asked' } },
  {
    what: 'Check-in: “are you all right”, and asked once more',
    to: 'person',
    card: { kind: 'loneQuestion', view: 'asked' },
  },
  {
    what: 'Check-in: somebody who is alone cannot be reached, to supervisors',
    to: 'person',
    says: ['lone.ring.unreached'],
  },
  {
    what: 'Check-in: somebody who is alone cannot be reached, where there is no supervisor',
    to: 'administrators',
    says: ['lone.ring.unreached'],
  },
]);
