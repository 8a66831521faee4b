import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, CardPart } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { cardToMessage } from '../../../src/platforms/slack/card-to-message.ts';
import { formToModal } from '../../../src/platforms/slack/form-to-modal.ts';
import { blockProblems, viewProblems } from '../../support/slack/check-blocks.ts';
import { blocksToButtons, blocksToLines, shownText } from '../../support/slack/render.ts';
import { type Json, records } from '../../support/slack/state.ts';
import { field, form, words } from './tiny-desk.ts';

const reader = { locale: 'en' };
const difficult = [
  'Hey <!channel> and <@U0BEN>, see <https://evil.example|here> & *bold* _it_ `code` :tada: ~gone~',
  'שלום עולם, مرحبا بالعالم',
  '👩‍👩‍👧‍👦🏳️‍🌈 naïve \u202Eevil\u202C',
  '&lt;!channel&gt; &amp;amp;',
  'line one\nline two',
];

function draw(card: Card, repeat = false) {
  const message = cardToMessage(card, words, { ...reader, repeat });
  const blocks = records(message.blocks) as readonly Json[];
  return { ...message, blocks, lines: blocksToLines(blocks) };
}

const card = (parts: readonly CardPart[], summary = 'Call H-0001'): Card => ({
  summary: own(summary),
  parts,
});

