import type { types } from '@slack/bolt';
import type { Card } from '../../chat/card.ts';
import type { FieldView, FormView } from '../../chat/form.ts';
import type { Reader, Words } from '../../chat/words.ts';
import { cardToViewBlocks, contextBlock, plain } from './card-to-message.ts';
import { fieldToElement } from './field-to-element.ts';
import { slackLimits as limits } from './limits.ts';
import { fieldToBlockId, formCallback, modalDataToText, noteCallback } from './modal-data.ts';
import { say } from './texts.en.ts';

/**
 * Draws a form as a modal: every field in the order of its page, with its value, and the problem below the field it
 * belongs to.
 */
export function formToModal(form: FormView, words: Words, reader: Reader): types.ModalView {
  const fields = form.fields.toSorted((one, other) => one.page - other.page);
  const notice: types.KnownBlock[] =
    form.notice === undefined
      ? []
      : [{ type: 'section', text: plain(words.draw(form.notice, reader), limits.text) }];
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(words.draw(form.title, reader), limits.modalTitle),
    submit: plain(words.draw(form.submit, reader), limits.modalButton),
    close: plain(words.draw(say('slack.cancel'), reader), limits.modalButton),
    private_metadata: modalDataToText(form),
    blocks: [...notice, ...fields.flatMap((field) => fieldBlocks(field, form, words, reader))],
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
