import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Words } from '../../chat/words.ts';
import { formatInstant } from '../../time.ts';
import { cardToAdaptiveCard, formToAdaptiveCard } from '../adaptive-card/index.ts';
import type { DrawFor, ShownMessage } from '../platform.ts';
import type { WireCard, WireForm, WireMessage } from './wire.ts';

export function cardToWire(card: Card, words: Words, drawFor: DrawFor): WireCard {
  return {
    summary: words.draw(card.summary, drawFor),
    tone: card.tone ?? 'plain',
    json: cardToAdaptiveCard(card, words, drawFor),
  };
}

/** A message with its moment in the wall-clock time of `zone`. */
export function shownToWire(
  { message, at, card }: ShownMessage,
  words: Words,
  drawFor: DrawFor,
  zone: string,
): WireMessage {
  return { message, at, when: instantToWhen(at, zone, drawFor.locale), ...cardToWire(card, words, drawFor) };
}

/** The moment of a message in words. */
export function instantToWhen(at: string, zone: string, locale: string): string {
  return formatInstant(at, zone, { style: 'time', locale });
}

export function formToWire(form: FormView, words: Words, drawFor: DrawFor): WireForm {
  return {
    form: form.form,
    instance: form.instance,
    ...(form.record === undefined ? {} : { record: form.record }),
    title: words.draw(form.title, drawFor),
    json: formToAdaptiveCard(form, words, drawFor),
    problems: Object.keys(form.problems).length > 0,
  };
}
