import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Branches, parsePlace } from '../../../src/desk/branches/index.ts';
import { branch } from './branch.ts';

const cen = branch('CEN', { zones: ['Teen', 'Teen area', 'Room 2', 'Children’s', 'Café'] });
const nth = branch('NTH-A', { zones: ['Foyer'] });
const branches: Pick<Branches, 'byCode'> = {
  byCode: (code) => [cen, nth].find((one) => one.id === code.toUpperCase()),
};

describe('the place at the start of a call', () => {
  it.each([
    ['teen area', 'CEN', 'Teen area', ''],
    ['TEEN   Area man shouting', 'CEN', 'Teen area', 'man shouting'],
    ['teen man shouting', 'CEN', 'Teen', 'man shouting'],
    ['teenagers fighting', 'CEN', undefined, 'teenagers fighting'],
    ['teen areas', 'CEN', 'Teen', 'areas'],
    ['teen area, two kids', 'CEN', 'Teen area', 'two kids'],
    ['teen area: two kids', 'CEN', 'Teen area', 'two kids'],
    ['teen area - two kids', 'CEN', 'Teen area', 'two kids'],
    ['room 2', 'CEN', 'Room 2', ''],
    ['room 2.5 is hot', 'CEN', undefined, 'room 2.5 is hot'],
    ['room 22', 'CEN', undefined, 'room 22'],
    ['cafe is flooding', 'CEN', 'Café', 'is flooding'],
    ['man in teen area', 'CEN', undefined, 'man in teen area'],
    ['cen', 'CEN', undefined, ''],
    ['cen teen area', 'CEN', 'Teen area', ''],
    ['nth-a teen area', 'NTH-A', undefined, 'teen area'],
    ['NTH-A foyer  two\n people ', 'NTH-A', 'Foyer', 'two\n people'],
    ['foyer', 'CEN', undefined, 'foyer'],
    ['central teen area', 'CEN', undefined, 'central teen area'],
    ['teen area nth-a', 'CEN', 'Teen area', 'nth-a'],
    ['- help', 'CEN', undefined, '- help'],
    ['', 'CEN', undefined, ''],
    ['   ', 'CEN', undefined, ''],
  ])('"%s" is at %s, zone %s, and says "%s"', (words, code, zone, rest) => {
    const parsed = parsePlace(words, cen, branches);
    expect({ code: parsed.branch?.id, zone: parsed.zone, rest: parsed.rest }).toEqual({ code, zone, rest });
  });

  it('tries no zones when no branch is known', () => {
    expect(parsePlace('teen area', undefined, branches)).toEqual({ named: false, rest: 'teen area' });
  });

  it('tells a branch that was typed from one that was only given', () => {
    expect(parsePlace('nth-a foyer', cen, branches).named).toBe(true);
    expect(parsePlace('teen area', cen, branches).named).toBe(false);
  });

  it('loses no word that is not a place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (note) => {
        expect(parsePlace(`cen teen area x${note}`, undefined, branches).rest).toBe(`x${note}`.trim());
      }),
    );
  });
});
