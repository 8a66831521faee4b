import { z } from 'zod';
import type { Standing } from '../../chat/request.ts';
import type { DirectoryPerson } from '../platform.ts';
import { maybe, slackId } from './payload-fields.ts';

/** The workspace that we are connected to, and who we are there. */
export interface Workspace {
  readonly teamId: string;
  /** The Enterprise Grid organisation, if it belongs to one. */
  readonly enterpriseId: string | undefined;
  readonly botUserId: string;
}

/** A person as Slack describes them, with the language that only Slack knows. */
export interface SlackPerson extends DirectoryPerson {
  readonly locale?: string;
}

const flag = z.boolean().nullish();

const slackUser = z.object({
  id: slackId,
  team_id: maybe,
  name: maybe,
  real_name: maybe,
  tz: maybe,
  locale: maybe,
  deleted: flag,
  is_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  profile: z.object({ email: maybe, display_name: maybe, real_name: maybe }).nullish(),
  enterprise_user: z.object({ enterprise_id: maybe }).nullish(),
});
type SlackUser = z.infer<typeof slackUser>;

/** Undefined when this is no user object. */
export function userToPerson(raw: unknown, workspace: Workspace): SlackPerson | undefined {
  const found = slackUser.safeParse(raw);
  if (!found.success) return undefined;
  const user = found.data;
  const { profile } = user;
  const ours = isOurs(user, workspace);
  return {
    tenant: ours ? workspace.teamId : (user.team_id ?? workspace.teamId),
    user: user.id,
    name: profile?.display_name ?? profile?.real_name ?? user.real_name ?? user.name ?? user.id,
    standing: standing(user, ours),
    active: user.deleted !== true,
    ...(profile?.email === undefined ? {} : { email: profile.email }),
    ...(user.tz === undefined ? {} : { zone: user.tz }),
    ...(user.locale === undefined ? {} : { locale: user.locale }),
  };
}

function standing(user: SlackUser, ours: boolean): Standing {
  // Slackbot is not marked as a bot.
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  if (!ours || user.is_stranger) return 'outsider';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

/** In Enterprise Grid the people of a sister workspace belong to the same organisation. */
function isOurs(user: SlackUser, { teamId, enterpriseId }: Workspace): boolean {
  if (user.team_id === undefined || user.team_id === teamId) return true;
  if (enterpriseId === undefined) return false;
  return user.team_id === enterpriseId || user.enterprise_user?.enterprise_id === enterpriseId;
}
