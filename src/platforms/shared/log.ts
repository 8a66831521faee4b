/** The part of pino's logger that platforms use. Fields never hold message text, notes or tokens. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What an unexpected error was and where, without its message, which may hold somebody's words. */
export function errorFields(thrown: unknown): { readonly error: string; readonly at?: string } {
  if (!(thrown instanceof Error)) return { error: 'unknown' };
  const at = thrown.stack?.split('\n').find((line) => line.startsWith('    at '));
  return { error: thrown.name, ...(at === undefined ? {} : { at: at.trim() }) };
}
