import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonTextError, parseJsonText } from '../../src/admin/json-text.ts';

/** Everything that is said about a text, in order. */
function errorsOf(text: string): readonly JsonTextError[] {
  const told: JsonTextError[] = [];
  try {
    parseJsonText(text, (error) => told.push(error));
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    told.push(error);
  }
  return told;
}

function errorOf(text: string): JsonTextError {
  const [first] = errorsOf(text);
  if (first === undefined) throw new Error('It was accepted.');
  return first;
}

/** Parses a text in which nothing is wrong. */
function parse(text: string) {
  return parseJsonText(text, (error) => {
    throw error;
  });
}

describe('a JSON text', () => {
  it('means what JSON.parse says it means', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (compact, indent) => {
        const text = JSON.stringify(JSON.parse(compact), null, indent);
        expect(parse(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused exactly when JSON.parse refuses it', () => {
    const refuses = (parse: () => unknown) => {
      try {
        parse();
        return false;
      } catch {
        return true;
      }
    };
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '1', '\\', '\n'))
      .map(([json, at, put]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + put + json.slice(cut + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        // A name that stands twice is the one thing that only we refuse.
        const ours = refuses(() => parse(text));
        const theirs = refuses(() => JSON.parse(text));
        if (ours !== theirs) expect(errorOf(text).message).toContain('stands here twice');
      }),
      { numRuns: 2000 },
    );
  });

  it('may begin with a byte order mark and end its lines as Windows does', () => {
    const json = parse('\uFEFF[\r\n  { "a": 1 },\r\n  { "a": 2 }\r\n]\r\n');
    expect(json.value).toEqual([{ a: 1 }, { a: 2 }]);
    expect(json.lineOf([1, 'a'])).toBe(3);
  });

  it('knows the line of what is there, and of the parent of what is missing', () => {
    const json = parse('{\n "a": [\n  1,\n  { "b":\n 2 }\n ]\n}');
    expect(json.lineOf([])).toBe(1);
    expect(json.lineOf(['a', 1, 'b'])).toBe(5);
    expect(json.lineOf(['a', 1, 'missing'])).toBe(4);
  });
});

describe('a mistake in a JSON text', () => {
  it.each([
    ['a comma too many', '[\n  1,\n  2,\n]', 3, 4, 'Nothing follows this comma'],
    ['a comma too few', '{\n  "a": 1\n  "b": 2\n}', 3, 3, 'A comma or } is missing before this'],
    ['a missing colon', '{ "a" 1 }', 1, 7, 'A colon is missing behind "a"'],
    ['a name without quotes', '{\n  name: 1 }', 2, 3, 'A name in double quotes'],
    ['single quotes', '{ "a": \'x\' }', 1, 8, 'A value is expected here'],
    ['a text without an end', '[\n"abc\n]', 2, 1, 'closing quote'],
    ['a backslash that means nothing', '["C:\\data"]', 1, 2, 'must be written differently'],
    ['a comment', '{\n  // the name\n  "a": 1 }', 2, 3, 'no comments'],
    ['a file cut short', '[{ "a": 1', 1, 10, 'ends too early'],
    ['an empty file', '', 1, 1, 'ends too early'],
    ['something after the end', '[]\n]', 2, 1, 'Something follows the end'],
    ['a name that stands twice', '{ "a": 1,\n  "a": 2 }', 2, 3, '"a" stands here twice'],
  ])('is named with its place: %s', (_, text, line, column, message) => {
    const error = errorOf(text);
    expect(error.message).toContain(message);
    expect([error.line, error.column]).toEqual([line, column]);
  });

  it('does not hide those after it, where it is clear what was meant', () => {
    const text =
      '{\n  // the name\n  "a": [1, 2,],\n  "b": {} /* and */\n  "c": [{ "d": 1 } { "d": 2, "d": 3 }],\n}';
    expect(errorsOf(text).map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 JSON has no comments. Take this one out.',
      '3 Nothing follows this comma. Take it out.',
      '4 JSON has no comments. Take this one out.',
      '5 A comma or } is missing before this.',
      '5 A comma or ] is missing before this.',
      '5 "d" stands here twice. Keep one of them.',
      '5 Nothing follows this comma. Take it out.',
    ]);
    expect(parseJsonText(text, () => {}).value).toEqual({ a: [1, 2], b: {}, c: [{ d: 1 }, { d: 3 }] });
  });

  it('may not take the program down by its depth', () => {
    expect(errorOf('['.repeat(100_000)).message).toContain('nested too deeply');
  });
});
