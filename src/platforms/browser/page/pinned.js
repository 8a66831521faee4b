/** @import { WireCard } from '../wire.ts' */
import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

/**
 * What must be read at once, such as what to dial in an emergency, in place of its line in the conversation: newer
 * lines never push it away. It goes when the person puts it away, or when all records that it is known to belong to are
 * over; one that is not known to belong to any stays. Kept by the browser tab.
 *
 * @typedef {{ place: string, id: string, summary: string, records: readonly string[], words?: WireCard['words'] }} Pin `id` is that of the line, `words` as in the card
 */

/**
 * @param {string} user
 * @param {Readonly<Record<string, string>>} words
 * @param {{
 *   onChanged: (pin: Pin, isPinned: boolean) => void,
 *   onGone: () => void,
 * }} listener `onChanged`: the line is shown here and not in its conversation, or back there; `onGone`: the focus was here
 */
export function createPinned(user, words, { onChanged, onGone }) {
  const storageKey = `deskbell:${user}:pins`;
  const text = h('p', {});
  const element = h(
    'section',
    { className: 'pinned', hidden: true, 'aria-label': words.pinned },
    text,
    h('button', { type: 'button', onclick: () => keep([]) }, words.putAway),
  );
  /** The latest one is shown; when its call is over, the one before. @type {readonly Pin[]} */
  let pins = [];
  /** What the live cards say of each record. @type {Map<string, Omit<NonNullable<WireCard['inSight']>, 'record'> & Pick<WireCard, 'words'>>} */
  const known = new Map();

  function show() {
    const hadFocus = element.contains(document.activeElement);
    const shown = pins.at(-1);
    for (const pin of pins) onChanged(pin, pin === shown);
    element.hidden = shown === undefined;
    const sentence = shown === undefined ? '' : sentenceOf(shown);
    if (text.textContent !== sentence) {
      text.textContent = sentence;
      keepNumbersWhole(text);
    }
    if (hadFocus && shown === undefined) onGone();
  }

  /** As its call says it now: the building may have become known, or another number to dial. @param {Pin} pin */
  function sentenceOf({ records, summary }) {
    return records.flatMap((record) => known.get(record)?.text ?? []).at(-1) ?? summary;
  }

  /** @param {Pin} pin */
  function isOver({ records }) {
    return records.length > 0 && records.every((record) => known.has(record) && !known.get(record)?.text);
  }

  /** @param {readonly Pin[]} next */
  function keep(next) {
    const before = pins;
    pins = next.filter((pin) => !isOver(pin));
    for (const pin of before) if (!pins.some(({ id }) => id === pin.id)) onChanged(pin, false);
    show();
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(pins));
    } catch {
      // A full storage costs the pin after a reload; its line is still in the conversation then.
    }
  }

  return {
    element,
    /** The latest takes the place of the one before. @param {string} place @param {string} id @param {WireCard} card */
    pin(place, id, { summary, words: said }) {
      const pin = { place, id, summary, records: [], ...(said && { words: said }) };
      keep([...pins.filter((other) => other.id !== id), pin]);
    },
    /** What was pinned has become part of this record. @param {string} id @param {string | undefined} record */
    belongs(id, record) {
      if (record === undefined) return;
      keep(
        pins.map((pin) =>
          pin.id === id ? { ...pin, records: [...new Set([...pin.records, record])] } : pin,
        ),
      );
    },
    /** A live card as it is now. @param {WireCard} card */
    follow({ inSight, words: said }) {
      if (inSight === undefined) return;
      const { record, ...now } = inSight;
      known.set(record, { ...now, ...(said && { words: said }) });
      keep(pins);
    },
    /** What the page says itself while this is pinned, as its call says it now. */
    words() {
      const shown = pins.at(-1);
      const now = shown?.records.map((record) => known.get(record)?.words).filter((each) => each);
      return now?.at(-1) ?? shown?.words;
    },
    /** Shows again what was pinned before a reload. */
    restore() {
      pins = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
      show();
    },
  };
}
