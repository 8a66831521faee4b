import type { ButtonView, Card, CardPart, Fact, Tone } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import type { Words } from '../../chat/words.ts';
import type { DrawFor } from '../platform.ts';
import { firstOf } from '../shared/cut.ts';
import { withoutLastRows, withoutSpare } from '../shared/shorter.ts';
import type {
  ActionSetJson,
  AdaptiveCardJson,
  ContainerJson,
  ElementJson,
  ExecuteJson,
  SubmitJson,
} from './json.ts';
import { adaptiveCardLimits, bareFits, barest, countedFits, type Fit, fits, tight } from './limits.ts';
import { createPen, type Pen, say } from './pen.ts';

const schema = 'http://adaptivecards.io/schemas/adaptive-card.json';

/** Whether a press on this button opens a dialog, where that has to be known when it is drawn. */
export type OpensDialog = (button: ButtonView) => boolean;

/** What the program that shows a card does not find out, or do, by itself. */
export interface Host {
  readonly opensDialog?: OpensDialog;
  /** Buttons beyond the width of a phone are cut off instead of wrapped. */
  readonly cutsRows?: boolean;
}

/**
 * Draws a card as Adaptive Card JSON, version 1.5. Texts are shown exactly as they are: nothing in them is Markdown.
 * A card that would be larger than `adaptiveCardLimits.cardBytes` is drawn shorter and says so.
 */
export function cardToAdaptiveCard(
  card: Card,
  words: Words,
  drawFor: DrawFor,
  host: Host = {},
): AdaptiveCardJson {
  for (const [shown, fit] of ways(card)) {
    const drawn = draw(shown, createPen(words, drawFor, fit.text), fit, { ...drawFor, host });
    if (Buffer.byteLength(JSON.stringify(drawn)) <= adaptiveCardLimits.cardBytes) return drawn;
  }
  throw new Error('A card is too large even when drawn at its shortest.');
}

/** How it can be drawn, ever shorter: no row of buttons goes while there is anything to spare, nor what it is about. */
function* ways(card: Card): Generator<readonly [Card, Fit]> {
  const saying = (parts: readonly CardPart[], text: Text): Card => ({
    ...card,
    parts: [...parts, { type: 'context', text }],
  });
  for (const fit of fits) yield [card, fit];
  let bare: readonly CardPart[] | undefined;
  for (const parts of withoutSpare(card.parts)) {
    bare = parts;
    yield [saying(parts, say('adaptive.cutShort')), tight];
  }
  if (bare !== undefined) {
    for (const fit of bareFits) yield [saying(bare, say('adaptive.cutShort')), fit];
    let fewer = withoutLastRows(bare, isRow);
    for (let count = 1; fewer !== undefined; count += 1) {
      yield [saying(fewer, say('adaptive.notShown', { count })), barest];
      fewer = withoutLastRows(fewer, isRow);
    }
  }
  for (const fit of countedFits) yield [card, fit];
}

function isRow({ type }: CardPart): boolean {
  return type === 'buttons';
}

/** The JSON around a body; also used for forms. */
export function adaptiveCard(
  content: Pick<AdaptiveCardJson, 'body' | 'actions' | 'fallbackText' | 'speak'>,
): AdaptiveCardJson {
  return { type: 'AdaptiveCard', $schema: schema, version: '1.5', ...content };
}

function draw(
  card: Card,
  pen: Pen,
  fit: Fit,
  { repeat: isRepeat, host }: Pick<DrawFor, 'repeat'> & { readonly host: Host },
): AdaptiveCardJson {
  const summary = firstOf(pen.plain(card.summary), Math.min(fit.text, 1_000));
  const left = { facts: fit.rows, buttons: fit.rows };
  const toned = tonedPart(card);
  const body = card.parts.flatMap((part) => {
    const drawn = partToElements(part, pen, { left, columns: fit.columns }, host);
    return part === toned ? [withTone(drawn, card.tone)] : drawn;
  });
  const repeat = isRepeat ? [pen.rich(say('adaptive.repeat'), { size: 'small', italic: true })] : [];
  return adaptiveCard({ fallbackText: summary, speak: summary, body: [...repeat, ...body] });
}

/** The part that carries the tone's colour: the first heading, else the first text. */
function tonedPart(card: Card): CardPart | undefined {
  if (card.tone === undefined || card.tone === 'plain') return undefined;
  return (
    card.parts.find((part) => part.type === 'heading') ?? card.parts.find((part) => part.type === 'text')
  );
}

const toneStyles = { urgent: 'attention', good: 'good', over: 'emphasis' } as const;

