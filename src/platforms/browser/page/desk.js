/** @import { Act, WireAnswer, WireBoardNow, WireCard, WireEvent, WireMessage, WireStart } from '../wire.ts' */

/** The desk could not be reached, or did not take what was sent. */
export class DeskProblem extends Error {
  /** @param {'lost' | 'refused' | 'gone' | 'noAccess'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Milliseconds between two attempts to reach the desk again. */
const retryMs = 2_000;

/** The desk answers everything within 3 s, if only that it is not saved yet. */
const actSilenceMs = 8_000;

/** A beat comes every 5 s. */
const beatSilenceMs = 16_000;

/** A board is sent every 10 s, also when nothing changed. */
const boardSilenceMs = 32_000;

/** Where the browser is another time of day than at the desk, the desk names the zone. @param {string} path */
function withZone(path) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const query = new URLSearchParams({ zone: timeZone ?? '' });
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @throws {DeskProblem}
 */
async function call(path, init) {
  let response;
  try {
    response = await fetch(withZone(path), init);
  } catch {
    throw new DeskProblem('lost');
  }
  if (response.ok) return response;
  if (response.status === 401) throw new DeskProblem('noAccess');
  if (response.status >= 500) throw new DeskProblem('lost');
  throw new DeskProblem((await reasonOf(response)) === 'gone' ? 'gone' : 'refused');
}

/** @param {Response} response @returns {Promise<unknown>} what a refusal says for the page */
async function reasonOf(response) {
  const body = await response.json().catch(() => undefined);
  return body?.reason;
}

/**
 * The page's own sentences, in the browser's language.
 *
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export async function loadWords() {
  return (await call('/desk/words')).json();
}

/** @param {readonly string[]} shown who is open on the page @returns {Promise<WireStart>} */
export async function loadStart(shown = []) {
  return (await call(`/desk/start?${new URLSearchParams({ as: shown.join(',') })}`)).json();
}

/**
 * Why nothing is heard from the desk: it is not there, or it was started again and wants its new key, or it no longer
 * knows one of these people.
 *
 * @param {readonly string[]} users
 * @param {Promise<WireStart>} start as it is asked for now
 * @returns {Promise<'lost' | 'restarted' | 'gone'>}
 */
export async function whyLost(users, start) {
  try {
    const { people, left } = await start;
    const known = [...people, ...left];
    return users.every((user) => known.some((one) => one.user === user)) ? 'lost' : 'gone';
  } catch (problem) {
    return problem instanceof DeskProblem && problem.reason === 'noAccess' ? 'restarted' : 'lost';
  }
}

/**
 * What stands in a conversation now, oldest first.
 *
 * @param {string} user
 * @param {string} place
 * @returns {Promise<readonly WireMessage[]>}
 */
export async function loadMessages(user, place) {
  const query = new URLSearchParams({ as: user, place });
  return (await (await call(`/desk/state?${query}`)).json()).messages;
}

/**
 * A person's Home now; it is told of as it changes from then on.
 *
 * @param {string} user
 * @returns {Promise<WireCard>}
 */
export async function loadHome(user) {
  return (await (await call(`/desk/home?${new URLSearchParams({ as: user })}`)).json()).card;
}

/**
 * Sends what somebody did and tells of each answer as soon as it is there.
 *
 * @param {Act} act
 * @param {{ onAnswer: (answer: WireAnswer) => void, onSilent: () => void, signal: AbortSignal }} options `onSilent`:
 *   nothing was heard for long, and may still be; `signal` ends it
 * @throws {DeskProblem} after which the same act, with the same id, may be sent again
 */
export async function send(act, { onAnswer, onSilent, signal }) {
  let silence = setTimeout(onSilent, actSilenceMs);
  try {
    await receive(act, signal, (answer) => {
      clearTimeout(silence);
      silence = setTimeout(onSilent, actSilenceMs);
      onAnswer(answer);
    });
  } finally {
    clearTimeout(silence);
  }
}

/** @param {Act} act @param {AbortSignal} signal @param {(answer: WireAnswer) => void} onAnswer */
async function receive(act, signal, onAnswer) {
  const response = await call('/desk/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
    signal,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let complete = false;
  try {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) break;
      const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        /** @type {WireAnswer} */
        const answer = JSON.parse(line);
        complete ||= answer.step === 'last';
        onAnswer(answer);
      }
    }
  } catch {
    throw new DeskProblem('lost');
  }
  if (!complete) throw new DeskProblem('lost');
}

/**
 * Listens for these people until it is closed, and comes back by itself when the connection was lost. After each
 * `onOpen` the state has to be read again: what happened in between was not heard.
 *
 * @param {readonly string[]} users
 * @param {{ onOpen: () => void, onEvent: (event: WireEvent) => void, onLost: () => void }} listener
 * @returns {() => void} closes it
 */
export function listen(users, { onOpen, onEvent, onLost }) {
  return follow(`/desk/events?${new URLSearchParams({ as: users.join(',') })}`, {
    onOpen,
    onData: (data) => onEvent(/** @type {WireEvent} */ (data)),
    onLost,
    silenceMs: beatSilenceMs,
  });
}

/**
 * Follows what a command would answer this person.
 *
 * @param {string} name the command's word
 * @param {string} user
 * @param {{ onBoard: (board: WireBoardNow) => void, onLost: () => void }} listener
 * @returns {() => void} closes it
 */
export function followBoard(name, user, { onBoard, onLost }) {
  return follow(`/desk/board?${new URLSearchParams({ as: user, name })}`, {
    onData: (data) => onBoard(/** @type {WireBoardNow} */ (data)),
    onLost,
    silenceMs: boardSilenceMs,
  });
}

/**
 * @param {string} path
 * @param {{ onOpen?: () => void, onData: (data: unknown) => void, onLost: () => void, silenceMs: number }} listener
 *   `silenceMs`: a stream that says nothing for longer is taken for lost
 * @returns {() => void} closes it
 */
function follow(path, { onOpen, onData, onLost, silenceMs }) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;

  function open() {
    source = new EventSource(withZone(path));
    source.addEventListener('hello', () => onOpen?.());
    source.addEventListener('beat', heard);
    source.addEventListener('message', (event) => {
      heard();
      onData(JSON.parse(event.data));
    });
    source.addEventListener('error', lose);
    heard();
  }

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(lose, silenceMs);
  }

  function lose() {
    clearTimeout(silence);
    source?.close();
    onLost();
    retry = setTimeout(open, retryMs);
  }

  open();
  return () => {
    clearTimeout(retry);
    clearTimeout(silence);
    source?.close();
  };
}
