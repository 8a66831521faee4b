import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWords } from '../../src/chat/words.ts';
import { cardsToList, mostInList } from '../../src/delivery/list.ts';
import { deliveryTexts } from '../../src/delivery/texts.en.ts';
import { createHelpCards } from '../../src/desk/help/cards.ts';
import { callForHelp } from '../../src/desk/help/rules.ts';
import type { HelpRequest } from '../../src/desk/help/schema.ts';
import { helpTexts } from '../../src/desk/help/texts.en.ts';
import {
  adaptiveCardLimits,
  cardToAdaptiveCard,
  parsePress,
} from '../../src/platforms/adaptive-card/index.ts';
import { parseAction } from '../../src/platforms/slack/action-id.ts';
import { cardToMessage } from '../../src/platforms/slack/card-to-message.ts';
import { createDrawing } from '../../src/platforms/teams/drawing.ts';
import { platformTexts } from '../../src/wiring/platforms.ts';
import { type HelpAtLibrary, openHelp } from '../desk/help/help-desk.ts';
import { bytesOf, linesOf, objectsIn, ofType } from '../platforms/adaptive-card/inspect.ts';
import { sundayEvening as at } from '../support/desk/library.ts';
import { blockProblems } from '../support/slack/check-blocks.ts';
import { blocksToButtons, blocksToLines } from '../support/slack/render.ts';
import { records } from '../support/slack/state.ts';
import { cardProblems } from '../support/teams/check-card.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const words = createWords({ en: [helpTexts, deliveryTexts, ...platformTexts] });
const reader = { locale: 'en', zone: 'America/Toronto' };

/** One request as its reader sees it: the line that says which it is, what else stands there, and the records of its buttons. */
interface Entry {
  readonly heading: string;
  readonly lines: string[];
  readonly buttons: (string | undefined)[];
}

type Piece = { readonly line: string } | { readonly record: string | undefined };

function toEntries(pieces: readonly Piece[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const piece of pieces) {
    if ('line' in piece && /^(?:Drill.{0,3})?H-\d{4}:/.test(piece.line)) {
      entries.push({ heading: piece.line, lines: [], buttons: [] });
    } else if ('line' in piece) entries.at(-1)?.lines.push(piece.line);
    else entries.at(-1)?.buttons.push(piece.record);
  }
  return entries;
}

function adaptivePieces(json: unknown): readonly Piece[] {
  return objectsIn(json).flatMap((object): Piece[] => {
    if (object.type === 'RichTextBlock') return linesOf(object).map((line) => ({ line }));
    if (object.type !== 'ActionSet') return [];
    return ofType(object, 'Action.Execute').map(({ data }) => ({ record: parsePress(data)?.record }));
  });
}

/** Each gives what its people see, and what it would be refused for. */
const platforms = {
  slack(list: Parameters<typeof cardToMessage>[0]) {
    const blocks = records(cardToMessage(list, words, reader).blocks);
    const pieces = blocks.flatMap((block): Piece[] =>
      block.type === 'actions'
        ? blocksToButtons([block]).map(({ actionId, value }) => ({
            record: parseAction(actionId, value)?.record,
          }))
        : blocksToLines([block]).map((line) => ({ line })),
    );
    return { pieces, problems: blockProblems(blocks, 'message') };
  },
  teams(list: Parameters<typeof cardToMessage>[0]) {
    const drawing = createDrawing(
      words,
      () => false,
      () => reader.zone,
    );
    return adaptive(drawing.card(list, reader));
  },
  page: (list: Parameters<typeof cardToMessage>[0]) => adaptive(cardToAdaptiveCard(list, words, reader)),
};

function adaptive(json: unknown) {
  const tooLarge = bytesOf(json) > adaptiveCardLimits.cardBytes ? ['too large'] : [];
  return { pieces: adaptivePieces(json), problems: [...cardProblems(json), ...tooLarge] };
}

interface Named {
  readonly person: (id: string) => string;
  readonly branch: string;
  readonly zone: string;
  readonly note: string;
}

const usual: Named = {
  person: (id) => `${id.replace('staff:', '')} Bergström`,
  branch: 'Central Library',
  zone: 'children’s programme room',
  note: 'he has a knife',
};
const long: Named = {
  person: (id) => `${id.replace('staff:', '')} Featherstonehaugh-Cholmondeley`,
  branch: 'Ashbrook Memorial Library, Northside',
  zone: 'second-floor local history reading room',
  note: 'A child has a peanut allergy. '.repeat(7).slice(0, 200),
};

