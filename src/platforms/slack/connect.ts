import { DeskError } from '../../errors.ts';
import { calling, type SlackClients } from './clients.ts';
import { isAccessLost, toSendError } from './send-error.ts';
import type { Workspace } from './user-to-person.ts';

/** What one `auth.test` tells. */
export interface Connected {
  readonly workspace: Workspace;
  readonly botId: string;
  /** The scopes that the token was given; undefined when Slack did not say. */
  readonly scopes: readonly string[] | undefined;
}

/**
 * Asks Slack whose token this is.
 *
 * @throws DeskError BAD_SETTINGS when Slack refuses it, with what to do.
 * @throws SendError when Slack cannot be asked now.
 */
export async function connect(clients: SlackClients): Promise<Connected> {
  try {
    const { team_id, enterprise_id, user_id, bot_id, response_metadata } = await calling(() =>
      clients.background.auth.test(),
    );
    if (!team_id || !user_id || !bot_id) {
      throw new DeskError(
        'BAD_SETTINGS',
        'SLACK_BOT_TOKEN is not the token of a bot. Take the "Bot User OAuth Token" (it begins with xoxb-) under "OAuth & Permissions" of the Slack app, and put it there.',
      );
    }
    const workspace = { teamId: team_id, enterpriseId: enterprise_id || undefined, botUserId: user_id };
    return { workspace, botId: bot_id, scopes: response_metadata?.scopes };
  } catch (thrown) {
    if (thrown instanceof DeskError) throw thrown;
    const error = toSendError(thrown);
    if (!isAccessLost(error)) throw error;
    throw new DeskError('BAD_SETTINGS', refusedToken(error.reason), { cause: thrown });
  }
}

function refusedToken(reason: string): string {
  return `SLACK_BOT_TOKEN was refused by Slack (${reason}). Install the app in the workspace again, copy the "Bot User OAuth Token" (it begins with xoxb-) from "OAuth & Permissions", put it there and start again.`;
}
