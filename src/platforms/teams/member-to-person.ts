import { z } from 'zod';
import type { Standing } from '../../chat/request.ts';
import type { DirectoryPerson } from '../platform.ts';
import { maybe, teamsId } from './activity.ts';

const member = z.object({
  id: teamsId,
  name: maybe,
  objectId: maybe,
  aadObjectId: maybe,
  email: maybe,
  userPrincipalName: maybe,
  tenantId: maybe,
  userRole: maybe,
});
type Member = z.infer<typeof member>;

/** A person as Teams describes them, with the id that only our app knows them by. */
export interface TeamsPerson extends DirectoryPerson {
  readonly member: string;
}

/** Undefined when this is no member. @param tenant ours; undefined when local */
export function memberToPerson(raw: unknown, tenant: string | undefined): TeamsPerson | undefined {
  const found = member.safeParse(raw).data;
  if (found === undefined) return undefined;
  const { id, name, email, userPrincipalName } = found;
  const signIn = userPrincipalName ?? email;
  return {
    tenant: found.tenantId?.toLowerCase() ?? tenant ?? localTenant,
    user: userOf(found.aadObjectId ?? found.objectId, id),
    name: name ?? signIn ?? id,
    standing: standingOf(found, tenant),
    active: true,
    member: id,
    ...(signIn === undefined ? {} : { email: signIn }),
    ...(email === undefined || email === signIn ? {} : { otherEmail: email }),
  };
}

/** Where there is none. */
export const localTenant = 'local';

/** Entra's id of a person, which is the same for every app; the app's own where Entra does not know them. */
export function userOf(entraId: string | undefined, member: string): string {
  return entraId?.toLowerCase() ?? member;
}

function standingOf({ id, userRole, userPrincipalName, tenantId }: Member, tenant?: string): Standing {
  if (id.startsWith('28:')) return 'bot';
  const elsewhere = tenant !== undefined && tenantId !== undefined && tenantId.toLowerCase() !== tenant;
  if (elsewhere || userRole === 'anonymous') return 'outsider';
  const guest = userRole === 'guest' || /#ext#/i.test(userPrincipalName ?? '');
  return guest ? 'guest' : 'member';
}
