/** @import { WireAnswer, WireCard, WireMessage } from '../wire.ts' */
import { keepFocus } from './buttons.js';
import { markDays } from './days.js';
import { h } from './elements.js';
import { keepLines, keptLines } from './kept.js';
import { createLines } from './lines.js';
import { deedsOf, hasButtons, without } from './offered.js';
import { createReading } from './reading.js';

/**
 * One line of a conversation. `message` is live and kept by the desk; `said` and `reply` are this page's own and kept
 * by the browser tab, so that a reload does not lose them. What was `said` has the id of its act, and `waits` until that
 * is answered. `after` is the message that stood above it: after a reload the desk may give that one a later moment.
 * `kept`: what the tab keeps in its place.
 *
 * @typedef {{ kind: 'message', id: string, at: string, day: string, when: string, card: WireCard }
 *   | { kind: 'reply', id: string, at: string, after?: string, day: string, when: string, card: WireCard, kept?: WireCard }
 *   | { kind: 'said', id: string, at: string, after?: string, text: string, waits?: boolean, kept?: string }
 *   | { kind: 'problem', id: string, at: string, text: string, again?: () => void }} Entry
 */

/**
 * The messages of one place, as one person sees them.
 *
 * @param {{
 *   user: string,
 *   place: string,
 *   hint: string,
 *   words: Readonly<Record<string, string>>,
 *   onPress: (data: unknown, line: { id: string, live: boolean }) => Promise<void>,
 * }} options
 */
