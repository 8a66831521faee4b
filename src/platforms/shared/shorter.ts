import type { CardPart } from '../../chat/card.ts';

/** The order in which spare parts go: last what says how something stands. */
const kinds: readonly ((part: CardPart) => boolean)[] = [
  (part) => part.type === 'facts' && part.spare === true,
  (part) => part.type === 'text' && part.spare === true && part.strong !== true,
  (part) => part.type === 'facts' && part.spare === 'late',
  (part) => part.type === 'text' && part.spare === true,
];

/** A card's parts with one spare part less each time, the last of its kind first; nothing where it has none. */
export function* withoutSpare(parts: readonly CardPart[]): Generator<readonly CardPart[]> {
  let left = parts;
  for (const isOne of kinds) {
    for (let index = left.findLastIndex(isOne); index >= 0; index = left.findLastIndex(isOne)) {
      left = left.toSpliced(index, 1);
      yield left;
    }
  }
}

/**
 * Without the last rows of buttons and what stands above them, which says what they are about; undefined where there are
 * no others before them.
 *
 * @param isRow whether it is a row of buttons; rows that follow each other belong together
 */
export function withoutLastRows<T>(
  items: readonly T[],
  isRow: (item: T) => boolean,
): readonly T[] | undefined {
  const last = items.findLastIndex(isRow);
  const above = items.findLastIndex((item, index) => index < last && !isRow(item));
  const before = items.findLastIndex((item, index) => index < above && isRow(item));
  return before === -1 ? undefined : [...items.slice(0, before + 1), ...items.slice(last + 1)];
}
