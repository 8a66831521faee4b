import type { ZodType } from 'zod';
import { z } from 'zod';
import { JsonTextError, parseJsonText } from './json-text.ts';
import type { Findings, Place } from './problem.ts';

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

/**
 * Opens the text of a JSON file. What is wrong with the text becomes findings; undefined where it cannot be told what
 * the rest means.
 */
export function openJsonFile(text: string, findings: Findings): JsonFile | undefined {
  const tell = ({ line, column, message }: JsonTextError) =>
    findings.error({ line, field: `column ${column}` }, message);
  if (text.replace('\uFEFF', '').trim() === '') {
    findings.error(undefined, 'is empty. data/demo shows what it looks like.');
    return undefined;
  }
  try {
    return createJsonFile(parseJsonText(text, tell), findings);
  } catch (thrown) {
    if (!(thrown instanceof JsonTextError)) throw thrown;
    tell(thrown);
    return undefined;
  }
}

/** The fields of an object that are right by themselves, so that one mistake does not hide another. */
export function rightFieldsOf<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): Partial<z.output<Schema>> {
  if (typeof value !== 'object' || value === null) return {};
  const written = value as Readonly<Record<string, unknown>>;
  const right: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const parsed = z.safeParse(field, written[name]);
    if (parsed.success && parsed.data !== undefined) right[name] = parsed.data;
  }
  // Each field was just parsed by its own part of the schema, which TypeScript cannot follow.
  return right as Partial<z.output<Schema>>;
}

/** The same for each entry of a list; none where it is no list. */
export function rightFieldsIn<Schema extends z.ZodObject>(
  schema: Schema,
  list: unknown,
  path: readonly PropertyKey[],
): readonly Entry<Partial<z.output<Schema>>>[] {
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown, index) => ({
    path: [...path, index],
    item: rightFieldsOf(schema, value),
  }));
}

function createJsonFile(json: ReturnType<typeof parseJsonText>, findings: Findings): JsonFile {
  const place = (path: readonly PropertyKey[]): Place => {
    const field = [...entryOnSharedLine(path), pathToText(path)].filter((part) => part !== '').join(', ');
    return { line: json.lineOf(path), ...(field !== '' && { field }) };
  };

  /** What the line does not say where a file has several entries on one. */
  function entryOnSharedLine([index]: readonly PropertyKey[]): readonly string[] {
    if (typeof index !== 'number' || !Array.isArray(json.value)) return [];
    const neighbours = [index - 1, index + 1].filter((one) => one in (json.value as readonly unknown[]));
    const line = json.lineOf([index]);
    if (!neighbours.some((one) => json.lineOf([one]) === line)) return [];
    return [`entry ${index + 1}`];
  }

  const file: JsonFile = {
    value: json.value,
    parse: (schema, value, path) => {
      const parsed = schema.safeParse(value, { error: issueToSentence });
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) {
        const at = [...path, ...issue.path];
        if (issue.code !== 'unrecognized_keys') findings.error(place(at), issue.message);
        else {
          // `fields` has a line for each of them.
          for (const [index, sentence] of issue.message.split('\n').entries())
            findings.error(place([...at, issue.keys[index] ?? '']), sentence);
        }
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
  if (issue.input === undefined) return 'is missing. Add it.';
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
