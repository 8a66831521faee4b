import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { z } from 'zod';
import type { TeamsSettings } from './settings.ts';

/** A request that is not let in. The problem is for the log. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: 401 | 403 | 503;

  constructor(status: 401 | 403 | 503, problem: string) {
    super(problem);
    this.status = status;
  }
}

const tokenHeader = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']) });
const tokenClaims = z.object({ iss: z.string(), exp: z.number() });

/** The one channel that our app is made for. */
const channel = 'msteams';

/** Errors of the token library, which the SDK passes on as if something had failed here. */
const tokenErrors = new Set(['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError']);

/**
 * The SDK's check of what arrives, made strict. By itself it takes tokens that never end, tokens of the emulator and of
 * other bots, activities without a service address (whose answers would then go anywhere) or without a channel (whose
 * key then needs no endorsement), and answers some forgeries as a failure of ours.
 */
export class StrictAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #issuer: string;
  readonly #local: boolean;

  constructor(settings: TeamsSettings, credentials: ServiceClientCredentialsFactory) {
    const { appId = '', cloud } = settings;
    super(
      {
        MicrosoftAppId: appId,
        ...(cloud === undefined
          ? {}
          : {
              ToChannelFromBotLoginUrl: cloud.loginUrl,
              ToChannelFromBotOAuthScope: cloud.oauthScope,
              ToBotFromChannelTokenIssuer: cloud.tokenIssuer,
              OAuthUrl: cloud.oauthUrl,
              ToBotFromChannelOpenIdMetadataUrl: cloud.openIdMetadataUrl,
              ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdMetadataUrl,
              CallerId: '',
              ValidateAuthority: 'false',
            }),
      },
      credentials,
    );
    this.#issuer = cloud?.tokenIssuer ?? AuthenticationConstants.ToBotFromChannelTokenIssuer;
    this.#local = settings.local;
  }

  /** @throws RefusedError */
  override async authenticateRequest(activity: Activity, header: string) {
    if (this.#local) return super.authenticateRequest(activity, '');
    const problem = tokenProblem(header, this.#issuer);
    if (problem !== undefined) throw new RefusedError(401, problem);
    if (activity.channelId !== channel) throw new RefusedError(403, 'another channel');
    if (!activity.serviceUrl) throw new RefusedError(403, 'no service address');
    try {
      return await super.authenticateRequest(activity, header);
    } catch (thrown) {
      throw toRefusedError(thrown);
    }
  }
}

/** What is wrong with a token before its signature is looked at. */
function tokenProblem(authorization: string, issuer: string): string | undefined {
  const [, head, body] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  if (head === undefined || body === undefined) return 'no token';
  if (!tokenHeader.safeParse(decode(head)).success) return 'not signed by a known method';
  const claims = tokenClaims.safeParse(decode(body)).data;
  if (claims === undefined) return 'no issuer or no end';
  return claims.iss === issuer ? undefined : 'another issuer';
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function toRefusedError(thrown: unknown): RefusedError {
  const name = thrown instanceof Error ? thrown.name : '';
  if (tokenErrors.has(name)) return new RefusedError(401, name);
  // Of this type is also a key set that cannot be read: then nobody can be let in for now.
  if (thrown instanceof AuthenticationError && thrown.statusCode < 500) {
    return new RefusedError(401, 'not authenticated');
  }
  return new RefusedError(503, 'the keys of the Bot Framework cannot be read');
}
