/** @import { WireAnswer, WireEvent, WireMessage, WirePerson, WireStart } from '../wire.ts' */
/** @import { Conversation } from './conversation.js' */
/** @import { FormDialog } from './form-dialog.js' */
import { actOf, createActs, lineOf } from './acts.js';
import { avatar } from './chooser.js';
import { createCommandLine } from './command-line.js';
import { createConversation } from './conversation.js';
import { createDialled } from './dialled.js';
import { h } from './elements.js';
import { createHome } from './home.js';
import { createNotSent } from './not-sent.js';
import { hasButtons } from './offered.js';
import { openForm } from './open-form.js';
import { createPane, createTabList } from './pane.js';
import { createPinned } from './pinned.js';
import { aboutOf, placesOf } from './places.js';
import { createRefresh } from './refresh.js';

/**
 * One person's side of the page: their conversation with the desk and the channels of the branches.
 *
 * @param {{
 *   person: WirePerson,
 *   start: WireStart,
 *   words: Readonly<Record<string, string>>,
 *   said: () => Readonly<Record<string, string>>,
 *   dialog: FormDialog,
 *   announce: (summary: string) => void,
 *   tellProblem: (text: string, isShown: boolean) => void,
 *   onClose: () => void,
 *   onCounted: () => void,
 * }} options `said`: what the page says itself to this person now, with what is dialled when none of their calls is open;
 *   `tellProblem`: something did not arrive, and this column is shown or not
 */
