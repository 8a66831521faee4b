import type { ZodType } from 'zod';
import { z } from 'zod';
import { JsonTextError, parseJsonText } from './json-text.ts';
import type { Findings } from './problem.ts';

/** One entry of a list in a file, with the path to it. */
export interface Entry<T> {
  readonly path: readonly PropertyKey[];
  readonly item: T;
}

/** A JSON file that has been read: its value, and a way to name the place of what is wrong in it. */
export interface JsonFile {
  readonly value: unknown;
  /** Parses a part of it; what is wrong becomes findings. Undefined when it could not be parsed. */
  parse<T>(schema: ZodType<T>, value: unknown, path: readonly PropertyKey[]): T | undefined;
  /** Parses each entry by itself, so that one bad entry does not hide what is wrong with the others. */
  list<T>(schema: ZodType<T>, value: unknown, path: readonly PropertyKey[]): readonly Entry<T>[];
  error(path: readonly PropertyKey[], sentence: string): void;
  warn(path: readonly PropertyKey[], sentence: string): void;
}

/** Opens the text of a JSON file; a syntax error becomes a finding, and there is nothing to open. */
export function openJsonFile(text: string, findings: Findings): JsonFile | undefined {
  try {
    return createJsonFile(parseJsonText(text), findings);
  } catch (thrown) {
    if (!(thrown instanceof JsonTextError)) throw thrown;
    findings.error(`line ${thrown.line}, column ${thrown.column}`, thrown.message);
    return undefined;
  }
}

function createJsonFile(json: ReturnType<typeof parseJsonText>, findings: Findings): JsonFile {
  const place = (path: readonly PropertyKey[]) => {
    const field = pathToText(path);
    return `line ${json.lineOf(path)}${field === '' ? '' : `, ${field}`}`;
  };

  const file: JsonFile = {
    value: json.value,
    parse: (schema, value, path) => {
      const parsed = schema.safeParse(value, { error: issueToSentence });
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) {
        const unknownField = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
        findings.error(place([...path, ...issue.path, ...unknownField]), issue.message);
      }
      return undefined;
    },
    list: (schema, value, path) => {
      const items = file.parse(z.array(z.unknown(), 'must be a list in [ ].'), value, path) ?? [];
      return items.flatMap((entry, index) => {
        const entryPath = [...path, index];
        const item = file.parse(schema, entry, entryPath);
        return item === undefined ? [] : [{ path: entryPath, item }];
      });
    },
    error: (path, sentence) => findings.error(place(path), sentence),
    warn: (path, sentence) => findings.warn(place(path), sentence),
  };
  return file;
}

/** What zod has to say where a schema has no sentence of its own. */
function issueToSentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'is missing.';
  const kinds: Readonly<Record<string, string>> = {
    string: 'must be a text in double quotes.',
    object: 'must be an object in { }.',
    record: 'must be an object in { }.',
    array: 'must be a list in [ ].',
    boolean: 'must be true or false.',
    number: 'must be a number.',
    int: 'must be a whole number.',
  };
  return kinds[issue.expected];
}

/** `steps[1].ask`; the index of the entry itself is left out, as the line says it. */
function pathToText(path: readonly PropertyKey[]): string {
  const inEntry = typeof path[0] === 'number' ? path.slice(1) : path;
  return inEntry
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
