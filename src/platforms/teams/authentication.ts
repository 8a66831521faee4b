import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  AuthenticationError,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { createClock } from '../../clock.ts';
import { readBearerToken, signatureProblem } from './bearer-token.ts';
import type { TeamsSettings } from './settings.ts';
import { createSigningKeys, type SigningKeys } from './signing-keys.ts';

/** A request that is not let in. The problem is for the log. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: 401 | 403 | 503;

  constructor(status: 401 | 403 | 503, problem: string) {
    super(problem);
    this.status = status;
  }
}

/** What the SDK goes by, which looks at the token after us: a driven clock would be another opinion. */
const machineClock = createClock();

/** The one channel that our app is made for. */
const channel = 'msteams';

/** Errors of the token library, which the SDK passes on as if something had failed here. */
const tokenErrors = new Set(['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError']);

/**
 * The SDK's check of what arrives, made strict. By itself it takes tokens that never end, tokens of the emulator and of
 * other bots, activities without a service address (whose answers would then go anywhere) or without a channel (whose
 * key then needs no endorsement), and answers some forgeries as a failure of ours. It also prints every forgery on the
 * console, with its stack: so what it would print about is found here, before it sees the token.
 */
export class StrictAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #issuer: string;
  readonly #local: boolean;
  readonly keys: SigningKeys;

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
    const address = cloud?.openIdMetadataUrl ?? AuthenticationConstants.ToBotFromChannelOpenIdMetadataUrl;
    this.keys = createSigningKeys({ address, clock: settings.clock, log: settings.log });
    // The SDK has one reader for each address, which waits without end, and after a day forgets what it has read.
    new JwtTokenExtractor({}, address, []).openIdMetadata.getKey = this.keys.get;
  }

  /** @throws RefusedError */
  override async authenticateRequest(activity: Activity, header: string) {
    if (this.#local) {
      if (activity.channelId !== channel) throw new RefusedError(403, 'another channel');
      return super.authenticateRequest(activity, '');
    }
    const token = readBearerToken(header);
    if (typeof token === 'string') throw new RefusedError(401, token);
    if (token.claims.iss !== this.#issuer) throw new RefusedError(401, 'another issuer');
    if (activity.channelId !== channel) throw new RefusedError(403, 'another channel');
    if (!activity.serviceUrl) throw new RefusedError(403, 'no service address');
    try {
      const key = await this.keys.get(token.header.kid);
      if (key === null) throw new RefusedError(401, 'an unknown key');
      const problem = signatureProblem(token, key, channel, machineClock.now());
      if (problem !== undefined) throw new RefusedError(401, problem);
      return await super.authenticateRequest(activity, header);
    } catch (thrown) {
      throw toRefusedError(thrown);
    }
  }
}

function toRefusedError(thrown: unknown): RefusedError {
  if (thrown instanceof RefusedError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  if (tokenErrors.has(name)) return new RefusedError(401, name);
  if (thrown instanceof AuthenticationError && thrown.statusCode < 500) {
    return new RefusedError(401, 'not authenticated');
  }
  return new RefusedError(503, 'the keys of the Bot Framework cannot be read');
}
