import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SendError, type SendFailure } from '../platform.ts';
import { toNetworkFailure } from '../shared/network.ts';

/** Slack's words for an access that has ended or lacks a permission: an operator can mend it, so nothing is given up. */
const accessLost = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'org_login_required',
  'two_factor_setup_required',
  'app_uninstalled',
]);

/** How long to wait where only an operator can help. */
const operatorPauseMs = 60_000;

/** Refusals that say nothing about the message itself. */
const temporary: Readonly<Record<string, SendFailure>> = {
  ratelimited: 'later',
  rate_limited: 'later',
  message_limit_exceeded: 'later',
  team_added_to_org: 'later',
  service_unavailable: 'later',
  // Slack's reference says of these that some of it may have been done.
  internal_error: 'unknown',
  fatal_error: 'unknown',
  request_timeout: 'unknown',
};

/** The message is too large for whoever said so, and will be the next time. */
const tooLarge = 413;

/**
 * What a failed call to Slack means for what comes next. What Slack refuses by name is final, unless the name says
 * otherwise. Slack itself says so with the status 200: one from 400 on comes from something in between, such as a filter,
 * which has not passed the call on.
 */
export function toSendError(thrown: unknown): SendError {
  if (thrown instanceof SendError) return thrown;
  if (thrown instanceof WebAPIRateLimitedError) {
    return new SendError('later', 'ratelimited', { retryAfterMs: thrown.retryAfter * 1000, cause: thrown });
  }
  if (thrown instanceof WebAPIHTTPError) {
    const { statusCode } = thrown;
    const failure = statusCode >= 500 ? 'unknown' : statusCode === tooLarge ? 'never' : 'later';
    return new SendError(failure, `http_${statusCode}`, { cause: thrown });
  }
  if (thrown instanceof WebAPIPlatformError) return platformErrorToSendError(thrown);
  const { code, wasSent } = toNetworkFailure(thrown, /^slack_/);
  if (!wasSent) return new SendError('later', code, { cause: thrown });
  // A 429 whose Retry-After cannot be read reaches us as a plain error.
  if (thrown instanceof WebAPIRequestError || !/Retry header/.test(String(thrown))) {
    return new SendError('unknown', code, { cause: thrown });
  }
  return new SendError('later', 'ratelimited', { retryAfterMs: operatorPauseMs, cause: thrown });
}

/** Whether Slack refused the token itself rather than the call. */
export function isAccessLost(error: SendError): boolean {
  return accessLost.has(error.reason);
}

/** Whether only an operator can help, so that asking again soon would be refused again. */
export function needsOperator({ reason }: Pick<SendError, 'reason'>): boolean {
  return accessLost.has(reason) || reason === 'missing_scope';
}

function platformErrorToSendError(error: WebAPIPlatformError): SendError {
  const reason = error.data.error;
  if (needsOperator({ reason })) {
    return new SendError('later', reason, { retryAfterMs: operatorPauseMs, cause: error });
  }
  return new SendError(temporary[reason] ?? 'never', reason, { cause: error });
}
