import { adaptiveCardInputs, type CardInput } from '../desk/adaptive-text.ts';
import { isRecord, type Json, text } from './json.ts';

/** What a person puts into a field: typed text, or the label or value (or several) chosen. */
export type Typed = string | readonly string[];

/**
 * What Teams sends of a card's inputs once these are filled in, by the labels (or ids) of the fields; the rest stays.
 *
 * @throws Error when there is no such field, or it does not take that.
 */
export function fillInputs(card: Json, values: Readonly<Record<string, Typed>>): Json {
  const inputs = adaptiveCardInputs(card);
  for (const field of Object.keys(values)) {
    if (!inputs.some((input) => isCalled(input, field))) throw new Error(`The form has no field "${field}".`);
  }
  const filled = inputs.map((input): [string, string] => {
    const [, typed] = Object.entries(values).find(([field]) => isCalled(input, field)) ?? [];
    if (typed === undefined) return [input.id, input.value];
    const value = toValue(input, typed);
    const most = rawInput(card, input.id)?.maxLength;
    if (typeof most === 'number' && value.length > most) {
      throw new Error(`Teams takes at most ${most} characters here.`);
    }
    return [input.id, value];
  });
  return Object.fromEntries(filled);
}

function isCalled(input: CardInput, field: string): boolean {
  // The desk puts the kind of a field before its own id.
  return input.label === field || input.id.split('.').slice(1).join('.') === field;
}

function toValue(input: CardInput, typed: Typed): string {
  // Nothing chosen, or chosen no longer.
  if (typed === '') return '';
  const chosen = typeof typed === 'string' ? [typed] : typed;
  if (input.choices.size === 0) return chosen.join(',');
  const values = new Set(input.choices.values());
  return chosen
    .map((label) => {
      const [, grouped] = [...input.choices].find(([title]) => title.endsWith(`: ${label}`)) ?? [];
      const value = input.choices.get(label) ?? (values.has(label) ? label : grouped);
      if (value !== undefined) return value;
      throw new Error(`There is no option "${label}", only ${[...input.choices.keys()].join(', ')}.`);
    })
    .join(',');
}

function rawInput(part: unknown, id: string): Json | undefined {
  if (Array.isArray(part)) {
    for (const one of part) {
      const found = rawInput(one, id);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isRecord(part)) return undefined;
  if (part.id === id && text(part.type).startsWith('Input.')) return part;
  return rawInput(Object.values(part), id);
}
