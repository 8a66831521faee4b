/** How commands are typed where they are read: after the root command, or as plain words where a platform leaves us no slash. */
export type Typing = 'slash' | 'words';

/**
 * `/desk assist now`, or as plain words `assist now`. Never `/assist now`: where another app owns that command it would
 * take the call, and nobody would be asked. `/desk` is in every Slack app of ours.
 *
 * @param words the command's own, and what follows
 */
export function asTyped(words: string, typing: Typing): string {
  return typing === 'slash' ? `/desk ${words}` : words;
}
