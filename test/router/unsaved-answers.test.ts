import { expect, it } from 'vitest';
import { own } from '../../src/chat/text.ts';
import { createUnsavedAnswers } from '../../src/router/unsaved-answers.ts';
import { createDrivenClock } from '../support/clock.ts';
import { sundayEvening } from '../support/desk/library.ts';

it('an answer to a call that went out from memory is given again for ten minutes, and no longer', () => {
  const clock = createDrivenClock(sundayEvening);
  const answers = createUnsavedAnswers(clock);
  const reply = { summary: own('Not saved'), parts: [] };
  answers.keep('one', reply);
  clock.skip(9 * 60_000);
  expect(answers.of('one')).toBe(reply);
  clock.skip(2 * 60_000);
  expect(answers.of('one')).toBeUndefined();
});
