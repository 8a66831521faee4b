import type { ButtonView, Card } from '../../../src/chat/card.ts';
import { createWords } from '../../../src/chat/words.ts';
import { createOnShift } from '../../../src/desk/roster/index.ts';
import { en } from '../../../src/desk/roster/texts.en.ts';
import { branch } from '../branches/branch.ts';
import { at, type Desk, day, member, openDesk, shift } from './desk.ts';

const hours = { sun: [{ opens: '09:00', closes: '20:00' }], mon: [{ opens: '09:00', closes: '17:00' }] };

const library: Desk = {
  branches: [
    branch('CEN', { name: 'Central Library', city: 'Ashton', hours }),
    branch('MAP', { name: 'Maple Street Library', city: 'Brook' }),
    branch('NTH-A', { name: 'Northside', city: 'Ashton' }),
    branch('NTH-B', { name: 'Northside', city: 'Brook' }),
  ],
  staff: [member('maria'), member('tom'), member('omar')],
  days: [
    day(
      'CEN',
      '2026-11-22',
      shift('tom 2026-11-22 08:00 14:00'),
      shift('maria 2026-11-22 12:00 20:00', { flags: ['pic'] }),
      shift('omar 2026-11-22 18:00 02:00'),
    ),
  ],
};

/** At the library, a Sunday. */
const afternoon = at('2026-11-22 15:00');

/** Somebody off shift who types `onshift` and presses its buttons. */
export async function opened(desk: Desk = library) {
  const { commands, buttons } = createOnShift(await openDesk(desk));
  const answerOf = (plan: ReturnType<(typeof commands)[number]['plan']> | undefined): Card => {
    if (plan?.do !== 'answer') throw new Error('The answer should need no transaction.');
    return plan.card;
  };
  return {
    ask: (typed: string, now = afternoon) =>
      answerOf(commands[0]?.plan(typed, { person: 'slack:T1:U1', now })),
    press: ({ button, value = '' }: ButtonView, now = afternoon) =>
      answerOf(buttons.find(({ id }) => id === button)?.plan({ value }, { person: 'slack:T1:U1', now })),
  };
}

const words = createWords({ en: [en] });
export const read = (text: Card['summary']) => words.draw(text, { locale: 'en' });

/** The card as lines. */
export function shown(card: Card): readonly string[] {
  return card.parts.flatMap((part) => {
    if (part.type === 'facts') return part.facts.map(({ label, value }) => `${read(label)} | ${read(value)}`);
    if (part.type === 'buttons') return part.buttons.map(({ label }) => `[${read(label)}]`);
    return [read(part.text)];
  });
}

const buttonsOf = (card: Card): readonly ButtonView[] =>
  card.parts.flatMap((part) => (part.type === 'buttons' ? part.buttons : []));

/** The headings of the answers behind the buttons, without that for all branches. */
export function behind(desk: Awaited<ReturnType<typeof opened>>, card: Card, now?: string) {
  return buttonsOf(card)
    .filter(({ label }) => read(label) !== 'All branches')
    .map((button) => shown(desk.press(button, now))[0]);
}
