/** How commands are typed on a platform: after a slash, or as plain words where it leaves us none. */
export type Typing = 'slash' | 'words';

/** `/assist now` or `/desk today`, as plain words `assist now` and `today`. @param words the command's own, and what follows */
export function asTyped(words: string, { direct }: { readonly direct: boolean }, typing: Typing): string {
  if (typing === 'words') return words;
  return direct ? `/${words}` : `/desk ${words}`;
}

/** What shows all commands. */
export function menuAsTyped(typing: Typing): string {
  return typing === 'words' ? 'help' : '/desk';
}
