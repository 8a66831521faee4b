import { describe, expect, it } from 'vitest';
import { own, textsOf } from '../../src/chat/text.ts';
import { createWords } from '../../src/chat/words.ts';

const en = {
  'test.bare': 'Nobody is there.',
  'test.simple': '{person} is coming to {place}.',
  'test.plural': '{count, plural, one {# person} other {# people}} at {place}',
  'test.quoted': "Type '{'name'}' for {person}",
  'test.list': 'Sent to {people}.',
  'test.typed': 'Type “<type>call {place}</type>” or “<type>end</type>”.',
  'test.menu': 'You can type {commands}.',
  'test.command': '<type>{words}</type>',
} as const;
const say = textsOf(en);
const words = createWords({ en: [en] });
const reader = { locale: 'en-GB' };

describe('words', () => {
  it('puts parameters in their places, whatever they hold', () => {
    const params = { person: own("O'Neil {x} <b>"), place: say('test.bare') };
    expect(words.draw(say('test.simple', params), reader)).toBe(
      "O'Neil {x} <b> is coming to Nobody is there..",
    );
  });

  it('leaves plurals and quoting to MessageFormat', () => {
    expect(words.draw(say('test.plural', { count: 1, place: 'A' }), reader)).toBe('1 person at A');
    expect(words.draw(say('test.plural', { count: 2, place: 'A' }), reader)).toBe('2 people at A');
    expect(words.draw(say('test.quoted', { person: 'Ann' }), reader)).toBe('Type {name} for Ann');
  });

  it('joins a list in the language of the reader', () => {
    const text = say('test.list', { people: ['Ann', 'Bo', 'Cy'] });
    expect(words.draw(text, { locale: 'en-GB' })).toBe('Sent to Ann, Bo and Cy.');
    expect(words.draw(text, { locale: 'en-US' })).toBe('Sent to Ann, Bo, and Cy.');
  });

  it('takes English where the locale is none', () => {
    for (const locale of ['', '??', 'xx-YY', 'toString'])
      expect(words.draw(say('test.simple', { person: 'Ann', place: 'A' }), { locale })).toBe(
        'Ann is coming to A.',
      );
  });

  it('draws what is to be typed as it is typed where it is read', () => {
    const text = say('test.typed', { place: 'A <type>{b}</type>' });
    const plain = 'Type “call A <type>{b}</type>” or “end”.';
    const slash = 'Type “/desk call A <type>{b}</type>” or “/desk end”.';
    expect(words.draw(text, reader)).toBe(plain);
    expect(words.typedAs('slash').draw(text, reader)).toBe(slash);
    expect(words.typedAs('slash').typedAs('words').draw(text, reader)).toBe(plain);
    const menu = say('test.menu', { commands: [say('test.command', { words: 'call' }), 'else'] });
    expect(words.typedAs('slash').draw(menu, reader)).toBe('You can type /desk call and else.');
  });

  it('does not pass over a parameter that is missing', () => {
    expect(() => words.draw(say('test.simple', { person: 'Ann' }), reader)).toThrow('place');
    expect(() => words.draw(say('test.plural', { place: 'A' }), reader)).toThrow();
  });
});