export function createPerson(options) {
  const { person, start, words, said, dialog, announce, tellProblem, onClose, onCounted } = options;
  const home = `person:${person.user}`;
  const homeCard = createHome(words, (data) => act(home, { type: 'pressed', data }));
  const homeTab = {
    ...createPane('home', words.home ?? '', homeCard.element, words, select),
    conversation: undefined,
  };
  let tabs = placesOf(person, start, words).map((place) => createTab(place));
  /** Whoever left the list during a call has no Home. */
  const panes = () => (start.left.includes(person) ? tabs : [homeTab, ...tabs]);
  const pinned = createPinned(person.user, words, {
    onChanged: (pin, isPinned) => conversationOf(pin.place).setElsewhere(pin.id, isPinned),
    onGone: () => current?.content.focus(),
  });
  const dialled = createDialled();
  const { act, restore, sayLeft } = createActs({
    user: person.user,
    said: saidHere,
    conversationOf,
    onAnswer: take,
    onProblem,
    onArrived: count,
  });
  const { load, came, isReading } = createRefresh(person.user, {
    showHome: homeCard.show,
    onMessages(messages) {
      for (const message of messages) follow(message);
      sayLeft();
      count();
    },
  });
  const notSent = createNotSent(words, (place) => {
    select(place);
    current?.content.focus();
  });
  /** @typedef {ReturnType<typeof panes>[number]} Pane */
  /** @type {Pane | undefined} */
  let current = tabs[0];

  /** What the page says itself here now; where a call of this person is open, with what is dialled there. */
  function saidHere() {
    return { ...said(), ...callWords() };
  }
  const callWords = () => pinned.words() ?? dialled.words();

  /** @param {WireMessage} message */
  function follow(message) {
    pinned.follow(message);
    dialled.follow(message);
  }

  /** @param {{ id: string, name: string, hint: string }} place */
  function createTab(place) {
    const conversation = createConversation({
      user: person.user,
      place: place.id,
      hint: place.hint,
      words,
      onPress: (data, { id, live }) =>
        act(place.id, { type: 'pressed', data, ...(live ? { message: id } : {}) }, { pressed: id }),
    });
    return { ...createPane(place.id, place.name, conversation.element, words, select), conversation };
  }

  /** @param {string} place */
  function select(place) {
    show(place);
    if (current !== undefined && !current.loaded) void load(current);
  }

  /** @param {string} place */
  function show(place) {
    current = panes().find((pane) => pane.place === place) ?? current;
    showCurrent();
    current?.conversation?.scrollToEnd();
  }

  function showCurrent() {
    for (const tab of panes()) {
      tab.button.setAttribute('aria-selected', String(tab === current));
      tab.button.tabIndex = tab === current ? 0 : -1;
      tab.panel.hidden = tab !== current;
    }
    showNotSent();
  }

  /** A tab whose branch is gone stays while something in it did not arrive. @param {WireStart} now */
  function followStart(now) {
    about.textContent = aboutOf(person.user, now);
    const wanted = placesOf(person, now, words);
    const before = tabs;
    tabs = wanted.map((place) => before.find((tab) => tab.place === place.id) ?? createTab(place));
    const gone = before.filter((tab) => !tabs.includes(tab));
    tabs.push(...gone.filter(hasProblem));
    for (const [index, { name }] of wanted.entries()) tabs[index]?.rename(name);
    if (tabs.length === before.length && tabs.every((tab, index) => tab === before[index])) return;
    const focused = document.activeElement;
    tabList.replaceChildren(...panes().map((pane) => pane.button));
    for (const { panel } of before) if (!tabs.some((tab) => tab.panel === panel)) panel.remove();
    for (const { panel } of tabs) if (panel.parentElement === null) line.element.before(panel);
    restore(tabs.filter((tab) => !before.includes(tab)).map(({ place }) => place));
    if (current !== undefined && !panes().includes(current)) select(home);
    else showCurrent();
    if (focused instanceof HTMLElement && tabList.contains(focused)) focused.focus();
    else if (focused?.isConnected === false) current?.content.focus();
  }

  /** @param {string} place @returns {Conversation} */
  function conversationOf(place) {
    const tab = tabs.find((candidate) => candidate.place === place) ?? tabs[0];
    if (tab === undefined) throw new Error('A person has at least one conversation.');
    return tab.conversation;
  }

  /** What is said stands in the conversation. */
  function leaveHome() {
    if (current === homeTab) select(home);
  }

  /**
   * Nobody is led to another tab by it, because what they are about to type would then go there.
   *
   * @param {string} place @param {string} text
   */
  function onProblem(place, text) {
    if (place === home) leaveHome();
    count();
    tellProblem(text, element.checkVisibility());
  }

  function showNotSent() {
    const [problem] = tabs.flatMap((tab) => {
      const text = tab === current ? undefined : tab.conversation.problemText();
      return text === undefined ? [] : [{ place: tab.place, name: tab.name(), text }];
    });
    notSent.show(problem);
  }

  /** @param {string} place @param {string} id @param {WireAnswer} answer @param {string} [pressed] */
  function take(place, id, answer, pressed) {
    if (answer.reply) leaveHome();
    const line = (answer.replaces && pressed) || lineOf(id, answer.step);
    conversationOf(place).reply(answer, line);
    // The desk says at once only what cannot wait for anything. What has a button is pressed where it stands.
    if (answer.reply && answer.step === 'first') {
      if (!hasButtons(answer.reply.json)) pinned.pin(place, line, answer.reply);
    } else pinned.belongs(lineOf(actOf(pressed ?? line), 'first'), answer.reply?.inSight?.record);
    if (answer.reply) announce(answer.reply.summary);
    if (answer.form) openForm(answer.form, place, { person, dialog, said: saidHere, act });
  }

  const line = createCommandLine(person.user, start.commands, words, (typed) => {
    leaveHome();
    const place = current?.place ?? home;
    const id = crypto.randomUUID();
    conversationOf(place).said(typed, id);
    void act(place, { type: 'command', typed }, { id });
  });

  const tabList = createTabList(words, () => ({ panes: panes(), current }));
  tabList.append(...panes().map((pane) => pane.button));
  const heading = h('h2', { tabIndex: -1 }, person.actingAs);
  const about = h('p', { className: 'hint' }, aboutOf(person.user, start));
  const element = h(
    'section',
    { className: 'person', 'aria-label': person.actingAs, 'data-user': person.user },
    h(
      'header',
      {},
      avatar(person.name),
      h('div', {}, heading, about),
      h(
        'button',
        { type: 'button', className: 'quiet', 'aria-label': person.close, onclick: onClose },
        words.close,
      ),
    ),
    tabList,
    pinned.element,
    notSent.element,
    ...panes().map((pane) => pane.panel),
    line.element,
  );

  function count() {
    for (const { conversation, mark } of tabs) mark(conversation.freshCount(), hasProblem({ conversation }));
    showNotSent();
    onCounted();
  }

  /** Whoever touches the column has seen what is open in it. */
  function setSeen() {
    current?.conversation?.setSeen();
    count();
  }
  // Not when the pointer goes down: the tabs become narrower, and the one that is pressed would slip away from under it.
  for (const type of ['pointerup', 'pointercancel']) element.addEventListener(type, setSeen);
  element.addEventListener('keydown', setSeen);

  show(tabs.find(hasProblem)?.place ?? home);
  pinned.restore();
  restore(tabs.map(({ place }) => place));
  return {
    person,
    element,
    callWords,
    followStart,
    focus: line.focus,
    focusHeading: () => heading.focus(),
    scrollToEnd: () => current?.conversation?.scrollToEnd(),
    close() {
      element.remove();
      for (const { conversation } of tabs) conversation.close();
    },
    /** Reads again what stands in every conversation that has been opened, and gives what has come since. */
    async reload() {
      // Their own calls stand in the one with the desk, and with them what is dialled.
      const opened = panes().filter((pane) => pane === current || pane.place === home || pane.loaded);
      return (await Promise.all(opened.map(load))).flat();
    },
    /** @param {WireEvent} event */
    receive(event) {
      if (event.type === 'start') return;
      if (event.type === 'home') {
        if (event.place !== home) return;
        came(event);
        if (homeTab.loaded) homeCard.show(event.card);
        return;
      }
      came(event);
      const tab = tabs.find((candidate) => candidate.place === event.place);
      // What changes where nothing has been read yet stands further up there.
      const isRead = tab?.loaded === true && !isReading(tab.place);
      tab?.conversation.receive(event.message, { rings: event.type === 'post', isNew: isRead });
      if (tab !== undefined) follow(event.message);
      count();
    },
    hasProblem: () => tabs.some(hasProblem),
    freshCount: () => tabs.reduce((sum, tab) => sum + tab.conversation.freshCount(), 0),
  };
}

/** @param {{ conversation: Conversation }} tab */
function hasProblem({ conversation }) {
  return conversation.problemText() !== undefined;
}

/** @typedef {ReturnType<typeof createPerson>} Person */
