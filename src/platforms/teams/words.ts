import type { TypedWords } from '../../chat/request.ts';
import { wordsAroundMentions } from '../shared/mention.ts';
import type { TeamsActivity } from './activity.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Stands for a mention of us while the rest is read; nobody types it. */
const ourMention = '\u0000';

/**
 * What a person typed to us, as they saw it, with plain spaces. Teams encodes only what is formatted; in plain text just
 * the space after a mention is.
 */
export function messageToWords({
  text = '',
  textFormat,
  entities: marks,
  recipient,
}: TeamsActivity): TypedWords {
  let rest = text;
  for (const { type, text: shown, mentioned } of marks ?? []) {
    if (type !== 'mention' || !shown || mentioned?.id !== recipient.id) continue;
    rest = rest.replaceAll(shown, ourMention);
  }
  const plain =
    textFormat === 'xml' || textFormat === 'html'
      ? htmlToWords(rest)
      : rest.replace(/<at[^>]*>(.*?)<\/at>/gs, '@$1').replaceAll('&nbsp;', ' ');
  const said = wordsAroundMentions(plainSpaces(plain).split(ourMention));
  return { ...said, words: said.words.replace(/^\//, '') };
}

/**
 * The words of formatted text, a line for each paragraph. Emoji stay as characters and mentions as names; pictures and
 * attachments leave nothing. What a reply quotes is somebody else's and left out; any other quotation is marked.
 */
export function htmlToWords(html: string): string {
  const plain = tagsToLines(quotesToLines(emojiToText(html))).replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (whole, decimal, hex, name) => entityToCharacter(whole, decimal, hex, name),
  );
  return plainSpaces(plain).trim();
}

function emojiToText(html: string): string {
  return html.replace(/<(emoji|img)\b([^<>]*)>/gi, (_tag, name: string, attributes: string) => {
    const [, double, single] = /\balt=(?:"([^"]*)"|'([^']*)')/i.exec(attributes) ?? [];
    const alt = double ?? single ?? '';
    const isEmoji = name.toLowerCase() === 'emoji' || /schema\.skype\.com\/Emoji/i.test(attributes);
    return isEmoji || /\p{Extended_Pictographic}/u.test(alt) ? alt : '';
  });
}

/** Quotations do not stand in each other. */
function quotesToLines(html: string): string {
  const parts = html.split(/<\/blockquote\b[^<>]*>/i);
  const rest = parts.pop() ?? '';
  return parts.map(quoteToLines).join('') + rest;
}

/** @param html up to the end of the quotation */
function quoteToLines(html: string): string {
  const opening = /<blockquote\b([^<>]*)>/i.exec(html);
  if (opening === null) return html;
  const before = html.slice(0, opening.index);
  if (/schema\.skype\.com\/Reply/i.test(opening[1] ?? '')) return `${before}<br>`;
  const lines = tagsToLines(html.slice(opening.index)).trim().split('\n');
  return `${before}<br>${lines.map((line) => `&gt; ${line}<br>`).join('')}`;
}

function tagsToLines(html: string): string {
  return html.replace(/<(?:br|\/p|\/div|\/li)\b[^<>]*>\n?/gi, '\n').replace(/<[^<>]*>/g, '');
}

function entityToCharacter(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Spaces that people cannot tell from a plain one would keep words apart from what they mean. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ');
}
