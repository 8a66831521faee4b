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

/** Waits until a private reply to the person says this, and gives all of them back. */
export function hears(person: Person, words: string): Promise<string> {
  return eventually(`${person.name} hears "${words}"`, async () => {
    const heard = await person.hears();
    if (!heard.includes(words)) throw new Error(heard);
    return heard;
  });
}