type Answers = Pick<HelpRequest, 'responders'> & Partial<HelpRequest>;

/** What can have come of a call that Omar was asked about. */
const answers: Readonly<Record<string, Answers>> = {
  'nobody has answered': { responders: [] },
  'two are coming': {
    responders: ['maria', 'sam'].map((id) => ({ person: `staff:${id}`, at })),
  },
  'one is there, one is quiet, and so is Omar coming': {
    responders: [
      { person: 'staff:maria', at, onSceneAt: at },
      { person: 'staff:sam', at, quietAt: at },
      { person: 'staff:omar', at },
    ],
  },
  'five are coming to a drill': {
    responders: ['maria', 'sam', 'lee', 'dana', 'omar'].map((id) => ({ person: `staff:${id}`, at })),
    drill: { endsAt: at },
  },
  'nobody has heard of whoever is alone there': { responders: [], checkIn: { at, until: at } },
};

function cardOf(index: number, named: Named, given: Answers) {
  const who = {
    ...help.who,
    people: { ...help.who.people, name: named.person },
    branches: { ...help.who.branches, label: () => named.branch },
  };
  const policy = {
    steps: [{ afterMs: 0, ask: ['onShift' as const] }],
    lastAfterMs: 60_000,
    staleAfterMs: 3_600_000,
  };
  const number = `H-000${index}`;
  const id = `${number}-4e0c-4a37-9b1f-0123456789ab`;
  const place = { branch: 'CEN', zone: named.zone, urgency: 'now' as const, note: named.note };
  const { call } = callForHelp({ id, number, caller: 'staff:priya', ...place, policy }, at, who);
  const card = createHelpCards(who).draw({ ...call, ...given }, 'asked', 'staff:omar');
  if (card === undefined) throw new Error('Omar was not asked.');
  return card;
}

/** Of each request: whether all of its four buttons stand below it, and no others. */
function isWhole({ heading, buttons }: Entry): boolean {
  const number = /H-\d{4}/.exec(heading)?.[0] ?? '';
  return buttons.length === 4 && buttons.every((record) => record?.startsWith(number));
}

const situations = Object.keys(answers).flatMap((what) => [
  ['usual', what, usual] as const,
  ['long', what, long] as const,
]);

const all = Array.from({ length: mostInList }, (_, index) => index + 1);

describe.each(['slack', 'teams', 'page'] as const)(
  'a list of as many requests as it takes, on %s',
  (name) => {
    const draw = platforms[name];

    it.each(situations)('with %s names keeps each with its buttons when %s', (_names, what, named) => {
      const given = answers[what] ?? { responders: [] };
      const { pieces, problems } = draw(cardsToList(all.map((index) => cardOf(index, named, given))));
      expect(problems).toEqual([]);
      const entries = toEntries(pieces);
      expect(entries.filter(isWhole)).toHaveLength(mostInList);
      expect(entries).toHaveLength(mostInList);
      // How each stands is worth more than who has called it when; a drill and a check-in have more to say.
      if (given.drill === undefined && given.checkIn === undefined) {
        for (const { lines } of entries) expect(lines[0]).toMatch(/answered|coming|there/);
        // What those who come should know stands nowhere else.
        if (named === usual) for (const { lines } of entries) expect(lines.join(' ')).toContain(named.note);
      }
    });

    it('keeps each with its buttons whatever people, places and their calls are called', () => {
      const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
      const given = fc.constantFrom(...Object.values(answers));
      fc.assert(
        fc.property(
          fc.tuple(name, name, name, name),
          fc.array(given, { minLength: mostInList, maxLength: mostInList }),
          ([person, branch, zone, note], each) => {
            const named: Named = { person: () => person, branch, zone, note };
            const { pieces, problems } = draw(
              cardsToList(each.map((one, index) => cardOf(index + 1, named, one))),
            );
            expect(problems).toEqual([]);
            expect(toEntries(pieces).filter(isWhole)).toHaveLength(mostInList);
          },
        ),
        { numRuns: 25, seed: 11 },
      );
    });
  },
);
