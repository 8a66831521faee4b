/** @import { WireBoard, WireBoardNow, WirePerson, WireStart } from '../wire.ts' */
import { createChooser } from './chooser.js';
import { DeskProblem, followBoard, loadStart, loadWords, whyLost } from './desk.js';
import { h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';
import { keepForReload, showStopped } from './stopped.js';

/** Milliseconds before the page asks again whether the desk runs. */
const retryMs = 2_000;

/** The command whose answer is shown: the page lies at `/<word>`. */
const name = location.pathname.slice(1);

const page = document.getElementById('page') ?? document.body;

async function open() {
  const words = await loadWords();
  const start = await startOrStop(words);
  if (start === undefined) return;
  const user = new URLSearchParams(location.search).get('as');
  const person = start.people.find((one) => one.user === user);
  if (person === undefined) choose(start, words, user === null ? undefined : words.boardGone);
  else show(person, start, words);
}

/**
 * Without the key, says so in place of the page.
 *
 * @param {Readonly<Record<string, string>>} words
 * @returns {Promise<WireStart | undefined>}
 */
async function startOrStop(words) {
  try {
    return await loadStart();
  } catch (problem) {
    if (!(problem instanceof DeskProblem) || problem.reason !== 'noAccess') throw problem;
    showStopped(words);
    return undefined;
  }
}

/**
 * @param {WireStart} start
 * @param {Readonly<Record<string, string>>} words
 * @param {string} [problem]
 */
function choose(start, words, problem) {
  const onChosen = (/** @type {string} */ user) =>
    location.replace(`${location.pathname}?${new URLSearchParams({ as: user })}`);
  page.replaceChildren(
    h(
      'section',
      { className: 'welcome' },
      problem && h('p', { className: 'stopped', role: 'alert' }, problem),
      h('h1', {}, words.whoAreYou),
      createChooser(start, words, onChosen),
    ),
  );
}

/**
 * @param {WirePerson} person
 * @param {WireStart} start
 * @param {Readonly<Record<string, string>>} words
 */
function show(person, start, words) {
  const status = h('p', { className: 'status', role: 'status' }, words.working);
  const moment = h('p', { className: 'moment' });
  const line = h('div', { className: 'line-of-state' }, status, moment);
  const body = h('main', { className: 'board' });
  const deskAddress = `/?${new URLSearchParams({ as: person.user })}`;
  page.replaceChildren(
    h(
      'header',
      { className: 'board-top' },
      h('div', {}, h('strong', {}, start.title), h('p', { className: 'hint' }, person.boardFor)),
      h('a', { href: deskAddress }, words.openDesk),
    ),
    line,
    body,
  );
  let drawn = '';
  /** @type {WireBoardNow | undefined} */
  let latest;

  /** @param {string | undefined} sentence @param {boolean} isLost */
  function say(sentence, isLost) {
    line.classList.toggle('lost', isLost);
    body.classList.toggle('old', isLost);
    // Said once, not at every sign of life.
    if (status.textContent === sentence) return;
    status.textContent = sentence ?? '';
    keepNumbersWhole(status);
  }

  const close = followBoard(name, person.user, {
    onBoard(board) {
      latest = board;
      keepForReload(board.words.newAddress);
      say(words.boardLive, false);
      moment.textContent = textsOf(board, 'context').join(' ');
      document.title = board.summary;
      const content = JSON.stringify(board.parts.filter(({ type }) => type !== 'context'));
      if (content === drawn) return;
      drawn = content;
      body.replaceChildren(...draw(board).map(keepNumbersWhole));
    },
    onLost() {
      if (!line.classList.contains('lost')) sayLost('boardLost');
      void sayWhyLost();
    },
  });

  /** Since when, why, and what to dial meanwhile. @param {'boardLost' | 'newAddress'} reason */
  function sayLost(reason) {
    const dialled = (latest ?? person).words[reason];
    say([latest?.old, dialled].filter((sentence) => sentence).join(' '), true);
    moment.textContent = '';
    if (latest !== undefined) document.title = latest.old;
  }

  async function sayWhyLost() {
    const reason = await whyLost([person.user], loadStart());
    if (reason === 'gone') {
      close();
      choose(await loadStart().catch(() => start), words, words.boardGone);
    } else if (line.classList.contains('lost')) {
      sayLost(reason === 'restarted' ? 'newAddress' : 'boardLost');
    }
  }
}

/** @param {WireBoard} board @param {'heading' | 'text' | 'context'} type */
function textsOf({ parts }, type) {
  return parts.flatMap((part) => (part.type === type ? [part.text] : []));
}

/** @param {WireBoard} board @returns {readonly HTMLElement[]} */
function draw(board) {
  const rows = board.parts.flatMap((part) =>
    part.type === 'fact'
      ? [h('li', {}, h('h2', { dir: 'auto' }, part.label), h('p', { dir: 'auto' }, part.value))]
      : [],
  );
  return [
    ...textsOf(board, 'heading').map((text) => h('h1', {}, text)),
    ...(rows.length === 0 ? [] : [h('ol', {}, ...rows)]),
    ...textsOf(board, 'text').map((text) => h('p', { className: 'plain' }, text)),
  ];
}

async function openWhenReady() {
  try {
    await open();
  } catch {
    setTimeout(() => void openWhenReady(), retryMs);
  }
}

void openWhenReady();
