import type { Card } from '../../chat/card.ts';
import type { FieldView, FormView } from '../../chat/form.ts';
import { type Text, textsOf } from '../../chat/text.ts';
import type { Reader, Words } from '../../chat/words.ts';
import { formatInstant } from '../../time.ts';
import { cardToAdaptiveCard, formToAdaptiveCard } from '../adaptive-card/index.ts';
import type { DrawFor, ShownMessage } from '../platform.ts';
import { dialWords } from './start-data.ts';
import { en } from './texts.en.ts';
import type { WireBoard, WireCard, WireForm, WireMessage } from './wire.ts';

const say = textsOf(en);

export function cardToWire(card: Card, words: Words, drawFor: DrawFor): WireCard {
  return {
    summary: words.draw(card.summary, drawFor),
    tone: card.tone ?? 'plain',
    ...(card.board === undefined ? {} : { board: card.board }),
    ...(card.inSight === undefined ? {} : { inSight: inSightToWire(card.inSight, words, drawFor) }),
    ...(card.dial === undefined ? {} : { words: dialWords(card.dial, words, drawFor) }),
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
  return { message, at, ...momentToWire(at, zone, drawFor), ...cardToWire(card, words, drawFor) };
}

/** The moment of a message in words. */
export function momentToWire(at: string, zone: string, reader: Reader): Pick<WireMessage, 'day' | 'when'> {
  return { day: instantToWords(at, zone, reader, 'day'), when: instantToWords(at, zone, reader, 'time') };
}

/** A moment in the wall-clock time of `zone`. */
export function instantToWords(
  at: string,
  zone: string,
  reader: Reader,
  style: 'day' | 'time' | 'full',
): string {
  return formatInstant(at, zone, {
    style,
    locale: reader.locale,
    ...(reader.zone === undefined ? {} : { readerZone: reader.zone }),
  });
}

export function formToWire(form: FormView, words: Words, drawFor: DrawFor): WireForm {
  const { opening, notice, ...fields } = form;
  const draw = (text: Text) => words.draw(text, drawFor);
  const wrong = Object.values(form.problems).map(draw);
  const problems = wrong.length > 0;
  const scrolled = problems || notice === undefined ? fields : { ...fields, notice };
  const said = notice === undefined ? undefined : draw(notice);
  return {
    form: form.form,
    instance: form.instance,
    ...(form.record === undefined ? {} : { record: form.record }),
    title: draw(form.title),
    ...(opening === undefined ? {} : { opening: draw(opening) }),
    // What stands beside a field is not said twice.
    ...(said === undefined || wrong.includes(said) ? {} : { notice: said }),
    json: formToAdaptiveCard(scrolled, words, drawFor),
    fields: Object.fromEntries(form.fields.map((field) => [field.id, fieldToWire(field, words, drawFor)])),
    problems,
  };
}

function fieldToWire(
  { required, maxLength: most }: FieldView,
  words: Words,
  drawFor: DrawFor,
): WireForm['fields'][string] {
  if (most === undefined) return { required };
  return { required, limit: { most, over: words.draw(say('page.charactersOver', { most }), drawFor) } };
}
