/** What people write around the name of the desk (`@`), and the words that it takes from that. */
export const mentionWords: readonly (readonly [written: string, words: string])[] = [
  ['please @ assist now entrance', 'assist now entrance'],
  ['Hey @, assist now entrance', 'assist now entrance'],
  ['@: assist now, quickly', 'assist now, quickly'],
  ['Hey @ assist now, @ please', 'assist now, please'],
  ['assist now entrance @', 'assist now entrance'],
  ['@', ''],
];
