import { CsvError, parse } from 'csv-parse/sync';
import { closest } from 'fastest-levenshtein';
import type { Findings } from './problem.ts';

const columns = ['branch', 'staff', 'position', 'start', 'end', 'flags'] as const;
export type ShiftColumn = (typeof columns)[number];

/** The cells of one line by their columns; those of a column that the file does not have are undefined. */
export type ShiftLine = Readonly<Partial<Record<ShiftColumn, string>>>;

/** A line of the file that is not empty. */
export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a text that say something, whichever system wrote it. No cell of a plan holds a line break, so a quote
 * that is not closed spoils its own line alone.
 */
export function* linesOf(text: string): Generator<TextLine, undefined> {
  const end = /\r\n|\n|\r|$/g;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; at < text.length; line += 1) {
    end.lastIndex = at;
    const found = end.exec(text);
    const written = text.slice(at, found?.index);
    // Excel saves rows that were emptied as separators alone.
    if (/[^\s,;]/.test(written)) yield { line, text: written };
    at = end.lastIndex + (found?.[0] === '' ? 1 : 0);
  }
}

/**
 * Takes the header off the lines. Columns are separated as it separates them: by commas, or by semicolons, as Excel
 * writes them in much of Europe.
 *
 * @returns the reader of the lines after it, which tells of a line that cannot be cut into cells and has none for it;
 * undefined when nothing can be read.
 */
export function readHeader(
  lines: Iterator<TextLine, undefined>,
  findings: Findings,
): ((line: TextLine) => ShiftLine | undefined) | undefined {
  const first = lines.next().value;
  if (first === undefined) {
    findings.error(
      undefined,
      `is empty. Write the line ${columns.join(',')} and the shifts below it, or remove the file to have none.`,
    );
    return undefined;
  }
  const separator = first.text.includes(';') && !first.text.includes(',') ? ';' : ',';
  const place = { line: first.line };
  const header = cellsOf(first.text, separator)?.map((name) => name.toLowerCase()) ?? [];
  const isColumn = (name: string): name is ShiftColumn => columns.some((column) => column === name);
  if (!header.some(isColumn)) {
    findings.error(place, `must name the columns: ${columns.join(separator)}`);
    return undefined;
  }
  for (const [index, name] of header.entries()) {
    if (name !== '' && !isColumn(name)) {
      findings.error(place, `"${name}" is not a column. Did you mean "${closest(name, columns)}"?`);
    } else if (name !== '' && header.indexOf(name) < index) {
      findings.error(place, `names the column ${name} twice. Keep one.`);
    }
  }
  const missing = columns.filter((column) => column !== 'flags' && !header.includes(column));
  if (missing.length > 0) {
    findings.error(
      place,
      `must name the columns ${columns.join(separator)}. Missing: ${missing.join(', ')}.`,
    );
  }

  return ({ line, text }) => {
    const cells = cellsOf(text, separator);
    if (cells === undefined) {
      findings.error(
        { line },
        'has a double quote that is not closed, or in the wrong place. Correct or remove it.',
      );
      return undefined;
    }
    if (cells.length === 1 && header.length > 1) {
      findings.error(
        { line },
        `is not cut into columns. Separate them by ${separator} as the first line does.`,
      );
      return undefined;
    }
    if (cells.slice(header.length).some((cell) => cell !== '')) {
      findings.error(
        { line },
        `has more than ${header.length} columns. Put a cell that holds a ${separator} into double quotes.`,
      );
      return undefined;
    }
    const read: Partial<Record<ShiftColumn, string>> = {};
    for (const [index, name] of header.entries()) if (isColumn(name)) read[name] ??= cells[index] ?? '';
    return read;
  };
}

/** Undefined when its quotes are wrong. */
function cellsOf(text: string, separator: string): readonly string[] | undefined {
  // Nearly every line has none, and a year of shifts is read while the desk answers.
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  try {
    return parse(text, { delimiter: separator, trim: true })[0];
  } catch (thrown) {
    if (thrown instanceof CsvError) return undefined;
    throw thrown;
  }
}
