/** @import { WireAnswer, WireCard, WireMessage } from '../wire.ts' */
import { keepFocus, oneByOne } from './buttons.js';
import { renderCard } from './cards.js';
import { h } from './elements.js';
import { keepLines, keptLines } from './kept.js';
import { keepNumbersWhole } from './numbers.js';
import { deedsOf, without } from './offered.js';
import { createReading } from './reading.js';

/**
 * One line of a conversation. `message` is live and kept by the desk; `said` and `reply` are this page's own and kept
 * by the browser tab, so that a reload does not lose them. What was `said` has the id of its act, and `waits` until that
 * is answered. `after` is the message that stood above it: after a reload the desk may give that one a later moment.
 * `kept`: what the tab keeps in its place.
 *
 * @typedef {{ kind: 'message', id: string, at: string, when: string, card: WireCard }
 *   | { kind: 'reply', id: string, at: string, after?: string, when: string, card: WireCard, kept?: WireCard }
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
  let isClosed = false;

  /** @param {Entry} entry */
  function show(entry) {
    const atEnd = reading.isAtEnd();
    const known = shown.get(entry.id);
    if (known) {
      settle(known.entry, entry);
      redraw(known.item, inPlaceOf(known.entry, entry));
    } else insert(entry);
    empty.hidden = shown.size > 0;
    // Where the page scrolls, a card that is drawn anew stays under the finger.
    const stays = known !== undefined && reading.isPageScrolled();
    if ((atEnd && !stays) || entry.kind === 'said' || entry.kind === 'reply') reading.toEnd();
  }

  /**
   * What a live card no longer offers, such as a building once one is chosen, no answer above it goes on offering.
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
      if (card !== undefined) redraw(item, { ...entry, card, ...(kept && { kept }) });
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
  }

  /** Draws an entry into its item. @param {HTMLLIElement} item @param {Entry} entry */
  function redraw(item, entry) {
    shown.set(entry.id, { entry, item });
    keepFocus(item, () => item.replaceChildren(draw(entry, item)));
  }

  /** @param {Entry} entry @param {HTMLLIElement} item @returns {HTMLElement} */
  function draw(entry, item) {
    if (entry.kind === 'said') {
      const who = h('span', { className: 'who' }, `${words.youSaid}: `);
      return keepNumbersWhole(h('p', { className: 'bubble' }, who, entry.text));
    }
    if (entry.kind === 'problem') {
      const { again } = entry;
      return h(
        'div',
        { className: 'card tone-urgent', role: 'alert' },
        keepNumbersWhole(h('p', {}, entry.text)),
        again && h('button', { type: 'button', onclick: again }, words.tryAgain),
      );
    }
    const line = { id: entry.id, live: entry.kind === 'message' };
    const buttons = () => item.querySelectorAll('button');
    const { element: card } = renderCard(
      entry.card.json,
      oneByOne(buttons, (data) => onPress(data, line)),
    );
    return h(
      'article',
      { className: `card tone-${entry.card.tone}`, tabIndex: -1, 'aria-label': entry.card.summary },
      h(
        'p',
        { className: 'meta' },
        h('span', {}, entry.kind === 'reply' ? words.onlyYou : words.desk),
        h('time', { dateTime: entry.at }, entry.when),
        h('span', { className: 'chip' }, words.new),
      ),
      card,
      entry.card.board === undefined ? undefined : boardLink(entry.card.board),
    );
  }

  /** @param {string} board */
  function boardLink(board) {
    const href = `/${board}?${new URLSearchParams({ as: user })}`;
    return h(
      'p',
      { className: 'board-link' },
      h('a', { href, target: '_blank', rel: 'noopener' }, words.openBoard),
    );
  }

  /** @param {string} id */
  function remove(id) {
    const item = shown.get(id)?.item;
    if (item?.contains(document.activeElement)) element.focus({ preventScroll: true });
    item?.remove();
    shown.delete(id);
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
    /** Whether something stands here that did not arrive. */
    hasProblem: () => [...shown.values()].some(({ entry }) => entry.kind === 'problem'),
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
      for (const message of messages) show(messageToEntry(message));
      for (const { message } of news) setFresh(message);
      return news;
    },
    /** Something live. @param {WireMessage} message @param {boolean} rings */
    receive(message, rings) {
      const entry = messageToEntry(message);
      show({ ...entry, at: notBefore(entry.at) });
      if (rings) setFresh(message.message);
    },
    /** @param {WireAnswer} answer @param {string} id */
    reply(answer, id) {
      if (answer.reply === undefined) return;
      const { at, when, reply: card, kept } = answer;
      show({ kind: 'reply', id, at: notBefore(at), ...afterLast(), when, card, ...(kept && { kept }) });
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
      show({ kind: 'problem', id: problemOf(act), at: latestAt(), text, ...(again && { again }) });
      reading.toEnd();
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

/** A line that changed keeps its moment. @param {Entry} old @param {Entry} entry @returns {Entry} */
function inPlaceOf(old, entry) {
  const { at } = old;
  return {
    ...entry,
    at,
    ...('after' in old && { after: old.after }),
    ...('when' in old && { when: old.when }),
  };
}

/** @param {WireMessage} message @returns {Entry} */
function messageToEntry(message) {
  return { kind: 'message', id: message.message, at: message.at, when: message.when, card: message };
}

/** @typedef {ReturnType<typeof createConversation>} Conversation */
