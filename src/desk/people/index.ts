export {
  type KnownPerson,
  type LearnedUser,
  linkByEmail,
  saveContact,
  saveIdentity,
} from './identities.ts';
export { createPeople } from './people.ts';
export * from './schema.ts';
export type { People, PlatformUser } from './types.ts';
