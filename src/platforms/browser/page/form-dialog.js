/** @import { WireForm } from '../wire.ts' */
import { renderCard, tieInputs } from './cards.js';
import { DeskProblem } from './desk.js';
import { freshId, h } from './elements.js';
import { keepNumbersWhole } from './numbers.js';

/**
 * The one dialog that forms open in. What was written and not sent is kept until the form is opened again.
 *
 * @param {Readonly<Record<string, string>>} words
 */
export function createFormDialog(words) {
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

  /** What was written and not sent, by person, form and record. @type {Map<string, Record<string, string>>} */
  const drafts = new Map();
  /** @type {{ key: string, values: () => Record<string, string> } | undefined} */
  let open;
  /** What stood above the fields when the form was opened. @type {{ instance: string, notice: string | undefined } | undefined} */
  let opened;

  dialog.addEventListener('close', () => {
    if (open) drafts.set(open.key, open.values());
    open = undefined;
    body.replaceChildren();
  });

  /**
   * @param {WireForm} form
   * @param {import('../wire.ts').WirePerson} person
   * @param {{
   *   said: () => Readonly<Record<string, string>>,
   *   submit: (data: unknown, id: string) => Promise<void>,
   * }} options `said`: what the page says itself to this person now
   */
  function show(form, person, { said, submit }) {
    const key = `${person.user}:${form.form}:${form.record ?? ''}`;
    const draft = form.problems ? undefined : drafts.get(key);
    const filled = draft === undefined ? 0 : fillIn(form.json, draft);
    drafts.delete(key);
    title.textContent = form.title;
    who.textContent = person.actingAs;
    say(filled > 0 ? words.draftKept : undefined);
    keepOpening(form);
    let id = crypto.randomUUID();
    let sent = '';
    const { card, element } = renderCard(form.json, (data) => void send(data));

    /** @param {unknown} data */
    async function send(data) {
      // The same again, after a lost connection, is the same delivery; what was changed meanwhile is another.
      const content = JSON.stringify(data);
      if (sent !== '' && content !== sent) id = crypto.randomUUID();
      sent = content;
      setBusy(true);
      try {
        await submit(data, id);
      } catch (problem) {
        const { notSent, ...other } = said();
        say(problem instanceof DeskProblem ? (other[problemWords[problem.reason]] ?? notSent) : notSent);
      } finally {
        setBusy(false);
      }
    }

    body.replaceChildren(element);
    open = { key, values: () => valuesOf(card) };
    if (!dialog.open) dialog.showModal();
    const firstProblem = tieInputs(card);
    (firstProblem ?? body.querySelector('input, select, textarea') ?? closeButton).focus();
    body.scrollTop = 0;
    firstProblem?.scrollIntoView({ block: 'center' });
  }

  /** A form that comes back says what is wrong with it; what it said at first, such as what to dial, still holds. @param {WireForm} form */
  function keepOpening(form) {
    if (opened?.instance !== form.instance) opened = { instance: form.instance, notice: form.notice };
    const first = form.opening ?? opened.notice;
    opening.hidden = first === undefined || first === form.notice;
    opening.textContent = first ?? '';
    keepNumbersWhole(opening);
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

  return {
    show,
    /** Closes it after what is in it was taken: nothing of it is kept. */
    finish() {
      open = undefined;
      if (dialog.open) dialog.close();
    },
  };
}

/** On a page that is open the key was right once. @type {Readonly<Record<DeskProblem['reason'], string>>} */
export const problemWords = {
  lost: 'notSent',
  refused: 'refused',
  gone: 'gone',
  noAccess: 'notSentRestarted',
};

/** @param {import('./cards.js').RenderedCard} card */
function valuesOf(card) {
  return Object.fromEntries(
    card
      .getAllInputs()
      .flatMap((input) => (input.id && input.value ? [[input.id, String(input.value)]] : [])),
  );
}

/**
 * Writes a draft into the inputs of a form's JSON that are still empty; returns how many it filled.
 *
 * @param {unknown} json
 * @param {Readonly<Record<string, string>>} draft
 * @returns {number}
 */
function fillIn(json, draft) {
  if (Array.isArray(json)) return json.reduce((count, part) => count + fillIn(part, draft), 0);
  if (typeof json !== 'object' || json === null) return 0;
  const id = Reflect.get(json, 'id');
  const isEmptyInput = String(Reflect.get(json, 'type')).startsWith('Input.') && !Reflect.get(json, 'value');
  if (isEmptyInput && typeof id === 'string' && draft[id]) {
    Reflect.set(json, 'value', draft[id]);
    return 1;
  }
  const filled = fillIn(Object.values(json), draft);
  // What was written behind "More" is not sent unseen.
  if (filled > 0 && Reflect.get(json, 'isVisible') === false) Reflect.set(json, 'isVisible', true);
  return filled;
}

/** @typedef {ReturnType<typeof createFormDialog>} FormDialog */
