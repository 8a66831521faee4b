import { describe, expect, it } from 'vitest';
import { createWords } from '../../../src/chat/words.ts';
import { en } from '../../../src/desk/roster/texts.en.ts';
import { cardToAdaptiveCard } from '../../../src/platforms/adaptive-card/index.ts';
import { en as adaptiveTexts } from '../../../src/platforms/adaptive-card/texts.en.ts';
import { cardToMessage } from '../../../src/platforms/slack/card-to-message.ts';
import { slackTexts } from '../../../src/platforms/slack/texts.en.ts';
import { linesOf } from '../../platforms/adaptive-card/inspect.ts';
import { blockProblems } from '../../support/slack/check-blocks.ts';
import { blocksToLines } from '../../support/slack/render.ts';
import { records } from '../../support/slack/state.ts';
import { branch } from '../branches/branch.ts';
import { opened, read, shown } from './ask-onshift.ts';
import { at, type Desk, day, member, shift } from './desk.ts';

/** A Monday afternoon. */
const monday = at('2026-11-23 15:00');

/** Branches with `staffed` people on until two different hours, the first in charge, and as many next. */
function libraryOf(branches: number, staffed: number, first = 'Alexandra'): Desk {
  const codes = Array.from({ length: branches }, (_, index) => `B${String(index + 1).padStart(2, '0')}`);
  const id = (code: string, time: string, index: number) => `${code}-${time}-${index}`.toLowerCase();
  const indexes = Array.from({ length: staffed }, (_, index) => index);
  return {
    branches: codes.map((code) => branch(code, { name: `Riverside ${code} Library` })),
    staff: codes.flatMap((code) =>
      ['on', 'next'].flatMap((time) =>
        indexes.map((index) => member(id(code, time, index), { name: `${first} ${code} ${time} ${index}` })),
      ),
    ),
    days: codes.map((code) =>
      day(
        code,
        '2026-11-23',
        ...indexes.map((index) =>
          shift(`${id(code, 'on', index)} 2026-11-23 09:00 ${index < 2 ? '20:00' : '18:00'}`, {
            flags: index === 0 ? ['pic'] : [],
          }),
        ),
        ...indexes.map((index) => shift(`${id(code, 'next', index)} 2026-11-23 18:00 22:00`)),
      ),
    ),
  };
}

const words = createWords({ en: [en, slackTexts, adaptiveTexts] });

describe('onshift all, at many branches', () => {
  it('says all of it at ten branches, with who is in charge, and counts in its summary', async () => {
    const card = (await opened(libraryOf(10, 4))).ask('all', monday);
    expect(shown(card)[2]).toBe(
      'Riverside B01 Library | Open until 20:00. ' +
        'On until 20:00: Alexandra B01 on 0 (in charge) and Alexandra B01 on 1. ' +
        'On until 18:00: Alexandra B01 on 2 and Alexandra B01 on 3. Next: Alexandra B01 next 0, ' +
        'Alexandra B01 next 1, Alexandra B01 next 2, and Alexandra B01 next 3, from 18:00.',
    );
    expect(read(card.summary)).toBe('All branches now, 15:00: 40 people are on shift at 10 branches.');
  });

  it('names fewer at fifty, counts the others, and says how to see them', async () => {
    const lines = shown((await opened(libraryOf(50, 10))).ask('all', monday));
    expect(lines[2]).toContain('“onshift B01”');
    expect(lines[3]).toBe(
      'Riverside B01 Library | Open until 20:00. ' +
        'On until 20:00: Alexandra B01 on 0 (in charge) and Alexandra B01 on 1. ' +
        'And 8 more. ' +
        'Next: Alexandra B01 next 0 and 9 more, from 18:00.',
    );
  });

  it.each([
    [8, 10],
    [9, 20],
    [20, 6],
    [50, 3],
    [50, 10],
  ])(
    'at %i branches with %i people each is taken by every platform, with all of every line',
    async (branches, staffed) => {
      const card = (await opened(libraryOf(branches, staffed))).ask('all', monday);
      const { blocks } = cardToMessage(card, words, { locale: 'en' });
      const slack = blocksToLines(records(blocks)).join('\n');
      expect(blockProblems(blocks, 'message')).toEqual([]);
      const drawn = linesOf(cardToAdaptiveCard(card, words, { locale: 'en' })).join('\n');
      for (const said of [slack, drawn]) {
        expect(said.match(/Riverside B\d\d Library/g)).toHaveLength(branches);
        expect(said.match(/, from 18:00\./g)).toHaveLength(branches);
      }
    },
  );
});
