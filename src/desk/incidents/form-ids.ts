import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../chat/outcome.ts';

/** As many forms as are ever open at once, and more. */
const mostKept = 1000;

/**
 * The ids of reports whose forms are open. They are given at the opening, so that one form saves one report however
 * often and in whichever way it is sent. Until then the same person gets the same id for the same thing: a form that was
 * closed by mistake and opened again is still that form.
 *
 * @param isUsed whether a report with this id has been saved
 */
export function createFormIds(isUsed: (id: string) => boolean): (person: PersonId, about: string) => string {
  const ids = new Map<string, string>();
  return (person, about) => {
    const key = `${person}\n${about}`;
    const known = ids.get(key);
    if (known !== undefined && !isUsed(known)) return known;
    const id = randomUUID();
    ids.delete(key);
    ids.set(key, id);
    const [oldest] = ids.keys();
    if (ids.size > mostKept && oldest !== undefined) ids.delete(oldest);
    return id;
  };
}
