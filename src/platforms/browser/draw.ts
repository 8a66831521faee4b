import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Words } from '../../chat/words.ts';
import { cardToAdaptiveCard, formToAdaptiveCard } from '../adaptive-card/index.ts';
import type { DrawFor } from '../platform.ts';
import type { WireCard, WireForm } from './wire.ts';

export function cardToWire(card: Card, words: Words, drawFor: DrawFor): WireCard {
  return {
    summary: words.draw(card.summary, drawFor),
    tone: card.tone ?? 'plain',
    json: cardToAdaptiveCard(card, words, drawFor),
  };
}

export function formToWire(form: FormView, words: Words, drawFor: DrawFor): WireForm {
  return {
    form: form.form,
    instance: form.instance,
    title: words.draw(form.title, drawFor),
    json: formToAdaptiveCard(form, words, drawFor),
    problems: Object.keys(form.problems).length > 0,
  };
}
