/** @import { WireCard, WireEvent, WireMessage } from '../wire.ts' */
/** @import { Conversation } from './conversation.js' */
import { loadHome, loadMessages } from './desk.js';

/** @typedef {{ place: string, loaded: boolean, conversation: Conversation | undefined }} Readable Home has no conversation */
/** @typedef {{ place: string, home?: WireCard, messages: Map<string, WireMessage> }} Came */

/**
 * Asks the desk what stands in a pane now. It may have read that before a change of which the page is told meanwhile:
 * what came live since it was asked is newer than its answer.
 *
 * @param {string} user
 * @param {{ showHome: (card: WireCard) => void, onMessages: (messages: readonly WireMessage[]) => void }} listener
 */
export function createRefresh(user, { showHome, onMessages }) {
  /** What came since each answer was asked for that is still waited for. @type {Set<Came>} */
  const waiting = new Set();

  /** @param {Readable} pane @param {Came} came @returns {Promise<readonly WireMessage[]>} */
  async function read({ place, loaded, conversation }, came) {
    if (conversation === undefined) {
      const card = await loadHome(user);
      showHome(came.home ?? card);
      return [];
    }
    const messages = (await loadMessages(user, place)).map((message) => newest(message, came));
    const news = conversation.load(messages, loaded);
    onMessages(messages);
    return news;
  }

  return {
    /** @param {Readable} pane @returns {Promise<readonly WireMessage[]>} what has come since it was read before */
    async load(pane) {
      /** @type {Came} */
      const came = { place: pane.place, messages: new Map() };
      waiting.add(came);
      try {
        const news = await read(pane, came);
        pane.loaded = true;
        return news;
      } catch {
        // The lost connection is told by the page, and the state is read again when it is back.
        return [];
      } finally {
        waiting.delete(came);
      }
    },
    /** @param {WireEvent} event */
    came(event) {
      for (const came of waiting) {
        if (event.type === 'home') came.home = event.card;
        else if (event.type !== 'start') came.messages.set(event.message.message, event.message);
      }
    },
    /** Whether the pane is being read: what it holds is about to be known. @param {string} place */
    isReading: (place) => [...waiting].some((came) => came.place === place),
  };
}

/** Its moment is the one that the desk has for it. @param {WireMessage} message @param {Came} came @returns {WireMessage} */
function newest(message, { messages }) {
  const live = messages.get(message.message);
  return live === undefined ? message : { ...live, at: message.at, day: message.day, when: message.when };
}
