import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import type { Waiting, WaitingFor } from '../../../src/chat/waiting.ts';
import { createWords } from '../../../src/chat/words.ts';
import { createToday } from '../../../src/desk/today/index.ts';
import { adaptiveCardLimits, cardToAdaptiveCard, en } from '../../../src/platforms/adaptive-card/index.ts';
import { cardToMessage } from '../../../src/platforms/slack/card-to-message.ts';
import { slackLimits } from '../../../src/platforms/slack/limits.ts';
import { slackTexts } from '../../../src/platforms/slack/texts.en.ts';
import { addMs } from '../../../src/time.ts';
import { adaptiveCardToText } from '../../support/desk/adaptive-text.ts';
import { branch } from '../branches/branch.ts';
import { at, member, openDesk } from '../roster/desk.ts';

const now = at('2026-11-22 18:40');
const minute = 60_000;
const reader = { locale: 'en', repeat: false };

function waiting(number: string, minutesAgo: number, given: Partial<Waiting> = {}): Waiting {
  return {
    record: { kind: 'help', id: number },
    number,
    what: own('Come now · Central Library, teen area. Called by Priya Nair. Nobody has answered yet.'),
    since: addMs(now, -minutesAgo * minute),
    branch: 'CEN',
    buttons: [
      {
        button: 'help.claim',
        label: own('I’m coming'),
        describe: own(`I’m coming to ${number}`),
        record: number,
      },
      {
        button: 'help.close',
        label: own('Close with a reason'),
        describe: own(`Close ${number}`),
        record: number,
      },
    ],
    ...given,
  };
}

let reads: Awaited<ReturnType<typeof openDesk>>;
beforeEach(async () => {
  reads = await openDesk({
    branches: [branch('CEN', { name: 'Central' }), branch('NTH', { name: 'North' })],
    staff: [
      member('lee', { role: 'supervisor', branches: ['CEN'] }),
      member('dana', { role: 'director' }),
      member('maria', { branches: ['CEN'] }),
    ],
  });
});

function today(person: string, ...lists: readonly (readonly Waiting[])[]) {
  const asked: WaitingFor[] = [];
  const sources = lists.map((list) => (given: WaitingFor) => {
    asked.push(given);
    return list;
  });
  const { commands, texts } = createToday({ ...reads, sources });
  const plan = commands[0]?.plan('', { person: `staff:${person}`, now });
  if (plan?.do !== 'answer') throw new Error('It is answered from memory.');
  const words = createWords({ en: [texts, en, slackTexts] });
  return { card: plan.card, text: textOf(plan.card, words), words, asked };
}

const textOf = (card: Card, words: ReturnType<typeof createWords>) =>
  adaptiveCardToText(cardToAdaptiveCard(card, words, reader));

describe('what waits today', () => {
  it('is put together from every subject, oldest first', () => {
    const { text } = today('lee', [waiting('H-0002', 3), waiting('H-0001', 90)], [waiting('E-0001', 12)]);
    expect([...text.matchAll(/[HE]-\d{4}/g)].map(([number]) => number)).toEqual([
      'H-0001',
      'E-0001',
      'H-0002',
    ]);
  });

  it('begins with the calls that still need somebody, however much has been waiting for longer', () => {
    const reports = Array.from({ length: 30 }, (_, index) => waiting(`R-${1000 + index}`, 90 + index));
    const calls = [
      waiting('H-0001', 40, { urgency: 1 }),
      waiting('H-0002', 0, { urgency: 0 }),
      waiting('H-0003', 50),
    ];
    const { text, card, words } = today('lee', reports, calls);
    expect([...text.matchAll(/[HR]-\d{4}/g)].map(([number]) => number).slice(0, 3)).toEqual([
      'H-0002',
      'H-0001',
      'R-1029',
    ]);
    expect(text).not.toContain('H-0003');
    expect(words.draw(card.summary, reader)).toContain('The oldest is R-1029');
  });

  it.each([
    [0, 'just now'],
    [1, '1 minute old'],
    [59, '59 minutes old'],
    [60, '1 hour old'],
    [47 * 60, '47 hours old'],
    [48 * 60, '2 days old'],
    [-5, 'just now'],
  ])('gives an age of %i minutes as "%s"', (minutes, age) => {
    expect(today('lee', [waiting('H-0001', minutes)]).text).toContain(`H-0001, Central, ${age}`);
  });

  it('asks each subject for the branches of whoever looks, in that person’s name', () => {
    expect(today('lee', []).asked).toEqual([{ viewer: 'staff:lee', branches: ['CEN'], now }]);
    expect(today('dana', []).asked).toEqual([{ viewer: 'staff:dana', branches: ['CEN', 'NTH'], now }]);
    expect(today('maria', []).asked).toEqual([]);
  });

  it('says that nothing is waiting, and what is not for whoever looks', () => {
    expect(today('lee', []).text).toContain('Nothing is waiting.');
    expect(today('dana', []).text).toContain('Waiting at all branches');
    expect(today('maria', [waiting('H-0001', 3)]).text).toBe(
      'This list is for supervisors. To ask one, type “escalate” and what you need.',
    );
  });

  it('can be left open by those whose list it is', () => {
    expect(today('lee', [waiting('H-0001', 3)]).card.board).toBe('today');
    expect(today('lee', []).card.board).toBe('today');
    expect(today('maria', []).card.board).toBeUndefined();
  });

  it('fits what platforms draw however much is waiting, with every button, and says how much more there is', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      waiting(`H-${String(1000 - index).padStart(4, '0')}`, index, {
        branch: index % 2 === 0 ? 'CEN' : null,
      }),
    );
    const { card, text, words } = today('lee', many);
    expect(Buffer.byteLength(JSON.stringify(cardToAdaptiveCard(card, words, reader)))).toBeLessThan(
      adaptiveCardLimits.cardBytes,
    );
    expect(cardToMessage(card, words, reader).blocks.length).toBeLessThanOrEqual(slackLimits.messageBlocks);
    const shown = [...text.matchAll(/H-\d{4}/g)].length;
    expect([...text.matchAll(/\[I’m coming\]/g)]).toHaveLength(shown);
    expect(text).toContain(`${500 - shown} more are waiting.`);
    expect(text).toContain('[Look again]');
  });
});
