import { SendError, type SendFailure } from '../platform.ts';

/** What the mail library tells of a failure; its message is not used, since servers repeat addresses in it. */
interface MailFailure {
  readonly code?: string;
  readonly originalCode?: string;
  readonly timeoutType?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
}

/** Failures before anything was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EDNS',
  'ETLS',
  'ENOAUTH',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
]);

/** What a failed e-mail means for what comes next: a refusal by number is what it says, a cut connection is in doubt. */
export function toSendError(thrown: unknown): SendError {
  const { code, originalCode, timeoutType, responseCode, permanent } = (thrown ?? {}) as MailFailure;
  const reason = [code ?? 'unexpected', timeoutType ?? originalCode ?? responseCode]
    .filter((part) => part !== undefined)
    .join(' ');
  return new SendError(failureOf(), reason);

  function failureOf(): SendFailure {
    if (permanent !== undefined) return permanent ? 'never' : 'later';
    const isUnsent = [code, originalCode, timeoutType].some((one) => one !== undefined && neverSent.has(one));
    return isUnsent ? 'later' : 'unknown';
  }
}
