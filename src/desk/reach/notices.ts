import { noticesOf } from '../../chat/notice.ts';
import { reachTexts } from './texts.en.ts';

/** The messages of the test of reaching people, for the README and its test. */
export const reachNotices = noticesOf(reachTexts, [
  {
    what: 'Test of reaching people: did this reach you',
    to: 'person',
    card: { kind: 'reach', view: 'asked' },
  },
  {
    what: 'Test of reaching people: who did not confirm, to supervisors',
    to: 'person',
    says: ['reach.list.summary', 'reach.report.all'],
    onPlatformsOnly: '`reach` shows the same list at any time.',
  },
  {
    what: 'Test of reaching people: who did not confirm, to the administrators',
    to: 'administrators',
    says: ['reach.list.summary', 'reach.report.all'],
  },
]);
