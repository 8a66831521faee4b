import type { types } from '@slack/bolt';
import type { ButtonView, Card, CardPart, Fact } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import type { Reader, Words } from '../../chat/words.ts';
import type { DrawFor } from '../platform.ts';
import { cut } from '../shared/cut.ts';
import { withoutLastRows, withoutSpare } from '../shared/shorter.ts';
import { buttonToAction } from './action-id.ts';
import { cutEscaped, pieces } from './escape.ts';
import { slackLimits as limits } from './limits.ts';
import { say } from './texts.en.ts';

/** A message as Slack takes it: `text` is the notification and what a screen reader says, complete in itself. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/**
 * Draws a card as a message. Only the summary reaches `text`, which shows on locked phones. Everything else is rich
 * or plain text, which Slack does not search for markup: words stand as typed and ping nobody.
 */
export function cardToMessage(card: Card, words: Words, drawFor: DrawFor): SlackMessage {
  const reader = readerOf(drawFor);
  const repeated = drawFor.repeat === true;
  const summary = repeated ? say('slack.repeat', { summary: card.summary }) : card.summary;
  const parts: readonly CardPart[] = repeated
    ? [{ type: 'context', text: say('slack.repeatLine') }, ...card.parts]
    : card.parts;
  return {
    text: cutEscaped(words.draw(summary, reader), limits.messageText),
    blocks: messageBlocks(parts, words, reader),
  };
}

/** How much of a long card is drawn. */
interface Fit {
  /** Characters of each fact. */
  readonly fact: number;
  /** Characters of each piece of a text. */
  readonly text: number;
  /** Pieces of each text. */
  readonly textPieces: number;
  /** Whether a fact's label is bold, which costs as much as a short sentence. */
  readonly bold: boolean;
}

const whole: Fit = { fact: limits.fact, text: limits.text, textPieces: limits.textPieces, bold: true };

/** Used in order until a message is short enough for Slack. */
const fits: readonly Fit[] = [
  whole,
  { ...whole, fact: 800, textPieces: 3 },
  { ...whole, fact: 400, textPieces: 2, bold: false },
  { ...whole, fact: 200, textPieces: 1, bold: false },
  { ...whole, fact: 120, textPieces: 1, bold: false },
];

/** For a card of which something can be spared: no text in it is long as a rule. */
const tight: Fit = { fact: 120, text: 200, textPieces: 1, bold: false };

/** As much as one message takes: long texts are cut first, then what can be spared goes, then other lines. */
function messageBlocks(parts: readonly CardPart[], words: Words, reader: Reader): types.KnownBlock[] {
  const line = lineFor(words, reader);
  const hasSpare = parts.some((part) => 'spare' in part);
  let drawn: types.KnownBlock[] = [];
  for (const fit of fits) {
    drawn = partsToBlocks(parts, words, reader, fit);
    if (hasSpare && isTooMany(drawn)) break;
    const blocks = leaveOut(drawn, isTooMany, line);
    if (!isTooLong(blocks)) return blocks;
  }
  for (const shorter of withoutSpare(parts)) {
    drawn = partsToBlocks(shorter, words, reader, tight);
    const blocks = [...drawn, line(say('slack.cutShort'))];
    if (!isTooMany(blocks) && !isTooLong(blocks)) return blocks;
  }
  return leaveOut(drawn, (blocks) => isTooMany(blocks) || isTooLong(blocks), line);
}

/** What it says of itself, in small. */
function lineFor(words: Words, reader: Reader): (text: Text) => types.ContextBlock {
  return (text) => contextBlock(words.draw(text, reader));
}

function isTooMany(blocks: readonly types.KnownBlock[]): boolean {
  return blocks.length > limits.messageBlocks;
}

/** Most are far from it, and every answer is looked at: only where it is near are they written out to be counted. */
function isTooLong(blocks: readonly types.KnownBlock[]): boolean {
  return atMost(blocks) > limits.messageJson && JSON.stringify(blocks).length > limits.messageJson;
}

/** The most characters that a value takes as JSON, where one character of a text may become six. */
function atMost(value: unknown): number {
  if (typeof value === 'string') return value.length * 6 + 2;
  if (typeof value !== 'object' || value === null) return 24;
  let sum = 2;
  if (Array.isArray(value)) for (const one of value as readonly unknown[]) sum += atMost(one) + 1;
  else for (const key in value) sum += key.length + 4 + atMost((value as Record<string, unknown>)[key]);
  return sum;
}

/** The blocks of a card for the Home tab or a modal. */
export function cardToViewBlocks(card: Card, words: Words, reader: Reader): types.KnownBlock[] {
  const drawn = partsToBlocks(card.parts, words, reader);
  const blocks = leaveOut(drawn, ({ length }) => length > limits.viewBlocks, lineFor(words, reader));
  return blocks.length > 0 ? blocks : [contextBlock(words.draw(card.summary, reader))];
}

