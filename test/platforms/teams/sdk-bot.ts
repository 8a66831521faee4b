import { ConfidentialClientApplication } from '@azure/msal-node';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { MsalServiceClientCredentialsFactory } from 'botframework-connector';
import type { TeamsStandIn } from '../../support/teams/index.ts';

type SdkClient = ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];

/** The SDK's own adapter, without its web part. */
export class Adapter extends CloudAdapter {
  take(
    header: string,
    activity: unknown,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(header, activity as Activity, logic);
  }
}

export function createClient(
  teams: TeamsStandIn,
  clientSecret = teams.settings.MicrosoftAppPassword ?? '',
): ConfidentialClientApplication {
  const authority = teams.settings.ToChannelFromBotLoginUrl ?? '';
  const knownAuthorities = [new URL(authority).host];
  return new ConfidentialClientApplication({
    auth: { clientId: teams.appId, clientSecret, authority, knownAuthorities },
  });
}

export function credentials(teams: TeamsStandIn): MsalServiceClientCredentialsFactory {
  const client = createClient(teams);
  // One class, which the package describes twice.
  return new MsalServiceClientCredentialsFactory(teams.appId, client as unknown as SdkClient);
}

/** A fresh token: the SDK would hand out the last one again. */
export async function bearerOf(teams: TeamsStandIn): Promise<string> {
  const client = createClient(teams);
  const scopes = ['https://api.botframework.com/.default'];
  const made = await client.acquireTokenByClientCredential({ scopes });
  return `Bearer ${made?.accessToken}`;
}

export function createAdapter(teams: TeamsStandIn): Adapter {
  const { settings } = teams;
  const cloud = {
    ...settings,
    MicrosoftAppType: 'MultiTenant',
    ToBotFromEmulatorOpenIdMetadataUrl: settings.ToBotFromChannelOpenIdMetadataUrl ?? '',
    CallerId: '',
    ValidateAuthority: 'false',
  };
  return new Adapter(new ConfigurationBotFrameworkAuthentication(cloud, credentials(teams)));
}
