/** @import { WireAnswer, WireEvent, WireMessage, WirePerson, WireStart } from '../wire.ts' */
/** @import { Conversation } from './conversation.js' */
/** @import { FormDialog } from './form-dialog.js' */
import { actOf, createActs, lineOf } from './acts.js';
import { avatar } from './chooser.js';
import { createCommandLine } from './command-line.js';
import { createConversation } from './conversation.js';
import { loadHome, loadMessages } from './desk.js';
import { createDialled } from './dialled.js';
import { h } from './elements.js';
import { createHome } from './home.js';
import { hasButtons } from './offered.js';
import { createPane } from './pane.js';
import { createPinned } from './pinned.js';
import { aboutOf, placesOf } from './places.js';

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
 *   onClose: () => void,
 *   onCounted: () => void,
 * }} options `said`: what the page says itself to this person now, with what is dialled when none of their calls is open
 */
export function createPerson({ person, start, words, said, dialog, announce, onClose, onCounted }) {
  const home = `person:${person.user}`;
  const homeCard = createHome(words, (data) => act(home, { type: 'pressed', data }));
  const homeTab = {
    ...createPane('home', words.home ?? '', homeCard.element, select),
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
    onProblem: leaveHome,
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
    return { ...createPane(place.id, place.name, conversation.element, select), conversation };
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
  }

  /** A tab whose branch is gone stays while something in it did not arrive. @param {WireStart} now */
  function followStart(now) {
    about.textContent = aboutOf(person.user, now);
    const wanted = placesOf(person, now, words);
    const before = tabs;
    tabs = wanted.map((place) => before.find((tab) => tab.place === place.id) ?? createTab(place));
    const gone = before.filter((tab) => !tabs.includes(tab));
    tabs.push(...gone.filter(({ conversation }) => conversation.hasProblem()));
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

  /** @param {KeyboardEvent} event */
  function onTabKey(event) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || current === undefined) return;
    const all = panes();
    const next = all[(all.indexOf(current) + step + all.length) % all.length];
    if (next === undefined) return;
    select(next.place);
    next.button.focus();
  }

  /** @param {Pane} pane @returns {Promise<readonly WireMessage[]>} what has come since it was loaded before */
  async function load(pane) {
    /** @type {readonly WireMessage[]} */
    let news = [];
    try {
      if (pane.conversation === undefined) homeCard.show(await loadHome(person.user));
      else {
        const messages = await loadMessages(person.user, pane.place);
        news = pane.conversation.load(messages, pane.loaded);
        for (const message of messages) follow(message);
        sayLeft();
        count();
      }
      pane.loaded = true;
      pane.conversation?.scrollToEnd();
    } catch {
      // The lost connection is told by the page, and the state is read again when it is back.
    }
    return news;
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
    if (answer.form) openForm(place, answer.form);
  }

  /** @param {string} place @param {import('../wire.ts').WireForm} form */
  function openForm(place, form) {
    dialog.show(form, person, { said: saidHere, submit });

    /** @param {unknown} data @param {string} id @param {import('./form-dialog.js').Sent} sent */
    function submit(data, id, sent) {
      // An answer comes in two parts, and either may bring the form back.
      let cameBack = false;
      void act(
        place,
        { type: 'submitted', data },
        {
          id,
          form: {
            isShown: sent.isShown,
            onProblem: sent.onProblem,
            onAnswer(answer) {
              cameBack ||= answer.form !== undefined;
              // What must be read at once is in the conversation behind the dialog.
              if (!cameBack) sent.hide();
              if (answer.step === 'last') sent.answered(cameBack);
            },
          },
        },
      );
    }
  }

  const line = createCommandLine(person.user, start.commands, words, (typed) => {
    leaveHome();
    const place = current?.place ?? home;
    const id = crypto.randomUUID();
    conversationOf(place).said(typed, id);
    void act(place, { type: 'command', typed }, { id });
  });

  const tabList = h(
    'div',
    { role: 'tablist', className: 'tabs', 'aria-label': words.places, onkeydown: onTabKey },
    ...panes().map((pane) => pane.button),
  );
  const about = h('p', { className: 'hint' }, aboutOf(person.user, start));
  const element = h(
    'section',
    { className: 'person', 'aria-label': person.actingAs, 'data-user': person.user },
    h(
      'header',
      {},
      avatar(person.name),
      h('div', {}, h('h2', {}, person.actingAs), about),
      h(
        'button',
        { type: 'button', className: 'quiet', 'aria-label': person.close, onclick: onClose },
        words.close,
      ),
    ),
    tabList,
    pinned.element,
    ...panes().map((pane) => pane.panel),
    line.element,
  );

  function count() {
    for (const tab of tabs) {
      const fresh = tab.conversation.freshCount();
      tab.count.hidden = fresh === 0;
      tab.count.textContent = `${fresh} ${words.new}`;
    }
    onCounted();
  }

  /** Whoever touches the column has seen what is open in it. */
  function setSeen() {
    current?.conversation?.setSeen();
    count();
  }
  element.addEventListener('pointerdown', setSeen);
  element.addEventListener('keydown', setSeen);

  show(home);
  pinned.restore();
  restore(tabs.map(({ place }) => place));
  return {
    person,
    element,
    callWords,
    followStart,
    focus: line.focus,
    scrollToEnd: () => current?.conversation?.scrollToEnd(),
    close() {
      element.remove();
      for (const { conversation } of tabs) conversation.close();
    },
    /** Reads again what stands in every conversation that has been opened, and gives what has come since. */
    async reload() {
      const opened = panes().filter((pane) => pane === current || pane.loaded);
      return (await Promise.all(opened.map(load))).flat();
    },
    /** @param {WireEvent} event */
    receive(event) {
      if (event.type === 'start') return;
      if (event.type === 'home') {
        if (event.place === home && homeTab.loaded) homeCard.show(event.card);
        return;
      }
      const tab = tabs.find((candidate) => candidate.place === event.place);
      tab?.conversation.receive(event.message, event.type === 'post');
      if (tab !== undefined) follow(event.message);
      count();
    },
    freshCount: () => tabs.reduce((sum, tab) => sum + tab.conversation.freshCount(), 0),
  };
}

/** @typedef {ReturnType<typeof createPerson>} Person */