describe('a card as a message', () => {
  it.each(difficult)('shows %j exactly as typed, and pings nobody', (said) => {
    const { text, blocks, lines } = draw(
      card(
        [
          { type: 'heading', text: own(said) },
          { type: 'text', text: own(said) },
          { type: 'facts', facts: [{ label: own('Note'), value: own(said) }] },
          { type: 'context', text: own(said) },
          {
            type: 'buttons',
            buttons: [{ button: 'a.b', label: own(said.slice(0, 75)), describe: own(said) }],
          },
        ],
        said,
      ),
    );
    const shown = said.split('\n');
    expect(lines.slice(0, shown.length * 2)).toEqual([...shown, ...shown]);
    expect(shownText(text)).toBe(said);
    expect(text).not.toMatch(/<[!@#h]/);
    // Only mrkdwn is searched for markup: there is none.
    expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
    expect(JSON.stringify(blocks)).not.toContain('"emoji":true');
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });

  it('has its summary, and nothing else, as the notification', () => {
    const { text } = draw(card([{ type: 'text', text: own('a note that nobody else may see') }]));
    expect(text).toBe('Call H-0001');
  });

  it('says when it may be a repeat, in the notification and in the message', () => {
    const { text, lines } = draw(card([{ type: 'text', text: own('Come now') }]), true);
    expect(text).toBe('Sent again: Call H-0001');
    expect(lines).toEqual(['This may be a repeat of a message that you already have.', 'Come now']);
  });

  it('takes 30,000 characters anywhere without becoming too large for Slack', () => {
    const long = 'é<&🎉'.repeat(6000);
    const { text, blocks } = draw(
      card(
        [
          { type: 'heading', text: own(long) },
          { type: 'text', text: own(long) },
          { type: 'facts', facts: [{ label: own(long), value: own(long) }] },
          { type: 'context', text: own(long) },
          { type: 'buttons', buttons: [{ button: 'a.b', label: own(long), describe: own(long) }] },
        ],
        long,
      ),
    );
    expect(blockProblems(blocks, 'message')).toEqual([]);
    expect(text.length).toBeLessThan(4000);
    expect(text).toMatch(/…$/);
    expect(text).not.toMatch(/&[a-z]{0,3}…$/);
    // Half a character would not survive the way to Slack.
    expect(JSON.stringify(blocks)).not.toMatch(/\\ud[89a-f]/);
  });

  it('keeps every button within Slack’s limits, each with an id of its own', () => {
    const buttons = Array.from({ length: 60 }, (_, index) => ({
      button: 'help.branch',
      label: own(`Branch ${index}`),
      record: 'H-0001',
      value: `B${index}`,
    }));
    const { blocks } = draw(card([{ type: 'buttons', buttons }]));
    expect(blockProblems(blocks, 'message')).toEqual([]);
    expect(blocksToButtons(blocks).map(({ label }) => label)).toEqual(buttons.map(({ label }) => label.own));
  });

  it('beyond 50 blocks leaves out the last lines, never a button, and says so', () => {
    const parts: CardPart[] = Array.from({ length: 80 }, (_, index) => ({
      type: 'text',
      text: own(`Line ${index}`),
    }));
    const { blocks, lines } = draw(
      card([...parts, { type: 'buttons', buttons: [{ button: 'a.b', label: own('Done') }] }]),
    );
    expect(blocks).toHaveLength(50);
    expect(lines.at(0)).toBe('Line 0');
    expect(lines.slice(-2)).toEqual(['[Done]', 'Some lines do not fit here.']);
  });

  it('leaves no row of buttons without the line that says what it is about, and counts what does not fit', () => {
    const fact = (index: number) => ({ label: own(`H-${index}`), value: own('x'.repeat(100)) });
    const items = Array.from({ length: 40 }, (_, index): CardPart[] => [
      { type: 'facts', facts: [fact(index)] },
      { type: 'buttons', buttons: [{ button: 'help.claim', label: own(`Open H-${index}`) }] },
    ]);
    const { blocks, lines } = draw(card([{ type: 'heading', text: own('Waiting') }, ...items.flat()]));
    expect(blockProblems(blocks, 'message')).toEqual([]);
    const count = Number(/^(\d+) more do not fit here\.$/.exec(lines.at(-1) ?? '')?.[1]);
    expect(count).toBeGreaterThan(10);
    const shown = Array.from({ length: 40 - count }, (_, index) => `[Open H-${index}]`);
    expect(lines.filter((line) => line.startsWith('['))).toEqual(shown);
    expect(lines.filter((line) => line.startsWith('H-'))).toHaveLength(shown.length);
  });

  it('leaves out what is empty, which Slack would refuse', () => {
    const { blocks } = draw(
      card([
        { type: 'heading', text: own('') },
        { type: 'text', text: own('') },
        { type: 'facts', facts: [] },
        { type: 'facts', facts: [{ label: own('Note'), value: own('') }] },
        { type: 'buttons', buttons: [] },
      ]),
    );
    expect(blocksToLines(blocks)).toEqual(['Note: –']);
  });

  it('is always something that Slack takes', () => {
    const said = fc.string({ unit: 'binary', maxLength: 5000 }).map(own);
    const part = fc.oneof(
      fc.record({ type: fc.constant('heading' as const), text: said }),
      fc.record({ type: fc.constant('text' as const), text: said }),
      fc.record({ type: fc.constant('context' as const), text: said }),
      fc.record({
        type: fc.constant('facts' as const),
        facts: fc.array(fc.record({ label: said, value: said }), { maxLength: 15 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 70 }), (parts) => {
        expect(blockProblems(draw(card(parts)).blocks, 'message')).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe('a form as a modal', () => {
  it('is taken by Slack with labels, hints, options and values at their longest', () => {
    const long = 'ö'.repeat(200);
    const options = Array.from({ length: 100 }, (_, index) => ({
      value: String(index).padStart(75, 'v'),
      label: own(`${index} ${long}`),
      group: own(`${index % 7} ${long}`),
    }));
    const fields = Array.from({ length: 30 }, (_, index) =>
      field({
        id: `field${index}`,
        type: index % 10 === 0 ? 'choice' : 'text',
        label: own(long),
        hint: own(long),
        options,
        maxLength: 200,
      }),
    );
    const values = Object.fromEntries(
      fields.map(({ id, type }) => [id, type === 'text' ? long.repeat(20) : options[3]?.value]),
    );
    const problems = Object.fromEntries(fields.map(({ id }) => [id, own(long)]));
    const view = formToModal(
      form({ title: own(long), submit: own(long), notice: own(long.repeat(100)), fields, values, problems }),
      words,
      reader,
    );
    expect(viewProblems(view)).toEqual([]);
    expect(view.blocks).toHaveLength(61);
  });

  it('that comes back with a problem of no field still says above it what it said at first', () => {
    const view = formToModal(
      form({ opening: own('In an emergency: Dial 911'), notice: own('That could not be saved just now.') }),
      words,
      reader,
    );
    expect(blocksToLines(records(view.blocks)).slice(0, 2)).toEqual([
      'In an emergency: Dial 911',
      'That could not be saved just now.',
    ]);
    expect(viewProblems(view)).toEqual([]);
  });
});
