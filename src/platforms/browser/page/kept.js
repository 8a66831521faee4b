/** @import { Entry } from './conversation.js' */

/** Lines of its own that a conversation keeps over a reload. */
const keptLimit = 40;

/**
 * Keeps the page's own lines in the browser's tab. That storage lies on disk and comes back with a tab that is opened
 * again: words that only a record may hold are left out, and of somebody who was closed all but what has no answer.
 *
 * @param {string} key @param {readonly Entry[]} lines @param {boolean} isClosed
 */
export function keepLines(key, lines, isClosed) {
  const kept = lines
    .filter(
      (line) => (line.kind === 'reply' && !isClosed) || (line.kind === 'said' && (!isClosed || line.waits)),
    )
    .slice(-keptLimit);
  try {
    if (kept.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept.map(inStorage)));
  } catch {
    // A full storage costs the replies after a reload, nothing else.
  }
}

/** @param {string} key @returns {readonly Entry[]} */
export function keptLines(key) {
  return JSON.parse(sessionStorage.getItem(key) ?? '[]');
}

/** @param {Entry} line @returns {object} */
function inStorage(line) {
  if (line.kind === 'reply' && line.kept !== undefined) return { ...line, card: line.kept, kept: undefined };
  if (line.kind === 'said' && line.kept !== undefined) return { ...line, text: line.kept, kept: undefined };
  return line;
}
