import { expect, it } from 'vitest';
import { dropRoot, wordOf } from '../../src/router/typed-words.ts';

it.each([
  ['/desk', ''],
  ['/DESK', ''],
  ['  /desk help assist ', 'help assist'],
  ['desk help assist', 'help assist'],
  ['/assist now teen area', 'assist now teen area'],
  ['/assist', 'assist'],
  ['/assist two\nlines', 'assist two\nlines'],
  ['assist now', 'assist now'],
  ['/desk /assist now', 'assist now'],
  ['/desk desk assist now', 'assist now'],
  ['/ assist now', 'assist now'],
  ['/onshift  all', 'onshift  all'],
  ['/desktop', 'desktop'],
  ['/', ''],
  ['', ''],
])('%j is read as %j', (typed, words) => {
  expect(dropRoot(typed)).toBe(words);
  expect(wordOf(typed)).toBe(words.split(/\s/)[0]);
});

it('does not take longer for ever more of them', () => {
  expect(dropRoot('desk '.repeat(100_000))).toBe('');
  expect(dropRoot(`${'desk '.repeat(100_000)}top`)).toBe('top');
});
