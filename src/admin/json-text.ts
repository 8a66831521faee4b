/** A JSON text with the place of everything in it, so that a mistake can be named by its line. */
export interface JsonText {
  readonly value: unknown;
  /** The line (from 1) of the value at this path, or of its nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** A text that is no JSON. Line and column count from 1. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** Deeper than any file of ours, and far below what the call stack holds. */
const deepest = 64;

const literals: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

/**
 * Parses JSON. JSON.parse is not used because on Node 20 its errors often have no position and its values never do.
 *
 * @param tell what is wrong although it is clear what was meant: a comma, a comment, a name that stands twice. The
 * rest is parsed all the same, so that everything in a file can be named at once.
 * @throws JsonTextError saying what is wrong and what to do, where it is not clear how to go on.
 */
export function parseJsonText(text: string, tell: (error: JsonTextError) => void): JsonText {
  const offsets = new Map<string, number>();
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  let at = start;

  function errorAt(message: string, offset: number): JsonTextError {
    const before = text.slice(start, offset).split('\n');
    return new JsonTextError(message, before.length, (before.at(-1) ?? '').length + 1);
  }

  function fail(message: string, offset = at): never {
    throw errorAt(message, offset);
  }

  function skipSpace(): void {
    const comment = /\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y;
    for (;;) {
      while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
      comment.lastIndex = at;
      const found = comment.exec(text)?.[0];
      if (found === undefined) return;
      tell(errorAt('JSON has no comments. Take this one out.', at));
      at += found.length;
    }
  }

  function value(path: string, depth: number): unknown {
    skipSpace();
    if (depth > deepest) fail('This is nested too deeply.');
    offsets.set(path, at);
    const start = text[at];
    if (start === '{') return object(path, depth);
    if (start === '[') return array(path, depth);
    if (start === '"') return quoted();
    return bare();
  }

  function object(path: string, depth: number): unknown {
    const members = new Map<string, unknown>();
    at += 1;
    skipSpace();
    while (text[at] !== '}') {
      const keyAt = at;
      if (text[at] !== '"') fail('A name in double quotes is expected here, such as "name".');
      const key = quoted();
      if (members.has(key)) tell(errorAt(`"${key}" stands here twice. Keep one of them.`, keyAt));
      skipSpace();
      if (text[at] !== ':') fail(`A colon is missing behind "${key}".`);
      at += 1;
      members.set(key, value(joinPath(path, key), depth + 1));
      separator('}');
    }
    at += 1;
    return Object.fromEntries(members);
  }

  function array(path: string, depth: number): unknown {
    const items: unknown[] = [];
    at += 1;
    skipSpace();
    while (text[at] !== ']') {
      items.push(value(joinPath(path, items.length), depth + 1));
      separator(']');
    }
    at += 1;
    return items;
  }

  /** Moves past a comma to the next element, or up to the closing bracket. */
  function separator(closing: '}' | ']'): void {
    skipSpace();
    if (text[at] === closing) return;
    if (at >= text.length) fail(`The file ends too early: a ${closing} is missing.`);
    if (text[at] !== ',') {
      if (!startsNext(closing)) fail(`A comma or ${closing} is missing before this.`);
      tell(errorAt(`A comma or ${closing} is missing before this.`, at));
      return;
    }
    const comma = at;
    at += 1;
    skipSpace();
    if (text[at] === closing) tell(errorAt('Nothing follows this comma. Take it out.', comma));
  }

  /** Whether the next element begins here, so that only a comma can be missing. */
  function startsNext(closing: '}' | ']'): boolean {
    return closing === '}'
      ? /"[^"\n]*"\s*:/y.test(text.slice(at, at + 100))
      : '{["'.includes(text[at] ?? 'x');
  }

  function quoted(): string {
    const start = at;
    at += 1;
    while (text[at] !== '"') {
      if (at >= text.length || text[at] === '\n') fail('The closing quote of this text is missing.', start);
      at += text[at] === '\\' ? 2 : 1;
    }
    at += 1;
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      return fail(
        'This text holds a character that must be written differently, such as \\\\ for \\.',
        start,
      );
    }
  }

  function bare(): unknown {
    const start = at;
    const word = /[^\s,:{}[\]"]*/y;
    word.lastIndex = at;
    const found = word.exec(text)?.[0] ?? '';
    if (found === '' && at >= text.length) fail('The file ends too early: a value is missing.');
    if (Object.hasOwn(literals, found)) {
      at += found.length;
      return literals[found];
    }
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(found)) {
      at += found.length;
      return Number(found);
    }
    return fail('A value is expected here: a text in double quotes, a number, true, false, [ or {.', start);
  }

  const parsed = value('', 0);
  skipSpace();
  if (at < text.length) fail('Something follows the end. Take it out, or check the brackets before it.');

  // Counted once: a file with thousands of mistakes asks for the line of each.
  const lineEnds: number[] = [];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lineEnds.push(end);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, lineEnds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lineEnds[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };

  return {
    value: parsed,
    lineOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const offset = offsets.get(path.slice(0, length).reduce<string>(joinPath, ''));
        if (offset !== undefined) return lineAt(offset);
      }
      return 1;
    },
  };
}

/** Keys may hold any character but this one, which ends each step of a path. */
function joinPath(path: string, key: PropertyKey): string {
  return `${path}${String(key)}\u0000`;
}
