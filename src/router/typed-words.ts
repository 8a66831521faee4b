import { splitFirst } from '../chat/typed.ts';

/** `/desk assist now`, `desk assist now`, `/assist now`, `/desk /assist now` and `assist now` are the same words. */
export function dropRoot(words: string): string {
  return words.trim().replace(/^(?:\/?\s*desk(?:\s+|$))*(?:\/\s*)?/i, '');
}

/** The word that says which command is meant, in lower case. */
export function wordOf(words: string): string {
  return splitFirst(dropRoot(words))[0].toLowerCase();
}
