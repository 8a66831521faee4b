export { findByPerson } from './find-by-person.ts';
export {
  type KnownPerson,
  type LearnedUser,
  linkByEmail,
  saveContact,
  saveIdentity,
} from './identities.ts';
export { createMixUps, isOwners, type MixUp } from './mix-ups.ts';
export { createPeople } from './people.ts';
export * from './schema.ts';
export type { People, PlatformUser } from './types.ts';
