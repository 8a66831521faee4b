import { noticesOf } from '../../chat/notice.ts';
import { watchdogTexts } from './texts.en.ts';

/** The messages of the desk's own check, for the README and its test. */
export const watchdogNotices = noticesOf(watchdogTexts, [
  {
    what: 'The desk’s own check: something is wrong, or was mended',
    to: 'administrators',
    says: [
      'watchdog.noStep.found',
      'watchdog.lostStep.found',
      'watchdog.lostMessages.found',
      'watchdog.standsStill.found',
      'watchdog.late.found',
      'watchdog.platform.found',
      'watchdog.route.found',
      'watchdog.silent.found',
      'watchdog.store.found',
      'watchdog.file.found',
    ],
  },
  {
    what: 'The desk’s own check: it is over',
    to: 'administrators',
    says: [
      'watchdog.noStep.over',
      'watchdog.lostStep.over',
      'watchdog.lostMessages.over',
      'watchdog.standsStill.over',
      'watchdog.late.over',
      'watchdog.platform.over',
      'watchdog.route.over',
      'watchdog.silent.over',
      'watchdog.store.over',
      'watchdog.file.over',
    ],
  },
]);
