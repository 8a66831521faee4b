import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../shared/parse-json.ts';
import type { Connected } from './connect.ts';

const keptIdentity = z.object({
  /** SHA-256 of the token: a token cannot be guessed from it, and another token has another. */
  token: z.string(),
  teamId: z.string(),
  enterpriseId: z.string().optional(),
  botUserId: z.string(),
  botId: z.string(),
});

/** What is kept of whose token it is, so that the next start can answer people before Slack has said so again. */
export function connectedToKept({ workspace, botId }: Connected, botToken: string): string {
  const { teamId, enterpriseId, botUserId } = workspace;
  const kept: z.infer<typeof keptIdentity> = {
    token: hashOf(botToken),
    teamId,
    ...(enterpriseId === undefined ? {} : { enterpriseId }),
    botUserId,
    botId,
  };
  return JSON.stringify(kept);
}

/** Undefined where it is of another token, which may be another workspace's, or cannot be read. */
export function keptToConnected(kept: string | undefined, botToken: string): Connected | undefined {
  const { data } = keptIdentity.safeParse(kept === undefined ? undefined : parseJson(kept));
  if (data === undefined || data.token !== hashOf(botToken)) return undefined;
  const { teamId, enterpriseId, botUserId, botId } = data;
  return { workspace: { teamId, enterpriseId, botUserId }, botId, scopes: undefined };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
