import type { TeamsActivity } from './activity.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * What a person typed to us, as they saw it: without the mention of us, with plain spaces. Teams encodes only what is
 * formatted; in plain text just the space after a mention is.
 */
export function messageToWords({ text = '', textFormat, entities: marks, recipient }: TeamsActivity): string {
  let rest = text;
  for (const { type, text: shown, mentioned } of marks ?? []) {
    if (type === 'mention' && shown && mentioned?.id === recipient.id) rest = rest.replaceAll(shown, ' ');
  }
  const plain =
    textFormat === 'xml' || textFormat === 'html'
      ? htmlToWords(rest)
      : rest.replace(/<at[^>]*>(.*?)<\/at>/gs, '@$1').replaceAll('&nbsp;', ' ');
  return plainSpaces(plain)
    .replace(/^[\s\u200b\u2060\ufeff]+/, '')
    .trimEnd()
    .replace(/^\//, '');
}

/** The words of formatted text, a line for each paragraph. */
export function htmlToWords(html: string): string {
  const plain = html
    .replace(/<(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) =>
      entityToCharacter(whole, decimal, hex, name),
    );
  return plainSpaces(plain).trim();
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

/** At most `max` UTF-16 units, with an ellipsis where something is missing; never half of a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
