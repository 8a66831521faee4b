/** Spaces, also those that nobody sees, and what people write behind a name. */
const behindName = /^[\s\u200b\u2060\ufeff,:]+/;

/**
 * What is said to us in a message: what follows the first mention of us; what stands before it only when nothing does.
 *
 * @param pieces the message, cut at each mention of us
 */
export function wordsAroundMentions([before = '', ...behind]: readonly string[]): string {
  const said = behind.map((piece) => piece.replace(behindName, '').trimEnd()).filter((piece) => piece !== '');
  return said.length === 0 ? before : said.join(' ');
}
