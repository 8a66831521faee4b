/** @import { WireMessage } from '../wire.ts' */
/** @import { Person } from './person.js' */
import { createBack, peopleInAddress } from './back.js';
import { createChooser } from './chooser.js';
import { DeskProblem, listen, loadStart, loadWords, whyLost } from './desk.js';
import { freshId, h } from './elements.js';
import { createFormDialog } from './form-dialog.js';
import { createNotice } from './notice.js';
import { keepNumbersWhole } from './numbers.js';
import { createPerson } from './person.js';
import { keepForReload, showStopped } from './stopped.js';
import { createStrip } from './strip.js';
import { forgetUnsent, hasUnsent } from './unsent.js';

/** Milliseconds before the page asks again whether the desk runs. */
const retryMs = 2_000;

/** As in low.css. */
const lowWindow = '(max-height: 560px)';

async function open() {
  const words = await loadWords();
  let start;
  try {
    start = await loadStart(peopleInAddress());
  } catch (problem) {
    if (!(problem instanceof DeskProblem) || problem.reason !== 'noAccess') throw problem;
    return showStopped(words);
  }
  createPage(words, start);
}

/**
 * @param {Readonly<Record<string, string>>} words
 * @param {import('../wire.ts').WireStart} start
 */
function createPage(words, start) {
  const notice = createNotice(start.title, words);
  const back = createBack(showOrAsk, notice.setSheet);
  const dialog = createFormDialog(words, back);
  /** @type {Person[]} */
  let people = [];
  let stopListening = () => {};

  const lost = h('p', { className: 'lost', role: 'alert', hidden: true });
  const columns = h('main', { className: 'columns' });
  const strip = createStrip(words, setCurrent);
  const beside = h('button', { type: 'button', className: 'quiet', onclick: choose }, words.whoElse);
  const chooserTitle = freshId();
  const chooserBody = h('div', { className: 'form-body' });
  const chooser = h(
    'dialog',
    { className: 'sheet', 'aria-labelledby': chooserTitle },
    h(
      'header',
      {},
      h(
        'div',
        {},
        h('h2', { id: chooserTitle }, words.whoAreYou),
        h('p', { className: 'hint' }, words.whoHint),
      ),
      h('button', { type: 'button', className: 'quiet', onclick: () => chooser.close() }, words.close),
    ),
    chooserBody,
  );
  document.body.append(chooser);
  document
    .getElementById('page')
    ?.replaceChildren(
      h(
        'header',
        { className: 'top' },
        h('h1', {}, start.title),
        h('div', { className: 'tools' }, notice.toggle, beside),
      ),
      ...(start.note === undefined ? [] : [createNote(start.note)]),
      lost,
      strip.element,
      columns,
    );

  async function choose() {
    await loadNewStart();
    chooserBody.replaceChildren(createChooser(start, words, add));
    back.open(chooser);
  }

  /** @param {string} user */
  function add(user) {
    chooser.close();
    const open = people.find((person) => person.person.user === user);
    if (open === undefined) showOrAsk([...people.map((person) => person.person.user), user]);
    const added = people.find((person) => person.person.user === user);
    if (added === undefined) return;
    setCurrent(user);
    added.focus();
  }

  /** Nobody is closed with words that were not sent unless that is confirmed. @param {readonly string[]} users */
  function showOrAsk(users) {
    const staying = users.filter(personOf);
    const leaving = people.map(({ person }) => person.user).filter((user) => !staying.includes(user));
    if (leaving.some(hasUnsent) && !confirm(words.closeUnsent)) return;
    show(staying);
  }

  /** Whoever left the list during a call is shown on. @param {string} user */
  function personOf(user) {
    return [...start.people, ...start.left].find((person) => person.user === user);
  }

  /** Shows these people side by side; those that are open already stay as they are. @param {readonly string[]} users */
  function show(users) {
    const before = people;
    const hadFocus = columns.contains(document.activeElement);
    people = users.flatMap((user) => {
      const person = personOf(user);
      if (person === undefined) return [];
      const open = before.find((candidate) => candidate.person.user === user);
      return [open ?? createColumn(person)];
    });
    for (const gone of before.filter((person) => !people.includes(person))) {
      gone.close();
      forgetUnsent(gone.person.user);
    }
    const shown = people.map((person) => person.person.user);
    back.setPeople(shown);
    beside.hidden = people.length === 0;
    stopListening();
    if (people.length === 0) return showWelcome(hadFocus);
    columns.setAttribute('aria-busy', 'true');
    columns.replaceChildren(...people.map((person) => person.element));
    drawStrip();
    setCurrent(shown[0] ?? '');
    if (hadFocus) people[0]?.focusHeading();
    stopListening = listen(shown, {
      onOpen: () => {
        hideLost();
        void reload().then(tellMissed);
      },
      onEvent,
      onLost: () => {
        const isNews = lost.hidden;
        lost.hidden = false;
        if (isNews) sayLost('lost');
        void whyLost(shown, loadStart(shown)).then(sayLost);
      },
    });
  }

  function hideLost() {
    lost.hidden = true;
    lost.textContent = '';
  }

  /** @param {'lost' | 'restarted' | 'gone'} reason */
  function sayLost(reason) {
    const sentence = saidToAll()[reason];
    // Said once, not at every attempt; and not when it is back meanwhile.
    if (lost.hidden || lost.textContent === sentence) return;
    lost.textContent = sentence ?? '';
    keepNumbersWhole(lost);
    notice.announceOnSheet(lost.textContent);
  }

  /** What the page says itself to this person, with what is dialled where they are on shift. @param {string} [user] */
  function said(user) {
    return { ...words, ...start.words, ...start.people.find((person) => person.user === user)?.words };
  }

  /** What is dialled where their calls are open, if that is one place; else for one person theirs, for several the organisation's. */
  function saidToAll() {
    const [only, ...others] = people;
    const [call, ...calls] = people.map((person) => person.callWords()).filter((words) => words);
    const isOne = calls.every((words) => words?.lost === call?.lost);
    return { ...said(others.length === 0 ? only?.person.user : undefined), ...(isOne && call) };
  }

  async function reload() {
    const [news] = await Promise.all([Promise.all(people.map((person) => person.reload())), loadNewStart()]);
    keepForReload(saidToAll().newAddress);
    columns.setAttribute('aria-busy', 'false');
    return news.flat();
  }

  /** What came while the page was not connected rings once. @param {readonly WireMessage[]} messages */
  function tellMissed(messages) {
    const last = [...messages].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
    if (last !== undefined) tell(last);
  }

  /** @param {WireMessage} message */
  function tell({ summary }) {
    notice.announce(summary);
    notice.ring();
  }

  /** Who is on shift, what is dialled, and the branches change while the page is open. */
  async function loadNewStart() {
    start = await loadStart(people.map(({ person }) => person.user)).catch(() => start);
    for (const person of people) person.followStart(start);
  }

  /** @param {import('../wire.ts').WirePerson} person */
  function createColumn(person) {
    return createPerson({
      person,
      start,
      words,
      said: () => said(person.user),
      dialog,
      announce: notice.announce,
      tellProblem: (text, isShown) => (isShown ? notice.announceOnSheet(text) : notice.announce(text)),
      onClose: () =>
        showOrAsk(people.map((other) => other.person.user).filter((user) => user !== person.user)),
      onCounted: count,
    });
  }

  /** @param {import('../wire.ts').WireEvent} event */
  function onEvent(event) {
    if (event.type === 'start') void reload();
    for (const person of people) person.receive(event);
    keepForReload(saidToAll().newAddress);
    if (event.type === 'post') tell(event.message);
  }

  function count() {
    const fresh = people.reduce((sum, person) => sum + person.freshCount(), 0);
    notice.setCount(
      fresh,
      people.some((person) => person.hasProblem()),
    );
    drawStrip();
  }

  function drawStrip() {
    const current = columns.querySelector('.person.current')?.getAttribute('data-user');
    strip.show(people, current ?? undefined);
  }

  /** @param {string} user */
  function setCurrent(user) {
    for (const person of people) person.element.classList.toggle('current', person.person.user === user);
    people.find((person) => person.person.user === user)?.scrollToEnd();
    drawStrip();
  }

  /** Nothing is tried any more for anybody. @param {boolean} hadFocus whether the focus was in what is gone */
  function showWelcome(hadFocus) {
    hideLost();
    strip.show([], undefined);
    const heading = h('h2', { tabIndex: -1 }, words.whoAreYou);
    columns.replaceChildren(
      h(
        'section',
        { className: 'welcome' },
        heading,
        h('p', { className: 'hint' }, words.whoHint),
        createChooser(start, words, add),
      ),
    );
    if (hadFocus) heading.focus();
  }

  notice.setCount(0, false);
  show(peopleInAddress());
  // Then the page scrolls as a whole, or no longer does: whoever turns a phone keeps the newest line.
  matchMedia(lowWindow).addEventListener('change', () => {
    for (const person of people) person.scrollToEnd();
  });
}

/** What must be known about this desk. Pressed, it is folded to one line. @param {string} sentence */
function createNote(sentence) {
  const note = h('button', { type: 'button', className: 'demo', 'aria-expanded': 'true', onclick }, sentence);
  function onclick() {
    note.setAttribute('aria-expanded', String(note.getAttribute('aria-expanded') === 'false'));
  }
  return note;
}

async function openWhenReady() {
  try {
    await open();
  } catch {
    setTimeout(() => void openWhenReady(), retryMs);
  }
}

void openWhenReady();
