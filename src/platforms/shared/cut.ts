/** The first `max` UTF-16 units of a text, or one less where they would end with half of a surrogate pair. */
export function firstOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** At most `max` UTF-16 units, with an ellipsis where something is missing; never half of a surrogate pair. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${firstOf(text, max - 1)}…`;
}
