/** @import { WirePerson, WireStart } from '../wire.ts' */

/**
 * Where somebody talks: their conversation with the desk, and the channels of the branches, their own first.
 *
 * @param {WirePerson} person
 * @param {WireStart} start as it is now
 * @param {Readonly<Record<string, string>>} words
 * @returns {readonly { id: string, name: string, hint: string }[]}
 */
export function placesOf({ user, ...person }, { people, branches }, words) {
  const codes = people.find((one) => one.user === user)?.branches ?? person.branches;
  const own = branches.filter(({ code }) => codes.includes(code));
  const others = branches.filter(({ code }) => !codes.includes(code));
  const hint = words.channelHint ?? '';
  return [
    { id: `person:${user}`, name: words.desk ?? '', hint: words.deskHint ?? '' },
    ...[...own, ...others].map(({ code, name }) => ({ id: `channel:${code}`, name, hint })),
  ];
}

/**
 * What somebody is, where they work, and until when their shift is; or that they have left.
 *
 * @param {string} user
 * @param {WireStart} start as it is now
 */
export function aboutOf(user, { people, left, branches }) {
  const person = [...people, ...left].find((one) => one.user === user);
  const own = branches.filter(({ code }) => person?.branches.includes(code)).map(({ name }) => name);
  return [person?.role, own.join(', '), person?.detail].filter((part) => part).join(' · ');
}
