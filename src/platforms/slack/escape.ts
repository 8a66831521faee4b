import { cut, firstOf } from '../shared/cut.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Makes text harmless where Slack reads markup: nobody's words can mention a channel or hide a link. */
function escapeText(text: string): string {
  // Most texts have none, and a search is cheaper than a replacement.
  if (!/[&<>]/.test(text)) return text;
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character);
}

/** Undoes Slack's own escaping of what people typed. */
export function unescapeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** Escaped text of at most `max` units; an entity is never cut in two. */
export function cutEscaped(text: string, max: number): string {
  const escaped = escapeText(text);
  if (escaped.length <= max) return escaped;
  const kept = firstOf(escaped, max - 1).replace(/&[a-z]{0,3}$/, '');
  return `${kept}…`;
}

/** Splits a long text into pieces of at most `size` units; what would need more than `count` pieces is cut. */
export function pieces(text: string, size: number, count: number): readonly string[] {
  let rest = cut(text, size * count - count);
  const found: string[] = [];
  while (rest.length > size) {
    const piece = firstOf(rest, size);
    found.push(piece);
    rest = rest.slice(piece.length);
  }
  if (rest !== '') found.push(rest);
  return found;
}

/** Stands for a link or a mention while the rest is read; nobody types it. */
const linkMark = '\u0000';

/**
 * What a person wrote in a message: Slack sends links, mentions and `&<>` encoded. `mention` gives the name behind a user
 * id.
 *
 * @param read how the words between links and mentions are read; as they stand, with the marks of bold and the like, unless
 *   told
 * @example messageToWords('*now* &lt;3 <https://example.org|example.org>', () => undefined) // '*now* <3 example.org'
 */
export function messageToWords(
  text: string,
  mention: (user: string) => string | undefined,
  read: (words: string) => string = (words) => words,
): string {
  const links: string[] = [];
  const linked = text.replace(/<([^<>]*)>/g, (_whole, inner: string) => {
    links.push(linkToWords(inner, mention));
    return linkMark;
  });
  const words = unescapeText(read(linked));
  return words.split(linkMark).reduce((before, after, index) => before + (links[index - 1] ?? '') + after);
}

function linkToWords(inner: string, mention: (user: string) => string | undefined): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${label || (mention(target.slice(1)) ?? target.slice(1))}`;
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0] ?? ''}`;
  return label || target;
}