export function createConversation({ user, place, hint, words, onPress }) {
  const storageKey = `deskbell:${user}:${place}`;
  /** @type {Map<string, { entry: Entry, item: HTMLLIElement }>} */
  const shown = new Map();
  const list = h('ol', { className: 'messages' });
  const empty = h('p', { className: 'empty' }, words.empty);
  const working = h('p', { className: 'working', hidden: true, role: 'status' }, words.working);
  const element = h(
    'div',
    { className: 'conversation', tabIndex: 0, role: 'region', 'aria-label': words.messages },
    h('p', { className: 'hint' }, hint),
    empty,
    list,
    working,
  );
  const reading = createReading(element, list);
  const drawLine = createLines({ user, words, onPress });
  let isClosed = false;

  /** @param {Entry} entry */
  function show(entry) {
    const atEnd = reading.isAtEnd();
    const known = shown.get(entry.id);
    if (known) {
      if (looksAs(known.entry, entry)) return;
      settle(known.entry, entry);
      redraw(known.item, inPlaceOf(known.entry, entry));
    } else insert(entry);
    empty.hidden = shown.size > 0;
    // Where the page scrolls, a card that is drawn anew stays under the finger.
    const stays = known !== undefined && reading.isPageScrolled();
    if ((atEnd && !stays) || entry.kind === 'said' || entry.kind === 'reply') reading.toEnd();
  }

  /**
   * What a live card no longer offers, such as a building once one is chosen, no answer above it goes on offering. A warning
   * with nothing else to press goes: how it stands since then is on the card.
   *
   * @param {Entry} before @param {Entry} now
   */
  function settle(before, now) {
    if (before.kind !== 'message' || now.kind !== 'message') return;
    const left = deedsOf(now.card.json);
    const gone = new Set(deedsOf(before.card.json).filter((deed) => !left.includes(deed)));
    for (const { entry, item } of shown.values()) {
      if (entry.kind !== 'reply') continue;
      const card = without(entry.card, gone);
      const kept = entry.kept && (without(entry.kept, gone) ?? entry.kept);
      if (card === undefined) continue;
      if (card.tone === 'urgent' && !hasButtons(card.json)) remove(entry.id);
      else redraw(item, { ...entry, card, ...(kept && { kept }) });
    }
    if (gone.size > 0) keep();
  }

  /** @param {Entry} entry */
  function insert(entry) {
    const item = h('li', { className: `entry ${entry.kind}` });
    const below = [...shown.values()].filter(
      ({ entry: other }) => other.at > entry.at || ('after' in other && other.after === entry.id),
    );
    /** @type {Set<Element>} */
    const items = new Set(below.map((other) => other.item));
    list.insertBefore(item, [...list.querySelectorAll('li.entry')].find((other) => items.has(other)) ?? null);
    redraw(item, entry);
    markDays(list);
  }

  /** Draws an entry into its item. @param {HTMLLIElement} item @param {Entry} entry */
  function redraw(item, entry) {
    shown.set(entry.id, { entry, item });
    if ('day' in entry) item.dataset.day = entry.day;
    keepFocus(item, () => item.replaceChildren(drawLine(entry, item)));
  }

  /** @param {string} id */
  function remove(id) {
    const item = shown.get(id)?.item;
    if (item?.contains(document.activeElement)) element.focus({ preventScroll: true });
    item?.remove();
    shown.delete(id);
    markDays(list);
  }

  /** @param {string} id */
  function setFresh(id) {
    shown.get(id)?.item.classList.add('fresh');
  }

  /** What this page adds comes after what is there: its own clock may differ from the desk's. */
  function latestAt() {
    return [...shown.values()].reduce((latest, { entry }) => (entry.at > latest ? entry.at : latest), '');
  }

  /** The message that stands last, for what this page adds now. @returns {{ after?: string }} */
  function afterLast() {
    const last = [...list.querySelectorAll('li.message')].at(-1);
    const id = [...shown].find(([, { item }]) => item === last)?.[0];
    return id === undefined ? {} : { after: id };
  }

  /** What arrives now stands at the end, even when the desk's clock was set back. @param {string} at */
  function notBefore(at) {
    return [at, latestAt()].sort().at(-1) ?? at;
  }

  function keep() {
    keepLines(
      storageKey,
      [...shown.values()].map(({ entry }) => entry),
      isClosed,
    );
  }

  /** What was said before the page was loaded again and had no answer. @returns {readonly { id: string, text: string }[]} */
  function restore() {
    return keptLines(storageKey).flatMap((entry) => {
      show(entry);
      if (entry.kind !== 'said' || !entry.waits) return [];
      // Its place is beneath the line; what it says depends on the pins, which are not there yet.
      show({ kind: 'problem', id: problemOf(entry.id), at: entry.at, text: '' });
      return [{ id: entry.id, text: entry.text }];
    });
  }

  const unanswered = restore();

  return {
    element,
    /** What this page had sent before it was loaded again, and had no answer to. */
    unanswered,
    /** What is said of something here that did not arrive; undefined where there is none. @returns {string | undefined} */
    problemText: () =>
      [...shown.values()].flatMap(({ entry }) => (entry.kind === 'problem' ? entry.text : [])).at(-1),
    scrollToEnd: () => reading.toEnd(),
    /**
     * What the desk says stands here now.
     *
     * @param {readonly WireMessage[]} messages
     * @param {boolean} isBack whether it was read before, and the page not connected meanwhile
     * @returns {readonly WireMessage[]} what has come since
     */
    load(messages, isBack) {
      const known = [...shown.values()].flatMap(({ entry }) => (entry.kind === 'message' ? entry.at : []));
      const last = known.sort().at(-1) ?? '';
      const news = messages.filter(({ message, at }) => isBack && !shown.has(message) && at >= last);
      const toEnd = !isBack || reading.isAtEnd();
      for (const message of messages) show(messageToEntry(message));
      for (const { message } of news) setFresh(message);
      if (toEnd) reading.toEnd();
      return news;
    },
    /**
     * Something live.
     *
     * @param {WireMessage} message
     * @param {{ rings: boolean, isNew: boolean }} how `isNew`: whether it is shown although it does not ring, where it
     *   does not stand here yet
     */
    receive(message, { rings, isNew }) {
      if (!rings && !isNew && !shown.has(message.message)) return;
      const entry = messageToEntry(message);
      show({ ...entry, at: notBefore(entry.at) });
      if (rings) setFresh(message.message);
    },
    /** @param {WireAnswer} answer @param {string} id */
    reply(answer, id) {
      if (answer.reply === undefined) return;
      const { at, day, when, reply: card, kept } = answer;
      show({ kind: 'reply', id, at: notBefore(at), ...afterLast(), day, when, card, ...(kept && { kept }) });
      keep();
    },
    /** A line that is shown elsewhere for now. @param {string} id @param {boolean} elsewhere */
    setElsewhere(id, elsewhere) {
      const item = shown.get(id)?.item;
      if (item) item.hidden = elsewhere;
    },
    /** @param {string} text @param {string} act */
    said(text, act) {
      show({ kind: 'said', id: act, at: latestAt(), ...afterLast(), text, waits: true });
      keep();
    },
    /** @param {string} act @param {string} [kept] what is kept of it, where that is not its words */
    answered(act, kept) {
      const known = shown.get(act);
      if (known?.entry.kind !== 'said') return;
      shown.set(act, { ...known, entry: { ...known.entry, waits: false, ...(kept && { kept }) } });
      keep();
    },
    /** It is no longer shown: only what has no answer is kept from now on. */
    close() {
      isClosed = true;
      keep();
    },
    /** What was done and did not arrive, said once. @param {string} act @param {string} text @param {(() => void)} [again] */
    problem(act, text, again) {
      const isNews = !shown.has(problemOf(act));
      show({ kind: 'problem', id: problemOf(act), at: latestAt(), text, ...(again && { again }) });
      if (isNews) reading.toEnd();
    },
    /** It arrived, or is sent again. @param {string} act */
    noProblem: (act) => remove(problemOf(act)),
    /** @param {boolean} is */
    setWorking(is) {
      working.hidden = !is;
      if (is) reading.toEnd(working);
    },
    /** How many messages rang and have not been looked at. */
    freshCount: () => list.querySelectorAll('.fresh').length,
    setSeen() {
      for (const item of list.querySelectorAll('.fresh')) item.classList.remove('fresh');
    },
  };
}

/** The line of what did not arrive. @param {string} act */
function problemOf(act) {
  return `${act}:problem`;
}

/** Whether it would be drawn as it is: whoever reads it, or has marked something in it, is left alone. @param {Entry} old @param {Entry} entry */
function looksAs(old, entry) {
  if (old.kind === 'problem' && entry.kind === 'problem') return old.text === entry.text;
  return old.kind === 'message' && entry.kind === 'message' && drawn(old.card) === drawn(entry.card);
}

/** What is drawn of a card. @param {WireCard} card */
function drawn({ summary, tone, board, json }) {
  return JSON.stringify([summary, tone, board, json]);
}

/** A line that changed keeps its moment. @param {Entry} old @param {Entry} entry @returns {Entry} */
function inPlaceOf(old, entry) {
  const { at } = old;
  return {
    ...entry,
    at,
    ...('after' in old && { after: old.after }),
    ...('when' in old && { day: old.day, when: old.when }),
  };
}

/** @param {WireMessage} message @returns {Entry} */
function messageToEntry(message) {
  return {
    kind: 'message',
    id: message.message,
    at: message.at,
    day: message.day,
    when: message.when,
    card: message,
  };
}

/** @typedef {ReturnType<typeof createConversation>} Conversation */
