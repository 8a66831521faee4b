/** @import { WireForm } from '../wire.ts' */
/** @import { Back } from './back.js' */
/** @import { DeskProblem } from './desk.js' */
/** @import { Draft } from './draft.js' */
import { problemWords } from './acts.js';
import { renderCard } from './cards.js';
import { changesIn, fillIn, valuesIn } from './draft.js';
import { freshId, h } from './elements.js';
import { tieInputs } from './inputs.js';
import { keepNumbersWhole } from './numbers.js';
import { reveal } from './reveal.js';
import { keepUnsent, unsent } from './unsent.js';

const sentTime = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });

/**
 * The one dialog that forms open in. What was written and not sent is kept until the form is opened again
 * or its person closed.
 *
 * @param {Readonly<Record<string, string>>} words
 * @param {Back} back
 */
export function createFormDialog(words, back) {
  const titleId = freshId();
  const title = h('h2', { id: titleId });
  const notice = h('p', { className: 'form-notice', role: 'alert', hidden: true });
  const opening = h('p', { className: 'form-opening', hidden: true });
  const body = h('div', { className: 'form-body' });
  const closeButton = h(
    'button',
    { type: 'button', className: 'quiet', onclick: () => dialog.close() },
    words.close,
  );
  const who = h('p', { className: 'hint' });
  const dialog = h(
    'dialog',
    { className: 'sheet', 'aria-labelledby': titleId },
    h('header', {}, h('div', {}, title, who), closeButton),
    opening,
    notice,
    body,
  );
  document.body.append(dialog);

  /** `before`: what stood in its inputs when it was opened. @type {{ key: string, before: Readonly<Record<string, string>>, keep: () => void } | undefined} */
  let open;
  /** When something was sent from a form, by its key, that has no answer and may have arrived. @type {Map<string, Date>} */
  const unanswered = new Map();
  /** What stood above the fields when the form was opened. @type {{ instance: string, notice: string | undefined } | undefined} */
  let opened;

  for (const type of ['input', 'change']) body.addEventListener(type, () => open?.keep());
  dialog.addEventListener('close', () => {
    // The browser tells of a close later: another form may stand here by then.
    if (dialog.open) return;
    open = undefined;
    body.replaceChildren();
  });

  /**
   * @param {WireForm} form
   * @param {import('../wire.ts').WirePerson} person
   * @param {{
   *   said: () => Readonly<Record<string, string>>,
   *   submit: (data: unknown, id: string, sent: Sent) => void,
   * }} options `said`: what the page says itself to this person now
   */
  function show(form, person, { said, submit }) {
    const what = `${form.form}:${form.record ?? ''}`;
    const key = `${person.user}:${what}`;
    // What comes back to be corrected was all written by the person.
    const before =
      (dialog.open && open?.key === key && open.before) || (form.problems ? {} : valuesIn(form.json));
    /** @type {Draft} */
    const draft = form.problems ? {} : JSON.parse(unsent(person.user, what) ?? '{}');
    const sentBefore = unanswered.get(key);
    // What was to be done then is perhaps done.
    const filled = fillIn(form.json, draft, sentBefore !== undefined);
    const aboutDraft = filled > 0 ? words.draftKept : undefined;
    title.textContent = form.title;
    who.textContent = person.actingAs;
    dialog.classList.toggle('refused', form.problems);
    say(form.problems ? form.notice : sentBefore ? noAnswerTo(sentBefore) : aboutDraft);
    keepOpening(form);
    let id = crypto.randomUUID();
    let sent = '';
    const { card, element } = renderCard(form.json, send);

    /** @param {unknown} data */
    function send(data) {
      // The same again, after a lost connection, is the same delivery; what was changed meanwhile is another.
      const content = JSON.stringify(data);
      if (sent !== '' && content !== sent) id = crypto.randomUUID();
      sent = content;
      setBusy(true);
      const kept = unsent(person.user, what);
      const at = new Date();
      const earlier = unanswered.get(key);
      unanswered.set(key, at);
      submit(data, id, {
        isShown,
        hide() {
          if (!isShown()) return;
          setBusy(false);
          dialog.close();
        },
        answered(cameBack) {
          if (unanswered.get(key) === at) unanswered.delete(key);
          // It may have been opened again meanwhile, with other words.
          if (cameBack || kept === undefined || unsent(person.user, what) !== kept) return;
          keepUnsent(person.user, what, undefined);
          if (open?.key === key) dialog.close();
        },
        onProblem(reason) {
          setBusy(false);
          if (reason !== 'lost') {
            unanswered.delete(key);
            if (earlier !== undefined) unanswered.set(key, earlier);
          }
          const { notSent, ...other } = said();
          say(other[problemWords[reason]] ?? notSent);
        },
      });
    }

    function isShown() {
      return dialog.open && open === own;
    }

    function keep() {
      const changes = changesIn(before, card);
      const isChanged = Object.keys(changes).length > 0;
      keepUnsent(person.user, what, isChanged ? JSON.stringify(changes) : undefined);
    }

    setBusy(false);
    body.replaceChildren(element);
    const own = { key, before, keep };
    open = own;
    if (form.problems) keep();
    if (!dialog.open) back.open(dialog);
    const marked = tieInputs(card, form.fields, words);
    const first = marked?.control ?? body.querySelector('input, select, textarea') ?? closeButton;
    if (first instanceof HTMLElement) first.focus({ preventScroll: true });
    body.scrollTop = 0;
    if (marked) reveal(body, marked);
  }

  /** A form that comes back says what is wrong with it; what it said at first, such as what to dial, still holds. @param {WireForm} form */
  function keepOpening(form) {
    if (opened?.instance !== form.instance) opened = { instance: form.instance, notice: form.notice };
    const first = form.opening ?? opened.notice;
    opening.hidden = first === undefined || first === form.notice;
    opening.textContent = first ?? '';
    keepNumbersWhole(opening);
  }

  /** @param {Date} sent */
  function noAnswerTo(sent) {
    return `${words.sentUnanswered} ${sentTime.format(sent)}`;
  }

  /** @param {string | undefined} sentence */
  function say(sentence) {
    notice.hidden = sentence === undefined;
    notice.textContent = sentence ?? '';
    keepNumbersWhole(notice);
  }

  /** @param {boolean} busy */
  function setBusy(busy) {
    body.setAttribute('aria-busy', String(busy));
    for (const button of body.querySelectorAll('button')) button.disabled = busy;
  }

  return { show };
}

/**
 * What becomes of a form that was sent.
 *
 * @typedef {{
 *   isShown: () => boolean,
 *   hide: () => void,
 *   answered: (cameBack: boolean) => void,
 *   onProblem: (reason: DeskProblem['reason']) => void,
 * }} Sent `hide`: it need not be seen any more; `answered`: unless it came back, nothing of it is kept any more;
 *   `onProblem`: while it is shown
 */

/** @typedef {ReturnType<typeof createFormDialog>} FormDialog */
