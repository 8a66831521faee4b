import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Ring } from '../../../src/chat/outcome.ts';
import type { Text } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import type { Step } from '../../../src/desk/asking/index.ts';
import { createHelpCards } from '../../../src/desk/help/cards.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import { createNews } from '../../../src/desk/help/news.ts';
import { arrive, claim, decline, end, unreached } from '../../../src/desk/help/presses.ts';
import { type Changed, callForHelp } from '../../../src/desk/help/rules.ts';
import { dueOf, type HelpRequest, helpCollection } from '../../../src/desk/help/schema.ts';
import { helpTexts } from '../../../src/desk/help/texts.en.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const minute = 60_000;
const words = createWords({ en: [helpTexts] });

const draw = (text: Text) => words.draw(text, { locale: 'en-GB', zone: 'America/Toronto' });

function factsOf(card: Card | undefined): string[] {
  const facts = (card?.parts ?? []).flatMap((part) => (part.type === 'facts' ? part.facts : []));
  return facts.map(({ label, value }) => `${draw(label)}: ${draw(value)}`);
}

/** A call by Priya at Central, its cards and what it rings. */
function called(steps: readonly Step[], fields: Pick<HelpRequest, 'checkIn'> = {}) {
  const cards = createHelpCards(help.who);
  const news = createNews(cards.describe, help.who);
  const place = { branch: 'CEN', zone: null, urgency: 'now', note: '' } as const;
  const policy = { steps, lastAfterMs: 5 * minute, staleAfterMs: 60 * minute };
  let now = start;
  const input = { id: 'one', number: 'H-0001', caller: 'staff:priya', ...place, policy };
  let call: HelpRequest = { ...callForHelp(input, now, help.who).call, ...fields };
  let last: readonly Ring[] = [];
  const buttonsOf = (card: Card | undefined) =>
    (card?.parts ?? []).flatMap((part) => (part.type === 'buttons' ? part.buttons : []));
  /** What the caller is told in a message of its own. */
  const step = (changed: Changed): string[] => {
    const { ring = [] } = news.tellAll(changed, call);
    call = changed.call;
    last = ring;
    return ring
      .filter(({ to }) => 'person' in to && to.person === 'staff:priya')
      .map(({ card }) => draw(card.summary));
  };
  const facts = () => factsOf(cards.draw(call, 'caller', 'staff:priya'));
  return {
    claims: (id: string) => step(claim(call, `staff:${id}`, now)),
    arrives: (id: string) => step(arrive(call, `staff:${id}`, now)),
    declines: (id: string) => step(decline(call, `staff:${id}`, now, help.who)),
    ends: (id: string) => step(end(call, 'done', `staff:${id}`, now)),
    isUnreached: (id: string) =>
      step(unreached(call, `staff:${id}`, { reason: 'no address' }, now, help.who)),
    /** Lets what is due next fall due. */
    waits: () => {
      now = dueOf(call)?.at ?? now;
      return step(onDue(call, now, 0, help.who));
    },
    call: () => call,
    /** The messages of the last step to somebody. */
    rang: (person: string) =>
      last
        .filter(({ to }) => 'person' in to && to.person === person)
        .map(({ card }) => ({
          summary: draw(card.summary),
          buttons: buttonsOf(card).map(({ label, style }) =>
            [...(style ? [style] : []), draw(label)].join(' '),
          ),
        })),
    /** The button that stands out on somebody's card. */
    standsOut: (id: string) => {
      const buttons = buttonsOf(cards.draw(call, 'asked', `staff:${id}`));
      return buttons
        .filter(({ style }) => style === 'primary')
        .map(({ label }) => draw(label))
        .join();
    },
    factsFor: (id: string) => factsOf(cards.draw(call, 'asked', `staff:${id}`)),
    /** What the first of those who look after the call is told while it is open. */
    reminds: () => {
      const [told] = news.tellAll({ call, news: [{ type: 'reminder' }] }, call).ring ?? [];
      return told === undefined ? '' : draw(told.card.summary);
    },
    state: () => draw(cards.describe.state(call)),
    next: () => facts().filter((fact) => fact.startsWith('Next: ')),
    facts,
  };
}