function withTone(items: readonly ElementJson[], tone: Tone | undefined): ContainerJson {
  const style = tone === undefined || tone === 'plain' ? {} : { style: toneStyles[tone] };
  return { type: 'Container', ...style, bleed: true, items };
}

function partToElements(
  part: CardPart,
  pen: Pen,
  { left, columns }: { readonly left: { facts: number; buttons: number }; readonly columns: boolean },
  host: Host,
): readonly ElementJson[] {
  switch (part.type) {
    case 'heading':
      return [pen.rich(part.text, { size: 'large', weight: 'bolder' })];
    case 'text':
      return [pen.rich(part.text, part.strong ? { weight: 'bolder' } : {})];
    case 'context':
      return [pen.rich(part.text, { size: 'small', isSubtle: true })];
    case 'facts': {
      const shown = part.facts.slice(0, left.facts);
      left.facts -= shown.length;
      return [
        ...shown.map((fact) => (columns ? factToColumns(fact, pen) : factToLine(fact, pen))),
        ...more(part.facts.length - shown.length, pen),
      ];
    }
    case 'buttons': {
      const shown = part.buttons.slice(0, left.buttons);
      left.buttons -= shown.length;
      return [...buttonsToSets(shown, pen, host), ...more(part.buttons.length - shown.length, pen)];
    }
  }
}

/** Label beside value. Not a FactSet, because that one reads its texts as Markdown. */
function factToColumns(fact: Fact, pen: Pen): ElementJson {
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: [
      { type: 'Column', width: 1, items: [pen.rich(fact.label, { isSubtle: true })] },
      { type: 'Column', width: 2, items: [pen.rich(fact.value)] },
    ],
  };
}

function factToLine(fact: Fact, pen: Pen): ElementJson {
  const [label, value] = [pen.rich(fact.label, { isSubtle: true }), pen.rich(fact.value)];
  const between = { type: 'TextRun' as const, text: ': ', isSubtle: true };
  return { type: 'RichTextBlock', spacing: 'small', inlines: [...label.inlines, between, ...value.inlines] };
}

function buttonsToSets(buttons: readonly ButtonView[], pen: Pen, host: Host): readonly ActionSetJson[] {
  return buttonsToRows(buttons, pen, host).map((row, index) => ({
    type: 'ActionSet',
    ...(index === 0 ? {} : { spacing: 'small' as const }),
    actions: row.map((button) => buttonToAction(button, pen, host.opensDialog?.(button) ?? false)),
  }));
}

function buttonsToRows(
  buttons: readonly ButtonView[],
  pen: Pen,
  { cutsRows }: Host,
): readonly (readonly ButtonView[])[] {
  const { actionsPerSet, narrowRow } = adaptiveCardLimits;
  const rows: ButtonView[][] = [];
  let room = 0;
  for (const button of buttons) {
    const needs = cutsRows ? pen.plain(button.label).length + narrowRow.edges : 0;
    const row = rows.at(-1);
    if (row === undefined || row.length === actionsPerSet || needs > room) {
      rows.push([button]);
      room = narrowRow.characters - needs;
    } else {
      row.push(button);
      room -= needs;
    }
  }
  return rows;
}

/**
 * `Action.Execute` lets Teams answer with a new card; hosts before version 1.4 take the fallback with the same data.
 * Only `Action.Submit` can open a dialog. The older hosts know no tooltip.
 */
function buttonToAction(button: ButtonView, pen: Pen, opensDialog: boolean): ExecuteJson | SubmitJson {
  const looks = {
    title: pen.plain(button.label),
    ...(button.style === undefined
      ? {}
      : { style: button.style === 'primary' ? ('positive' as const) : ('destructive' as const) }),
    associatedInputs: 'none' as const,
  };
  const tooltip = button.describe === undefined ? {} : { tooltip: pen.short(button.describe) };
  const data = {
    button: button.button,
    ...(button.record === undefined ? {} : { record: button.record }),
    ...(button.value === undefined ? {} : { value: button.value }),
  };
  if (opensDialog) {
    return {
      type: 'Action.Submit',
      ...looks,
      ...tooltip,
      data: { msteams: { type: 'task/fetch' }, ...data },
    };
  }
  return {
    type: 'Action.Execute',
    verb: button.button,
    ...looks,
    ...tooltip,
    data,
    fallback: { type: 'Action.Submit', ...looks, data },
  };
}

function more(count: number, pen: Pen): readonly ElementJson[] {
  return count > 0 ? [pen.rich(say('adaptive.notShown', { count }), { size: 'small', isSubtle: true })] : [];
}
