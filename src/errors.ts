import type { Text } from './chat/text.ts';

/** What went wrong, for code to branch on. The sentence for people is the error's Text. */
export type ErrorCode =
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'INVALID_INPUT'
  | 'CONFLICT'
  | 'NOT_SAVED'
  | 'STORE_BROKEN'
  | 'STORE_LOCKED'
  | 'BAD_SETTINGS'
  | 'PLATFORM_REFUSED'
  | 'UNEXPECTED';

/** A problem with one field of a form, shown beside that field. */
export type FieldProblems = Readonly<Record<string, Text>>;

export interface DeskErrorOptions {
  /** A sentence for the person. Operator errors (settings, store) may leave it out and use `message`. */
  readonly text?: Text;
  readonly fields?: FieldProblems;
  readonly cause?: unknown;
}

/**
 * The one error type that crosses folders. `message` is for operators and logs and never holds a patron's or
 * colleague's words; `text` is what the person at the desk reads.
 */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly code: ErrorCode;
  readonly text: Text | undefined;
  readonly fields: FieldProblems;

  constructor(code: ErrorCode, message: string, options: DeskErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.text = options.text;
    this.fields = options.fields ?? {};
  }
}

/** What anything that was thrown says, for operators. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Wraps anything that was thrown, once, at an edge. A DeskError passes through unchanged. */
export function toDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  return new DeskError('UNEXPECTED', messageOf(thrown), { cause: thrown });
}
