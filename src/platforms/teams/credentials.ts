import {
  AuthError,
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  ServerError,
} from '@azure/msal-node';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import {
  AuthenticationConstants,
  MsalServiceClientCredentialsFactory,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { SendError } from '../platform.ts';
import { within } from '../shared/within.ts';
import { operatorPauseMs, toSendError } from './send-error.ts';
import type { TeamsSettings } from './settings.ts';

/** MSAL itself would wait for ever. */
const timeoutMs = 10_000;

type SdkClient = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];

/** Tokens for what we send. */
export interface Tokens {
  /**
   * Kept until shortly before it ends, unless a new one is wanted; undefined where none is needed.
   *
   * @throws SendError
   */
  get(wantsNew: boolean): Promise<string | undefined>;
}

/** What the SDK takes for the app's own credentials. */
export function createCredentialsFactory(settings: TeamsSettings): ServiceClientCredentialsFactory {
  const { appId = '', password = '', tenantId = '', appType, cloud, local } = settings;
  if (local) return new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: '' });
  if (appType === 'UserAssignedMSI') {
    return new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: tenantId,
      MicrosoftAppType: appType,
    });
  }
  const authority =
    cloud?.loginUrl ??
    (appType === 'MultiTenant'
      ? AuthenticationConstants.ToChannelFromBotLoginUrl
      : `${AuthenticationConstants.ToChannelFromBotLoginUrlPrefix}${tenantId}`);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: appId,
      clientSecret: password,
      authority,
      // Without it MSAL asks the public cloud whether it knows an authority, wherever that is.
      ...(cloud === undefined ? {} : { knownAuthorities: [new URL(cloud.loginUrl).host] }),
    },
  });
  // One class, which the package describes twice.
  return new MsalServiceClientCredentialsFactory(appId, client as unknown as SdkClient);
}

export function createTokens(settings: TeamsSettings, factory: ServiceClientCredentialsFactory): Tokens {
  const { appId = '', cloud, local, clock } = settings;
  const scope = cloud?.oauthScope ?? AuthenticationConstants.ToChannelFromBotOAuthScope;
  const login = cloud?.loginUrl ?? AuthenticationConstants.ToChannelFromBotLoginUrl;
  const asking = new Map<boolean, Promise<string>>();

  /**
   * The machine vouches for the app. Not by the SDK: that one would also try whoever is signed in there with Microsoft's
   * tools, and cannot ask for a new token while it has one.
   */
  const machine =
    settings.appType === 'UserAssignedMSI'
      ? new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: appId } })
      : undefined;

  async function ask(wantsNew: boolean): Promise<string> {
    try {
      if (machine !== undefined) {
        return (await machine.acquireToken({ resource: scope, forceRefresh: wantsNew })).accessToken;
      }
      const credentials = await factory.createCredentials(appId, scope, login, true);
      // The SDK's type promises less than what its factories make.
      const { getToken } = credentials as { readonly getToken?: (isNew: boolean) => Promise<string> };
      if (getToken === undefined) throw new SendError('later', 'no_token');
      return await getToken.call(credentials, wantsNew);
    } catch (thrown) {
      throw tokenErrorToSendError(thrown);
    }
  }

  async function askInTime(wantsNew: boolean): Promise<string> {
    const answer = await within(ask(wantsNew), timeoutMs, clock);
    if (!answer.done) throw new SendError('later', 'timeout');
    return answer.value;
  }

  return {
    async get(wantsNew) {
      if (local) return undefined;
      // Several sends at once ask once.
      const answer = asking.get(wantsNew) ?? askInTime(wantsNew).finally(() => asking.delete(wantsNew));
      asking.set(wantsNew, answer);
      return answer;
    },
  };
}

/** Whether Microsoft refused the app's own credentials. */
export function isRefused(error: SendError): boolean {
  return error.reason.startsWith('refused:');
}

function tokenErrorToSendError(thrown: unknown): SendError {
  if (thrown instanceof AuthError) {
    // Whatever stood in the answer, also what is no word.
    const code = /^\w+$/.exec(String(thrown.errorCode))?.[0] ?? 'token_error';
    const refused = thrown instanceof ServerError && /client|tenant|scope|resource/.test(code);
    return refused
      ? new SendError('later', `refused:${code}`, { retryAfterMs: operatorPauseMs, cause: thrown })
      : new SendError('later', code, { cause: thrown });
  }
  const error = toSendError(thrown);
  // Nothing has been sent yet.
  return new SendError('later', error.reason, { cause: thrown });
}
