import { eventually } from '../eventually.ts';
import type { Person } from './person.ts';

/** Waits until the person's conversation says this, and gives it back. */
export function reads(person: Person, words: string | RegExp): Promise<string> {
  return eventually(`${person.name} reads "${words}"`, async () => {
    const seen = await person.sees();
    if (!says(seen, words)) throw new Error(seen);
    return seen;
  });
}

function says(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}

/** Waits until a private reply to the person says this, and gives all of them back. */
export function hears(person: Person, words: string | RegExp): Promise<string> {
  return eventually(`${person.name} hears "${words}"`, async () => {
    const heard = await person.hears();
    if (!says(heard, words)) throw new Error(heard);
    return heard;
  });
}
