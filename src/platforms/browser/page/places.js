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
