import { cardProblems } from '../teams/check-card.ts';

/** Any part of an Adaptive Card. */
type Json = { readonly [key: string]: unknown };

export interface CardButton {
  readonly label: string;
  readonly data: unknown;
}

/** Cards that have been checked, as JSON: the same ones are looked at again and again. */
const drawable = new Set<string>();

/** @throws Error when Microsoft's own library would not draw all of it. */
function mustBeDrawable(card: unknown): void {
  const json = JSON.stringify(card);
  if (drawable.has(json)) return;
  const problems = cardProblems(card);
  if (problems.length > 0) throw new Error(`A card cannot be drawn: ${problems.join('; ')} ${json}`);
  drawable.add(json);
}

/**
 * What a person reads of an Adaptive Card: a line per text, buttons in brackets.
 *
 * @throws Error when it could not be drawn.
 */
export function adaptiveCardToText(card: unknown): string {
  mustBeDrawable(card);
  const lines: string[] = [];
  walk(card, (part) => {
    if (part.type === 'RichTextBlock')
      lines.push((part.inlines as Json[]).map((run) => text(run.text)).join(''));
    if (part.type === 'TextBlock') lines.push(String(part.text));
    if (String(part.type).startsWith('Input.')) lines.push(`<${fieldOf(part.id)}: ${text(part.value)}>`);
    if (typeof part.label === 'string') lines.push(part.label);
    if (isAction(part)) lines.push(`[${String(part.title)}]`);
  });
  return lines.join('\n');
}

export function adaptiveCardButtons(card: unknown): readonly CardButton[] {
  const buttons: CardButton[] = [];
  walk(card, (part) => {
    if (isAction(part)) buttons.push({ label: String(part.title), data: part.data });
  });
  return buttons;
}

export interface CardInput {
  readonly id: string;
  /** Without the mark of a required field. */
  readonly label: string;
  readonly value: string;
  /** Values by what a person reads. */
  readonly choices: ReadonlyMap<string, string>;
}

export function adaptiveCardInputs(card: unknown): readonly CardInput[] {
  const inputs: CardInput[] = [];
  walk(card, (part) => {
    if (!String(part.type).startsWith('Input.')) return;
    const choices = (part.choices ?? []) as readonly { readonly title: string; readonly value: string }[];
    inputs.push({
      id: String(part.id),
      label: String(part.label).replace(/ \(.*\)$/, ''),
      value: text(part.value),
      choices: new Map(choices.map(({ title, value }) => [title, value])),
    });
  });
  return inputs;
}

function fieldOf(id: unknown): string {
  return String(id).split('.').at(-1) ?? '';
}

function isAction(part: Json): boolean {
  return part.type === 'Action.Execute' || part.type === 'Action.Submit';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A fallback is what older clients draw instead: a person sees one or the other. */
function walk(value: unknown, visit: (part: Json) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) walk(one, visit);
  } else if (typeof value === 'object' && value !== null) {
    visit(value as Json);
    for (const [key, one] of Object.entries(value))
      if (key !== 'fallback' && key !== 'data') walk(one, visit);
  }
}