export function readerOf(drawFor: Pick<DrawFor, 'locale' | 'zone'>): Reader {
  return { locale: drawFor.locale, ...(drawFor.zone === undefined ? {} : { zone: drawFor.zone }) };
}

/** Plain text of at most `max` characters; `:smile:` stays as typed. */
export function plain(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(text, max), emoji: false };
}

export function contextBlock(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text, limits.text)] };
}

function partsToBlocks(
  parts: readonly CardPart[],
  words: Words,
  reader: Reader,
  fit = whole,
): types.KnownBlock[] {
  let buttons = 0;
  return parts.flatMap((part): types.KnownBlock[] => {
    switch (part.type) {
      case 'heading':
        return whenSaid(words.draw(part.text, reader), (text) => [
          { type: 'header', text: plain(text, limits.header) },
        ]);
      case 'text':
        return textBlocks(words.draw(part.text, reader), part.strong === true, fit);
      case 'context':
        return whenSaid(words.draw(part.text, reader), (text) => [contextBlock(text)]);
      case 'facts':
        return chunks(part.facts, 10).map((facts) => factsBlock(facts, words, reader, fit));
      case 'buttons':
        return chunks(part.buttons, limits.buttonsPerBlock).map((row) => ({
          type: 'actions',
          elements: row.map((button) => buttonElement(button, buttons++, words, reader)),
        }));
      default:
        return part satisfies never;
    }
  });
}

function textBlocks(text: string, bold: boolean, fit: Fit): types.KnownBlock[] {
  return pieces(text, fit.text, fit.textPieces).map((piece) =>
    richText([{ type: 'text', text: piece, ...(bold ? { style: { bold } } : {}) }]),
  );
}

function factsBlock(facts: readonly Fact[], words: Words, reader: Reader, fit: Fit): types.RichTextBlock {
  const lines = facts.map((fact, index) => {
    const label = cut(words.draw(fact.label, reader), limits.header);
    const value = cut(words.draw(fact.value, reader), fit.fact);
    return { label: `${label}: `, value: `${value || '–'}${index < facts.length - 1 ? '\n' : ''}` };
  });
  if (!fit.bold) return richText(lines.map(({ label, value }) => ({ type: 'text', text: label + value })));
  return richText(
    lines.flatMap(({ label, value }): types.RichTextText[] => [
      { type: 'text', text: label, style: { bold: true } },
      { type: 'text', text: value },
    ]),
  );
}

function richText(elements: types.RichTextText[]): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function buttonElement(button: ButtonView, index: number, words: Words, reader: Reader): types.Button {
  const { actionId, value } = buttonToAction(button, index);
  return {
    type: 'button',
    action_id: actionId,
    value,
    text: plain(words.draw(button.label, reader), limits.buttonText),
    ...(button.style === undefined ? {} : { style: button.style }),
    ...(button.describe === undefined
      ? {}
      : { accessibility_label: cut(words.draw(button.describe, reader), limits.accessibilityLabel) }),
  };
}

/**
 * Slack refuses the whole message beyond its limits: lines give way first, from the end, and then rows of buttons. No row
 * loses what says what it is about: the line above it, and the first one below the row before.
 */
function leaveOut(
  blocks: types.KnownBlock[],
  isTooMuch: (blocks: readonly types.KnownBlock[]) => boolean,
  line: (text: Text) => types.ContextBlock,
): types.KnownBlock[] {
  if (!isTooMuch(blocks)) return blocks;
  let left: readonly types.KnownBlock[] = blocks;
  let shown = blocks;
  const lastRow = blocks.findLastIndex(isRow);
  for (let index = blocks.length - 1; index >= 0 && isTooMuch(shown); index -= 1) {
    const isFirst = index < lastRow && (index === 0 || isRow(left[index - 1]));
    if (isRow(left[index]) || isFirst || isRow(left[index + 1])) continue;
    left = left.toSpliced(index, 1);
    shown = [...left, line(say('slack.cutShort'))];
  }
  for (let count = 1; isTooMuch(shown); count += 1) {
    const fewer = withoutLastRows(left, isRow);
    left = fewer ?? left.slice(0, -1);
    shown = [...left, line(fewer === undefined ? say('slack.cutShort') : say('slack.notShown', { count }))];
  }
  return shown;
}

function isRow(block: types.KnownBlock | undefined): boolean {
  return block?.type === 'actions';
}

function whenSaid<T>(text: string, draw: (text: string) => T[]): T[] {
  return text === '' ? [] : draw(text);
}

function chunks<T>(items: readonly T[], size: number): (readonly T[])[] {
  if (items.length <= size) return items.length === 0 ? [] : [items];
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
