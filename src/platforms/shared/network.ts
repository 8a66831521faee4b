/** The system's words for failures before anything was sent. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A call that got no answer: the system's word for it, and whether the other side can have got anything. */
export interface NetworkFailure {
  readonly code: string;
  readonly wasSent: boolean;
}

/**
 * Reads a network failure at whatever depth fetch has wrapped it; `network` where nothing is said, which may have
 * arrived.
 *
 * @param notOurs codes that a library made up itself
 */
export function toNetworkFailure(thrown: unknown, notOurs: RegExp = /^$/): NetworkFailure {
  const code = codeOf(thrown, notOurs);
  return { code, wasSent: !neverSent.has(code) };
}

function codeOf(thrown: unknown, notOurs: RegExp): string {
  let error: unknown = thrown;
  let word = 'network';
  for (let depth = 0; depth < 5 && error instanceof Error; depth++) {
    if ('code' in error && typeof error.code === 'string' && !notOurs.test(error.code)) return error.code;
    if (error.name === 'TimeoutError') word = 'timeout';
    error = error.cause;
  }
  return word;
}
