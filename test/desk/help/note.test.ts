import { describe, expect, it } from 'vitest';
import { fitNote, isBlank } from '../../../src/desk/help/note.ts';

const length = (text: string) => [...text].length;

describe('the note of a call', () => {
  it('is what was typed, as long as it fits', () => {
    for (const words of ['', 'help', 'x'.repeat(200), '🦉'.repeat(200)])
      expect(fitNote(words)).toEqual({ note: words, isCut: false });
  });

  it('is cut where a character ends, with an ellipsis within the limit', () => {
    expect(fitNote('x'.repeat(201))).toEqual({ note: `${'x'.repeat(199)}…`, isCut: true });
    const family = '👩‍👩‍👧‍👦';
    const { note } = fitNote(`a${family.repeat(100)}`);
    expect(note).toMatch(/^a(👩‍👩‍👧‍👦)+…$/u);
    expect(length(note)).toBeLessThanOrEqual(200);
    expect(length(note)).toBeGreaterThan(190);
  });

  it('is cut inside a character that alone is too long', () => {
    const { note, isCut } = fitNote(`a${'\u0301'.repeat(30_000)}`);
    expect(isCut).toBe(true);
    expect(length(note)).toBe(200);
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
      expect(fitNote(words)).toEqual({ note: '', isCut: false });
    }
    for (const words of ['x\u200b', '❤️', 'مرحبا', '·']) expect(isBlank(words)).toBe(false);
  });
});