describe('words about somebody who is there, while others are still needed', () => {
  const two: readonly Step[] = [
    { afterMs: 0, ask: ['onShift'], needs: 2 },
    { afterMs: minute, ask: ['supervisor'] },
  ];

  it('never say that they are coming', () => {
    const one = called(two);
    one.arrives('maria');
    expect(one.state()).toBe('Maria Santos is there (1 of 2)');
    expect(one.waits()).toEqual(['Now also asked for H-0001: Lee Wong. Maria Santos is there (1 of 2).']);
    expect(one.waits()[0]).toMatch(
      /^Nobody else has confirmed call H-0001\. Maria Santos is there \(1 of 2\)\./,
    );
  });

  it('tell them from those who are on the way', () => {
    const three = called([{ afterMs: 0, ask: ['onShift'], needs: 3 }]);
    three.arrives('maria');
    three.claims('omar');
    expect(three.state()).toBe('Maria Santos is there, Omar Haddad is coming (2 of 3)');
    expect(three.declines('omar')).toContain(
      'Omar Haddad can’t come to H-0001 after all. Maria Santos is there (1 of 3). Asked again: Sam Reid.',
    );
  });
});

describe('words about somebody who can’t come after all', () => {
  it('say with them that nobody is left, in one message', () => {
    const one = called([{ afterMs: 0, ask: [{ person: 'maria' }] }]);
    one.declines('maria');
    one.claims('dana');
    // The last who stands in for everybody.
    one.declines('lee');
    expect(one.declines('dana')).toEqual([
      'Dana Whitfield can’t come to H-0001 after all. Nobody else has confirmed. Do not wait for an answer here. Dial 9-911 from any desk phone',
    ]);
  });

  it('say who still comes and who is asked besides', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'], needs: 2 },
      { afterMs: minute, ask: ['supervisor'] },
    ]);
    one.claims('maria');
    one.claims('omar');
    expect(one.declines('omar')).toEqual([
      'Omar Haddad can’t come to H-0001 after all. 1 of 2 coming: Maria Santos. Now also asked: Lee Wong.',
    ]);
  });

  it('say when the same people are asked again', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: ['onShift'] },
    ]);
    one.claims('maria');
    expect(one.declines('maria')).toEqual([
      'Maria Santos can’t come to H-0001 after all. Asked again: Omar Haddad and Sam Reid.',
    ]);
  });
});

it('a call to which some can’t come is not said to have no answer', () => {
  const one = called([{ afterMs: 0, ask: ['onShift'] }]);
  expect(one.state()).toBe('Nobody has answered yet');
  one.declines('maria');
  expect(one.state()).toBe('Nobody is coming yet');
});

it('the end of a call that nobody made is told as such to whoever did not answer', () => {
  const one = called([{ afterMs: 0, ask: ['onShift'] }], { checkIn: { at: start, until: start } });
  one.claims('maria');
  expect(one.ends('maria')).toEqual([
    'Maria Santos says that H-0001 is done. It was made because you had not answered a check-in. If you need help, type “assist now CEN”. In an emergency: Dial 9-911 from any desk phone',
  ]);
});

it('a missed check-in whose caller asks for help later is not said to have been called when they were silent', async () => {
  const at = addMs(start, -10 * minute);
  const silent = called([{ afterMs: 0, ask: ['onShift'] }], { checkIn: { at, until: start } });
  expect(silent.facts()).toContain('Check-in: 18:30, not answered by Priya Nair');
  const calledAt = addMs(start, 27 * minute);
  const asked = called([{ afterMs: 0, ask: ['onShift'] }], { checkIn: { at, until: start, calledAt } });
  expect(asked.facts().slice(0, 2)).toEqual([
    'Called: 19:07 by Priya Nair',
    'Check-in: 18:30, not answered by Priya Nair',
  ]);
  expect(asked.reminds()).toContain('Called Sun 22 Nov 19:07 by Priya Nair.');
  await help.store.transact((tx) => tx.put(helpCollection, asked.call()));
  const waiting = help.waiting({ viewer: 'staff:lee', branches: ['CEN'], now: calledAt });
  expect(waiting.map(({ since }) => since)).toEqual([calledAt]);
});

