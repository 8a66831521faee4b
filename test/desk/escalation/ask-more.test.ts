import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import { createEscalationCards } from '../../../src/desk/escalation/cards.ts';
import { escalationTexts } from '../../../src/desk/escalation/texts.en.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type AtLibrary, type EscalationsAtLibrary, openEscalations } from './escalation-desk.ts';

const asker = 'staff:priya';
const minute = 60_000;
const dayMinutes = 24 * 60;

let desk: EscalationsAtLibrary;
afterEach(() => desk.remove());

const lee = 'staff:lee';

/** One by Priya: Dana at once, and after five minutes the word to Priya that nobody has answered. */
async function open(given: Pick<AtLibrary, 'canBeReached'> = {}) {
  const policies = [
    { for: 'escalate', steps: [{ afterSeconds: 0, ask: ['director'] }], lastAfterSeconds: 300 },
  ];
  desk = await openEscalations({ policies, ...given });
  await desk.escalate(asker, 'may we', start);
  const { id } = await desk.lastOf(asker);
  const at = (minutes: number) => addMs(start, minutes * minute);
  const words = ({ ring = [] }: Outcome) => ring.map(({ card }) => (card.summary as { key: string }).key);
  return {
    due: async () => {
      const { next } = await desk.lastOf(asker);
      return next && `${next.what} ${msBetween(start, next.at) / minute}`;
    },
    falls: async (minutes: number) => words(await desk.due(id, at(minutes), 0)),
    asksMore: async (minutes: number) => words(await desk.press('escalation.more', asker, id, at(minutes))),
    passesOn: (minutes: number, person = 'staff:dana') =>
      desk.press('escalation.passOn', person, id, at(minutes)),
    misses: (minutes: number) => desk.unreached(id, lee, at(minutes)),
    more: (minutes: number) => desk.press('escalation.more', asker, id, at(minutes)),
  };
}

describe('"Ask the next person now" after the last step', () => {
  it('puts neither the word to the asker nor the daily reminder off, however often it is pressed', async () => {
    const one = await open();
    await one.asksMore(2);
    expect(await one.due()).toBe('last 5');
    expect(await one.falls(5)).toEqual(['escalation.ring.nobody']);
    for (const minutes of [6, 8, 10]) {
      expect(await one.asksMore(minutes)).toEqual(['escalation.ring.again']);
      expect(await one.due()).toBe('last 11');
    }
    await one.falls(11);
    expect(await one.due()).toBe(`reminder ${5 + dayMinutes}`);
    await one.asksMore(dayMinutes + 3);
    expect(await one.due()).toBe(`reminder ${5 + dayMinutes}`);
  });

  it('says once that nobody is left, and then changes nothing', async () => {
    const one = await open();
    await one.passesOn(1);
    await one.passesOn(1, lee);
    const before = await desk.lastOf(asker);
    expect(before.next?.what).toBe('reminder');
    expect(await one.asksMore(2)).toEqual([]);
    expect(await one.asksMore(3)).toEqual([]);
    const { next, timeline } = await desk.lastOf(asker);
    expect([next, timeline.filter(({ what }) => what === 'nobody').length]).toEqual([before.next, 1]);
  });
});

describe('"Ask the next person now" where nothing reached the last who could answer', () => {
  const said = ({ reply }: Outcome) =>
    createWords({ en: [escalationTexts] }).draw(reply?.summary ?? own(''), { locale: 'en-GB' });

  it('sends it to them anew, and counts them as out of reach no longer', async () => {
    const one = await open();
    await one.passesOn(1);
    await one.misses(1);
    const outcome = await one.more(2);
    expect(said(outcome)).toBe('Asked about E-0001: Lee Wong.');
    expect(outcome.post).toMatchObject([{ view: 'asked', to: { person: lee } }]);
    expect(await desk.lastOf(asker)).toMatchObject({ unreached: [], next: { what: 'last' } });
    expect(await one.falls(7)).toEqual(['escalation.ring.nobody']);
  });

  it('asks nobody while there is no way to reach them', async () => {
    const one = await open({ canBeReached: (person) => person !== lee });
    await one.passesOn(1);
    await one.misses(1);
    const before = await desk.lastOf(asker);
    expect(said(await one.more(2))).toBe('There is nobody else to ask about E-0001.');
    expect(await desk.lastOf(asker)).toEqual(before);
  });

  it('asks them beside those who have not answered', async () => {
    const one = await open();
    await desk.press('escalation.open', lee, (await desk.lastOf(asker)).id, addMs(start, minute));
    await one.misses(1);
    const outcome = await one.more(2);
    expect(said(outcome)).toBe('Asked about E-0001: Lee Wong and Dana Whitfield.');
    expect(outcome.post).toMatchObject([{ to: { person: lee } }]);
    expect(outcome.ring).toMatchObject([{ to: { person: 'staff:dana' } }]);
  });
});

it('whoever is asked again is named, and nobody who passed it on', async () => {
  const policies = [
    {
      for: 'escalate',
      steps: [{ afterSeconds: 0, ask: ['director', { person: 'lee' }] }],
      lastAfterSeconds: 300,
    },
  ];
  desk = await openEscalations({ policies });
  await desk.escalate(asker, 'may we', start);
  const { id, asked } = await desk.lastOf(asker);
  expect(asked.map(({ person }) => person)).toEqual(['staff:dana', 'staff:lee']);
  await desk.press('escalation.passOn', 'staff:dana', id, addMs(start, minute));
  const { reply } = await desk.press('escalation.more', asker, id, addMs(start, 2 * minute));
  expect(createWords({ en: [escalationTexts] }).draw(reply?.summary ?? own(''), { locale: 'en-GB' })).toBe(
    'Nobody new is left to ask about E-0001. Asked again: Lee Wong.',
  );
});

it('only steps that really ask somebody are shown', async () => {
  const steps = [
    { afterSeconds: 0, ask: ['director'] },
    { afterSeconds: 60, ask: [{ position: 'nobody’s' }] },
  ];
  const words = createWords({ en: [escalationTexts] });
  const next = async (policies: readonly object[]) => {
    desk = await openEscalations({ policies });
    await desk.escalate(asker, 'may we', start);
    const card = createEscalationCards(desk.who).draw(await desk.lastOf(asker), 'caller', asker);
    const facts = (card?.parts ?? []).flatMap((part) => (part.type === 'facts' ? part.facts : []));
    const reader = { locale: 'en-GB', zone: 'America/Toronto' };
    return facts.map(({ value }) => words.draw(value, reader)).at(-1);
  };
  const empty = { for: 'escalate', steps, lastAfterSeconds: 300 };
  expect(await next([empty])).toBe('If nobody has answered by 18:45, you are told who decides');
  await desk.remove();
  const more = { ...empty, steps: [...steps, { afterSeconds: 120, ask: [{ person: 'lee' }] }] };
  expect(await next([more])).toBe('More people are asked at 18:41');
});
