import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Json } from './json.ts';

/** Where the bot gets its tokens, as Entra ID answers. */
export interface Login {
  /** What answers to a request; undefined when nothing is at this path. */
  answer(request: {
    readonly http: string;
    readonly path: string;
    readonly form: URLSearchParams;
    readonly base: string;
  }): Answer | undefined;
  /** Whether this token was made here and holds. */
  holds(bearer: string | undefined): boolean;
  revoke(): void;
  /** From now on this token, which was made elsewhere, holds too. */
  takeToken(token: string): void;
  /** Whether the app's secret is taken; the tokens that are out hold either way. */
  takeSecret(taken: boolean): void;
}

/** Seconds, as Entra ID does. */
const tokenLife = 3599;

export function createLogin(app: {
  readonly appId: string;
  readonly password: string;
  readonly tenant: string;
}): Login {
  const tokens = new Set<string>();
  let isTaken = true;

  function metadata(base: string): Json {
    const tenant = `${base}/${app.tenant}`;
    return {
      issuer: `${tenant}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${tenant}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  function token(form: URLSearchParams): Answer {
    const secret =
      isTaken && form.get('client_id') === app.appId && form.get('client_secret') === app.password;
    if (!secret) return denied('invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    if (form.get('grant_type') !== 'client_credentials') {
      return denied('unsupported_grant_type', 'AADSTS70003: The grant is not supported.');
    }
    if (form.get('scope') !== `${oauthScope}/.default`) {
      return denied('invalid_scope', 'AADSTS70011: The scope is not valid.');
    }
    const access = `stand-in.${randomBytes(24).toString('base64url')}`;
    tokens.add(access);
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: tokenLife,
        ext_expires_in: tokenLife,
        access_token: access,
      },
    };
  }

  return {
    answer: ({ http, path, form, base }) => {
      if (path === `/${app.tenant}/v2.0/.well-known/openid-configuration`) {
        return { status: 200, body: metadata(base) };
      }
      return http === 'POST' && path === `/${app.tenant}/oauth2/v2.0/token` ? token(form) : undefined;
    },
    holds: (bearer) => bearer !== undefined && tokens.has(bearer.replace(/^Bearer /, '')),
    revoke: () => tokens.clear(),
    takeToken: (token) => void tokens.add(token),
    takeSecret: (taken) => {
      isTaken = taken;
    },
  };
}

export const oauthScope = 'https://api.botframework.com';

function denied(error: string, description: string): Answer {
  const status = error === 'invalid_client' ? 401 : 400;
  return {
    status,
    body: {
      error,
      error_description: description,
      error_codes: [Number(description.slice(6, 13).replace(/\D/g, ''))],
    },
  };
}
