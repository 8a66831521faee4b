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

/** Whose token this is. */
export interface Identity {
  /** As Slack has said it; until then as it was recalled, if it was. */
  known(): Connected | undefined;
  /** Takes over what an earlier life of the desk was told about this very token. */
  recall(earlier: Connected | undefined): void;
  /** As Slack says it: asked for by one call at a time, and no more once it has answered. Throws as `connect` does. */
  ask(): Promise<Connected>;
  /** What is known, and only when nothing is, what Slack says. Throws as `connect` does. */
  knownOrAsk(): Promise<Connected>;
}

export function createIdentity(clients: SlackClients): Identity {
  let known: Connected | undefined;
  let asked: Promise<Connected> | undefined;

  async function askSlack(): Promise<Connected> {
    try {
      known = await connect(clients);
      return known;
    } catch (thrown) {
      asked = undefined;
      throw thrown;
    }
  }

  function ask(): Promise<Connected> {
    asked ??= askSlack();
    return asked;
  }

  return {
    known: () => known,
    recall: (earlier) => {
      known ??= earlier;
    },
    ask,
    knownOrAsk: async () => known ?? ask(),
  };
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