it('the call for a missed check-in tells those asked which call of the same person was open', () => {
  const before = { number: 'H-0007', at: addMs(start, -20 * minute) };
  const one = called([{ afterMs: 0, ask: ['onShift'] }], { checkIn: { at: start, until: start, before } });
  expect(one.factsFor('maria')).toContain('Called before: H-0007, at 18:20');
});

describe('whoever presses has been reached', () => {
  it.each<[string, (one: ReturnType<typeof called>) => void]>([
    ['I’m coming', (one) => one.claims('maria')],
    ['On scene', (one) => one.arrives('maria')],
    ['Can’t come', (one) => one.declines('maria')],
    ['Done', (one) => one.ends('maria')],
  ])('by %s', (_button, press) => {
    const one = called([{ afterMs: 0, ask: ['onShift'] }]);
    one.isUnreached('maria');
    one.isUnreached('omar');
    expect(one.facts()).toContain('Could not be reached: Maria Santos and Omar Haddad');
    press(one);
    expect(one.facts()).toContain('Could not be reached: Omar Haddad');
  });

  it('also where they could not be reached only after they had said that they are coming', () => {
    const one = called([{ afterMs: 0, ask: ['onShift'] }]);
    one.claims('maria');
    one.isUnreached('maria');
    one.arrives('maria');
    expect(one.facts().join()).not.toContain('Could not be reached');
  });
});

describe('only steps that really ask somebody are shown', () => {
  it('with the time of the word to the caller where no step left finds anybody', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: [{ position: 'nobody’s' }] },
    ]);
    expect(one.next()).toEqual(['Next: If nobody has answered by 18:45, you are told']);
    one.waits();
    expect(one.next()).toEqual(['Next: If nobody has answered by 18:45, you are told']);
  });

  it('at the time of an empty one before it, when they are really asked', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: [{ position: 'nobody’s' }] },
      { afterMs: 3 * minute, ask: ['director'] },
    ]);
    expect(one.next()).toEqual(['Next: More people are asked at 18:41']);
    one.waits();
    expect(one.facts()).toContain('Asked: Maria Santos, Omar Haddad, Sam Reid and Dana Whitfield');
  });

  it('as asking again where a step asks only those who have been asked', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: ['onShift'] },
    ]);
    expect(one.next()).toEqual(['Next: Those who were asked are asked again at 18:41']);
  });

  it('also after somebody has gone quiet', () => {
    const one = called([
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: [{ position: 'nobody’s' }] },
    ]);
    one.claims('maria');
    one.waits();
    expect(one.next()).toEqual(['Next: If there is no word from Maria Santos by 18:55, you are told']);
  });
});

it('says of a missed check-in who has answered, when nobody else does, and what is to do', () => {
  const checkIn = { at: start, until: addMs(start, 60 * minute) };
  const one = called([{ afterMs: 0, ask: ['onShift'] }], { checkIn });
  one.claims('maria');
  one.waits();
  const told = one.waits();
  const state = 'Maria Santos said “I’m coming”, and nothing has been heard since';
  expect(told).toEqual([
    expect.stringMatching(new RegExp(`^${state}\\. Nobody else has confirmed that they look after you\\.`)),
  ]);
  const [supervisor] = one.rang('staff:lee');
  expect(supervisor?.summary).toContain(`H-0001: ${state}. Nobody else has confirmed`);
  expect(supervisor?.buttons).toEqual(['primary I’m coming', 'Close with a reason']);
  expect(one.reminds()).toContain(`is still open: ${state}. Priya Nair has not answered the check-in at`);
  expect(one.reminds()).not.toContain('Called');
});

it('has the answer to what is asked as the button that stands out', () => {
  const one = called([{ afterMs: 0, ask: ['onShift'] }]);
  expect(one.standsOut('maria')).toBe('I’m coming');
  one.claims('maria');
  expect(one.standsOut('maria')).toBe('On scene');
  one.arrives('maria');
  one.waits();
  expect(one.standsOut('maria')).toBe('Done');
});
