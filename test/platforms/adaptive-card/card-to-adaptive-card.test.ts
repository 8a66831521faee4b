import { describe, expect, it } from 'vitest';
import type { ButtonView, Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import {
  adaptiveCardLimits,
  cardToAdaptiveCard,
  en,
  parsePress,
} from '../../../src/platforms/adaptive-card/index.ts';
import { bytesOf, complaintsAbout, linesOf, ofType } from './inspect.ts';

const words = createWords({ en: [en] });
const draw = (card: Card, repeat = false) => cardToAdaptiveCard(card, words, { locale: 'en', repeat });

function button(changes: Partial<ButtonView> = {}): ButtonView {
  return { button: 'help.claim', label: own("I'm coming"), record: 'r1', ...changes };
}

const everyPart: Card = {
  summary: own('Maria needs help'),
  tone: 'urgent',
  parts: [
    { type: 'heading', text: own('H-0007') },
    { type: 'text', text: own('Nobody yet'), strong: true },
    { type: 'facts', facts: [{ label: own('Where'), value: own('Teen area') }] },
    { type: 'buttons', buttons: [button({ style: 'primary' }), button({ style: 'danger', value: 'CEN' })] },
    { type: 'context', text: own('Dial 9-911') },
  ],
};

const wicked = [
  '**bold** _it_ [link](https://example.org) `code` # heading\n- a list\n1. one',
  '<script>alert(1)</script> <b>fell</b> &amp; <!channel> <@U123>',
  String.raw`back\slash \*star\*`,
  '{{DATE(2026-11-22T18:40:00Z, SHORT)}} and {{TIME(2026-11-22T18:40:00Z)}}',
  'مرحبا، أحتاج إلى مساعدة ‮ at 18:40',
  '  two   spaces\n\nand lines  ',
  '👩‍👩‍👧 \u0000 \uD83D alone',
];

describe('a card as an Adaptive Card', () => {
  it('is taken by Microsoft’s reader without a complaint, whatever its parts', () => {
    for (const tone of ['plain', 'urgent', 'good', 'over'] as const) {
      expect(complaintsAbout(draw({ ...everyPart, tone }))).toEqual([]);
    }
    expect(complaintsAbout(draw({ summary: own('Empty'), parts: [] }))).toEqual([]);
  });

  it('says its summary where the card cannot be shown, and to screen readers', () => {
    expect(draw(everyPart)).toMatchObject({ fallbackText: 'Maria needs help', speak: 'Maria needs help' });
  });

  it.each(wicked)('shows what somebody typed as it was typed: %j', (typed) => {
    const card = draw({
      summary: own(typed),
      parts: [
        { type: 'heading', text: own(typed) },
        { type: 'text', text: own(typed) },
        { type: 'facts', facts: [{ label: own(typed), value: own(typed) }] },
        { type: 'context', text: own(typed) },
      ],
    });
    expect(linesOf(card)).toEqual([typed, typed, typed, typed, typed]);
    expect(complaintsAbout(card)).toEqual([]);
  });

  it('uses no element that reads its text as Markdown', () => {
    expect([...ofType(draw(everyPart), 'TextBlock'), ...ofType(draw(everyPart), 'FactSet')]).toEqual([]);
  });

  it('never leaves a date function whole in one text, where a renderer would replace it', () => {
    const card = draw({ summary: own('x'), parts: [{ type: 'text', text: own(wicked[3] ?? '') }] });
    for (const run of ofType(card, 'TextRun')) expect(run.text).not.toMatch(/\{\{(?:DATE|TIME)\(/);
  });

  it('gives each button its id as verb and its data twice, for hosts that know only the older action', () => {
    const [first, second] = ofType(draw(everyPart), 'Action.Execute');
    expect(first).toMatchObject({
      verb: 'help.claim',
      title: "I'm coming",
      style: 'positive',
      data: { button: 'help.claim', record: 'r1' },
      fallback: { type: 'Action.Submit', data: { button: 'help.claim', record: 'r1' } },
    });
    expect(second).toMatchObject({ style: 'destructive', data: { value: 'CEN' } });
    expect(parsePress(second?.data)).toEqual({ button: 'help.claim', record: 'r1', value: 'CEN' });
  });

  it('puts many buttons into rows that hosts take, and loses none', () => {
    const buttons = Array.from({ length: 12 }, (_, index) => button({ value: `B${index}` }));
    const card = draw({ summary: own('x'), parts: [{ type: 'buttons', buttons }] });
    expect(ofType(card, 'ActionSet').map((set) => (set.actions as unknown[]).length)).toEqual([5, 5, 2]);
    expect(ofType(card, 'Action.Execute')).toHaveLength(12);
    expect(complaintsAbout(card)).toEqual([]);
  });

  it('says that it may be a repeat when it is sent again', () => {
    expect(linesOf(draw(everyPart, true))[0]).toContain('sent again');
    expect(linesOf(draw(everyPart)).join()).not.toContain('sent again');
  });
});

describe('where a host cuts off what does not fit beside each other', () => {
  const rowsOf = (labels: readonly string[], host = {}) => {
    const buttons = labels.map((label) => button({ label: own(label) }));
    const card: Card = { summary: own('x'), parts: [{ type: 'buttons', buttons }] };
    const drawn = cardToAdaptiveCard(card, words, { locale: 'en' }, host);
    return ofType(drawn, 'ActionSet').map((set) =>
      ofType(set, 'Action.Execute').map((action) => action.title),
    );
  };
  const labels = ["I'm coming", "Can't come", 'On scene', 'A label that is longer than a row of it', 'Done'];

  it('buttons stand in rows that a phone shows whole, in their order', () => {
    expect(rowsOf(labels, { cutsRows: true })).toEqual([
      ["I'm coming", "Can't come"],
      ['On scene'],
      ['A label that is longer than a row of it'],
      ['Done'],
    ]);
    expect(rowsOf(labels)).toEqual([labels]);
  });
});

describe('a card that would be too large', () => {
  it('shows a long text as far as it fits and says that there is more', () => {
    for (const letter of ['a', '語', '👍', '\n', '"']) {
      const card = draw({
        summary: own('Long'),
        parts: [
          { type: 'text', text: own(letter.repeat(30_000)) },
          { type: 'buttons', buttons: [button()] },
        ],
      });
      const [line = ''] = linesOf(card);
      expect(bytesOf(card)).toBeLessThanOrEqual(adaptiveCardLimits.cardBytes);
      expect(line.startsWith(letter.repeat(100))).toBe(true);
      expect(line).toMatch(/… The rest is too long to show here\.$/);
      expect(line).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      expect(ofType(card, 'Action.Execute')).toHaveLength(1);
    }
  });

  it('counts the facts and buttons that it leaves out', () => {
    const facts = Array.from({ length: 500 }, (_, index) => ({
      label: own(`Name ${index}`),
      value: own('x'.repeat(300)),
    }));
    const buttons = Array.from({ length: 300 }, (_, index) => button({ value: `B${index}` }));
    const card = draw({
      summary: own('Many'),
      parts: [
        { type: 'facts', facts },
        { type: 'buttons', buttons },
      ],
    });
    const notShown = linesOf(card).flatMap((line) => /^(\d+) more/.exec(line)?.[1] ?? []);
    expect(bytesOf(card)).toBeLessThanOrEqual(adaptiveCardLimits.cardBytes);
    expect(notShown.map(Number)).toEqual([
      500 - ofType(card, 'ColumnSet').length,
      300 - ofType(card, 'Action.Execute').length,
    ]);
  });

  it('leaves out what can be spared first, then whole requests, and counts them', () => {
    const entry = (index: number): Card['parts'] => [
      { type: 'heading', text: own(`H-${index}`) },
      { type: 'text', text: own('Nobody yet'), strong: true, spare: true },
      { type: 'facts', facts: [{ label: own('Called'), value: own('x'.repeat(150)) }], spare: true },
      { type: 'buttons', buttons: Array.from({ length: 4 }, () => button({ record: `r${index}` })) },
    ];
    const listOf = (count: number) =>
      draw({ summary: own('x'), parts: Array.from({ length: count }, (_, index) => entry(index)).flat() });
    const some = listOf(17);
    expect(bytesOf(some)).toBeLessThanOrEqual(adaptiveCardLimits.cardBytes);
    expect(ofType(some, 'Action.Execute')).toHaveLength(17 * 4);
    expect(linesOf(some).filter((line) => line === 'Nobody yet')).toHaveLength(17);
    expect(linesOf(some).at(-1)).toBe('Some lines do not fit here.');
    const most = listOf(50);
    const shown = linesOf(most).filter((line) => line.startsWith('H-'));
    expect(bytesOf(most)).toBeLessThanOrEqual(adaptiveCardLimits.cardBytes);
    expect(ofType(most, 'Action.Execute')).toHaveLength(shown.length * 4);
    expect(linesOf(most).at(-1)).toBe(`${50 - shown.length} more are not shown here.`);
  });

  it('draws what fits without leaving anything out', () => {
    const note = 'n'.repeat(3_000);
    const card = draw({ summary: own('x'), parts: [{ type: 'text', text: own(note) }] });
    expect(linesOf(card)).toEqual([note]);
  });
});
