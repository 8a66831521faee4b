/**
 * What a person wrote and did not send. It may tell of visitors, so it is kept in memory alone: the storage of a browser
 * tab lies on disk and comes back with a tab that is opened again. Before a reload it is asked instead.
 */

/** By person. @type {Map<string, Map<string, string>>} */
const kept = new Map();

/** @param {string} user @param {string} what a form and its record @returns {string | undefined} */
export function unsent(user, what) {
  return kept.get(user)?.get(what);
}

/**
 * @param {string} user
 * @param {string} what `line`, or a form and its record
 * @param {string | undefined} words undefined once they were sent
 */
export function keepUnsent(user, what, words) {
  const own = kept.get(user) ?? new Map();
  if (words === undefined) own.delete(what);
  else own.set(what, words);
  if (own.size > 0) kept.set(user, own);
  else kept.delete(user);
}

/** @param {string} user */
export function hasUnsent(user) {
  return kept.has(user);
}

/** @param {string} user */
export function forgetUnsent(user) {
  kept.delete(user);
}

addEventListener('beforeunload', (event) => {
  if (kept.size > 0) event.preventDefault();
});
