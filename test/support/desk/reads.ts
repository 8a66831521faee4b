import { eventually } from '../eventually.ts';
import type { Person } from './person.ts';

/** Waits until the person's conversation says this, and gives it back. */
export function reads(person: Person, words: string): Promise<string> {
  return eventually(`${person.name} reads "${words}"`, async () => {
    const seen = await person.sees();
    if (!seen.includes(words)) throw new Error(seen);
    return seen;
  });
}
