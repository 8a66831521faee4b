import { expect, it } from 'vitest';
import { typedToWords } from '../../../src/platforms/browser/typed-to-words.ts';

it.each([
  ['/desk', ''],
  ['/DESK', ''],
  ['  /desk help assist ', 'help assist'],
  ['/assist now teen area', 'assist now teen area'],
  ['/assist', 'assist'],
  ['/assist two\nlines', 'assist two\nlines'],
  ['assist now', 'assist now'],
  ['/onshift  all', 'onshift all'],
  ['/desktop', 'desktop'],
  ['/', ''],
  ['', ''],
])('%j is read as %j', (typed, words) => {
  expect(typedToWords(typed)).toBe(words);
});
