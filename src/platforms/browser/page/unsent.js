/**
 * What a person wrote and did not send, so that neither a reload nor leaving the page loses it. It may hold what is
 * nobody else's business: it is kept by the browser tab alone, and goes when it was sent or the tab is closed.
 */

/** What the tab does not take, because its storage is full, lasts until a reload. @type {Map<string, string>} */
const kept = new Map();

/** @param {string} user @param {string} what */
function keyOf(user, what) {
  return `deskbell:${user}:unsent:${what}`;
}

/** @param {string} user @param {string} what `line`, or a form and its record @returns {string | undefined} */
export function unsent(user, what) {
  const key = keyOf(user, what);
  return kept.get(key) ?? sessionStorage.getItem(key) ?? undefined;
}

/** @param {string} user @param {string} what @param {string | undefined} words undefined once they were sent */
export function keepUnsent(user, what, words) {
  const key = keyOf(user, what);
  sessionStorage.removeItem(key);
  kept.delete(key);
  if (words === undefined) return;
  try {
    sessionStorage.setItem(key, words);
  } catch {
    kept.set(key, words);
  }
}
