import type { Clock } from '../../clock.ts';
import type { Log } from '../shared/log.ts';

export interface TeamsSettings {
  /** `TEAMS_LOCAL`: whoever reaches us on this machine is believed, and there is no app. */
  readonly local: boolean;
  /** `MicrosoftAppId`; absent only when local. */
  readonly appId?: string;
  /** `MicrosoftAppPassword`; absent with a managed identity. */
  readonly password?: string;
  /** `MicrosoftAppTenantId`; absent only when local. */
  readonly tenantId?: string;
  /** `MicrosoftAppType` */
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  /** Another cloud of Microsoft's, or a stand-in; the public one when absent. */
  readonly cloud?: {
    readonly loginUrl: string;
    readonly oauthScope: string;
    readonly tokenIssuer: string;
    readonly openIdMetadataUrl: string;
    readonly oauthUrl: string;
  };
  readonly log: Log;
  readonly clock: Clock;
  /** The IANA zone of those whose own is not known. */
  readonly zone: () => string;
  /** Ids of the buttons that open a form: Teams has to know it when it draws them. */
  readonly formButtons: ReadonlySet<string>;
  /** Id of the button that stands for typing a command, with the words as its value. */
  readonly commandButton: string;
}
