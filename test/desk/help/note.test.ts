import { describe, expect, it } from 'vitest';
import { fitNote, isBlank } from '../../../src/desk/help/note.ts';

const length = (text: string) => [...text].length;

describe('the note of a call', () => {
  it('is what was typed, as long as it fits', () => {
    for (const words of ['', 'help', 'x'.repeat(200), '🦉'.repeat(200)])
      expect(fitNote(words)).toEqual({ note: words, rest: '' });
  });

  it('is cut where a character ends, with an ellipsis within the limit', () => {
    expect(fitNote('x'.repeat(201))).toEqual({ note: `${'x'.repeat(199)}…`, rest: 'xx' });
    const family = '👩‍👩‍👧‍👦';
    const { note, rest } = fitNote(`a${family.repeat(100)}`);
    expect(note).toMatch(/^a(👩‍👩‍👧‍👦)+…$/u);
    expect(length(note)).toBeLessThanOrEqual(200);
    expect(length(note)).toBeGreaterThan(190);
    expect(`${note.slice(0, -1)}${rest}`).toBe(`a${family.repeat(100)}`);
  });

  it('is cut inside a character that alone is too long', () => {
    const { note, rest } = fitNote(`a${'\u0301'.repeat(30_000)}`);
    expect(length(note)).toBe(200);
    expect(length(rest)).toBe(30_001 - 199);
  });

  it('leaves whole words over, however it is cut', () => {
    for (const last of ['knife', 'knife in his hand', '-', 'k'.repeat(30)]) {
      for (const space of [' ', '\n', '\u00a0']) {
        const filler = 'x'.repeat(200 - Math.min(last.length, 2) - 1);
        expect(fitNote(`${filler}${space}${last} then more`)).toMatchObject({ rest: `${last} then more` });
      }
    }
    expect(fitNote(`${'x'.repeat(199)} knife`)).toEqual({ note: `${'x'.repeat(199)}…`, rest: 'knife' });
    expect(fitNote(`${'x '.repeat(100)}knife`)).toEqual({
      note: `${'x '.repeat(99)}x…`,
      rest: 'knife',
    });
  });

  it('is whole when nothing is left over that can be seen', () => {
    expect(fitNote(`${'x'.repeat(199)}${'\u200b'.repeat(50)}`)).toEqual({ note: 'x'.repeat(199), rest: '' });
  });

  it('is empty when nothing in it can be seen', () => {
    for (const words of [
      ' ',
      '\u200b',
      '\u2060\ufeff\u00ad',
      '\u3164\u115f',
      '\u2800',
      '\u202e\u0000'.repeat(500),
    ]) {
      expect(isBlank(words)).toBe(true);
      expect(fitNote(words)).toEqual({ note: '', rest: '' });
    }
    for (const words of ['x\u200b', '❤️', 'مرحبا', '·']) expect(isBlank(words)).toBe(false);
  });
});
