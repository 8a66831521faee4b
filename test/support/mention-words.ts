/** What people write around the name of the desk (`@`), the words that it takes from that, and what stood before them. */
export const mentionWords: readonly [written: string, words: string, before?: string][] = [
  ['please @ assist now entrance', 'assist now entrance', 'please'],
  ['Hey @, assist now entrance', 'assist now entrance', 'Hey'],
  ['@: assist now, quickly', 'assist now, quickly'],
  ['Hey @ assist now, @ please', 'assist now, please', 'Hey'],
  ['assist emergency @ come quick', 'come quick', 'assist emergency'],
  ['assist now entrance @', 'assist now entrance'],
  ['@', ''],
];
