import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import type { Reader, Words } from '../../chat/words.ts';
import { formatInstant } from '../../time.ts';
import { cardToAdaptiveCard, formToAdaptiveCard } from '../adaptive-card/index.ts';
import type { DrawFor, ShownMessage } from '../platform.ts';
import type { WireBoard, WireCard, WireForm, WireMessage } from './wire.ts';

export function cardToWire(card: Card, words: Words, drawFor: DrawFor): WireCard {
  return {
    summary: words.draw(card.summary, drawFor),
    tone: card.tone ?? 'plain',
    ...(card.board === undefined ? {} : { board: card.board }),
    ...(card.inSight === undefined ? {} : { inSight: inSightToWire(card.inSight, words, drawFor) }),
    json: cardToAdaptiveCard(card, words, drawFor),
  };
}

function inSightToWire(
  { record, text }: NonNullable<Card['inSight']>,
  words: Words,
  drawFor: DrawFor,
): NonNullable<WireCard['inSight']> {
  return { record, ...(text === undefined ? {} : { text: words.draw(text, drawFor) }) };
}

/** The words of a card without its buttons: a screen that anybody passes acts in nobody's name. */
export function cardToBoard(card: Card, words: Words, drawFor: DrawFor): WireBoard {
  const draw = (text: Text) => words.draw(text, drawFor);
  return {
    summary: draw(card.summary),
    parts: card.parts.flatMap((part): WireBoard['parts'] => {
      switch (part.type) {
        case 'facts':
          return part.facts.map(({ label, value }) => ({
            type: 'fact',
            label: draw(label),
            value: draw(value),
          }));
        case 'buttons':
          return [];
        default:
          return [{ type: part.type, text: draw(part.text) }];
      }
    }),
  };
}

/** A message with its moment in the wall-clock time of `zone`, which is named to whom has another. */
export function shownToWire(
  { message, at, card }: ShownMessage,
  words: Words,
  drawFor: DrawFor,
  zone: string,
): WireMessage {
  return { message, at, when: instantToWhen(at, zone, drawFor), ...cardToWire(card, words, drawFor) };
}

/** The moment of a message in words. */
export function instantToWhen(at: string, zone: string, reader: Reader): string {
  return formatInstant(at, zone, {
    style: 'time',
    locale: reader.locale,
    ...(reader.zone === undefined ? {} : { readerZone: reader.zone }),
  });
}

export function formToWire(form: FormView, words: Words, drawFor: DrawFor): WireForm {
  const { opening, ...scrolled } = form;
  return {
    form: form.form,
    instance: form.instance,
    ...(form.record === undefined ? {} : { record: form.record }),
    title: words.draw(form.title, drawFor),
    ...(opening === undefined ? {} : { opening: words.draw(opening, drawFor) }),
    ...(form.notice === undefined ? {} : { notice: words.draw(form.notice, drawFor) }),
    json: formToAdaptiveCard(scrolled, words, drawFor),
    problems: Object.keys(form.problems).length > 0,
  };
}
