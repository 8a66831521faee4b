import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import { type FieldView, type FormActionView, type FormView, moreAction } from '../../chat/form.ts';
import type { Reader, Words } from '../../chat/words.ts';
import { formActionToId } from './action-id.ts';
import { cardToViewBlocks, contextBlock, plain } from './card-to-message.ts';
import { fieldToElement } from './field-to-element.ts';
import { slackLimits as limits } from './limits.ts';
import { fieldToBlockId, formCallback, modalDataToText, noteCallback } from './modal-data.ts';
import { say } from './texts.en.ts';

/**
 * Draws a form as a modal: its fields in the order of their pages, each with its value and below it its problem, then
 * "More" while later pages are not shown, and the form's other ways to be sent.
 */
export function formToModal(form: FormView, words: Words, reader: Reader): types.ModalView {
  const later = form.fields.filter((field) => field.page > 1);
  const closed = later.length > 0 && !isOpened(form, later);
  const shown = closed ? form.fields.filter((field) => field.page === 1) : form.fields;
  const fields = shown.toSorted((one, other) => one.page - other.page);
  const actions: readonly FormActionView[] = [
    ...(closed ? [{ id: moreAction, label: say('slack.more') }] : []),
    ...(form.actions ?? []),
  ];
  const above = [form.opening, form.notice]
    .filter((text) => text !== undefined)
    .map(
      (text): types.KnownBlock => ({ type: 'section', text: plain(words.draw(text, reader), limits.text) }),
    );
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(words.draw(form.title, reader), limits.modalTitle),
    submit: plain(words.draw(form.submit, reader), limits.modalButton),
    close: plain(words.draw(say('slack.cancel'), reader), limits.modalButton),
    private_metadata: modalDataToText(form),
    blocks: [
      ...above,
      ...fields.flatMap((field) => fieldBlocks(field, form, words, reader)),
      ...(actions.length === 0 ? [] : [actionsBlock(actions, words, reader)]),
    ],
  };
}

/** Later pages are behind "More" until asked for, unless something is already written or wrong there. */
function isOpened(form: FormView, later: readonly FieldView[]): boolean {
  return form.expanded === true || later.some(({ id }) => id in form.values || id in form.problems);
}

/** A modal has one submit: every other way to send it is a button in it. */
function actionsBlock(actions: readonly FormActionView[], words: Words, reader: Reader): types.ActionsBlock {
  return {
    type: 'actions',
    elements: actions.map(({ id, label }) => ({
      type: 'button',
      action_id: formActionToId(id),
      text: plain(words.draw(label, reader), limits.buttonText),
    })),
  };
}

/** A modal that shows a card: a result that came late, or why a form is no longer in use. */
export function cardToModal(card: Card, words: Words, reader: Reader): types.ModalView {
  return {
    type: 'modal',
    callback_id: noteCallback,
    title: plain(words.draw(say('slack.title'), reader), limits.modalTitle),
    close: plain(words.draw(say('slack.close'), reader), limits.modalButton),
    blocks: cardToViewBlocks(card, words, reader),
  };
}

function fieldBlocks(field: FieldView, form: FormView, words: Words, reader: Reader): types.KnownBlock[] {
  const label = words.draw(field.label, reader);
  const problem = form.problems[field.id];
  const below = problem === undefined ? [] : [contextBlock(words.draw(problem, reader))];
  const element = fieldToElement(field, form.values[field.id], words, reader);
  // Slack refuses a choice without options, and with it the whole modal.
  if (element === undefined)
    return [contextBlock(words.draw(say('slack.noOptions', { label }), reader)), ...below];
  return [
    {
      type: 'input',
      block_id: fieldToBlockId(field.id, form.instance),
      label: plain(label, limits.inputLabel),
      ...(field.hint === undefined ? {} : { hint: plain(words.draw(field.hint, reader), limits.inputHint) }),
      optional: !field.required,
      element,
    },
    ...below,
  ];
}
