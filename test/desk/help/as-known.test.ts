import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asKnown } from '../../../src/desk/help/as-known.ts';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
let call: HelpRequest;
beforeAll(async () => {
  help = await openHelp();
  await help.assist('staff:priya', 'now cen', start);
  [call] = (await help.callsOf('staff:priya')) as [HelpRequest];
});
afterAll(() => help.remove());

const account = 'slack:T1:U9';
const canonical = (person: string) => (person === account ? 'staff:robin' : person);
const later = (seconds: number) => addMs(start, seconds * 1000);

describe('a call with everybody as they are known today', () => {
  it('is the same where nobody was linked since', () => {
    expect(asKnown(call, canonical)).toBe(call);
  });

  it('names whoever was linked since by the id of today, wherever they stand', () => {
    const before: HelpRequest = {
      ...call,
      caller: account,
      notes: [
        {
          by: account,
          at: start,
          text: 'here',
          urgency: 'now',
          stood: { nextStep: 1, declined: [{ person: account, at: later(1) }] },
        },
      ],
      declined: [{ person: account, at: later(5) }],
      timeline: [
        { at: start, what: 'called', by: account },
        { at: later(5), what: 'unreached', people: [account] },
      ],
    };
    const known = asKnown(before, canonical);
    expect(JSON.stringify(known)).toBe(JSON.stringify(before).replaceAll(account, 'staff:robin'));
  });

  it.each([
    ['came last', 9, { responders: ['staff:robin'], declined: [] }],
    ['declined last', 1, { responders: [], declined: ['staff:robin'] }],
  ])(
    'counts somebody who answered from two accounts once, by what they said last: %s',
    (_, seconds, want) => {
      const known = asKnown(
        {
          ...call,
          responders: [{ person: 'staff:robin', at: later(seconds) }],
          declined: [{ person: account, at: later(5) }],
        },
        canonical,
      );
      const peopleOf = (list: readonly { readonly person: string }[]) => list.map(({ person }) => person);
      expect({ responders: peopleOf(known.responders), declined: peopleOf(known.declined) }).toEqual(want);
    },
  );

  it('counts somebody who comes under two ids as one, by what they said last', () => {
    const responders = [
      { person: account, at: later(1), quietAt: later(3) },
      { person: 'staff:maria', at: later(2) },
      { person: 'staff:robin', at: later(4), onSceneAt: later(4) },
    ];
    const known = asKnown({ ...call, responders }, canonical);
    expect(known.responders).toEqual([
      { person: 'staff:maria', at: later(2) },
      { person: 'staff:robin', at: later(4), onSceneAt: later(4) },
    ]);
  });

  it('keeps somebody who is there, although the other account said in between that they can’t come', () => {
    const there = { at: later(1), onSceneAt: later(600) };
    const known = asKnown(
      {
        ...call,
        responders: [{ person: account, ...there }],
        declined: [{ person: 'staff:robin', at: later(5) }],
      },
      canonical,
    );
    expect(known.responders).toEqual([{ person: 'staff:robin', ...there }]);
    expect(known.declined).toEqual([]);
  });

  it('keeps that somebody is there, although the other account said meanwhile that they are coming', () => {
    const there = { at: later(1), onSceneAt: later(600) };
    const responders = [
      { person: account, ...there },
      { person: 'staff:robin', at: later(5) },
    ];
    expect(asKnown({ ...call, responders }, canonical).responders).toEqual([
      { person: 'staff:robin', ...there },
    ]);
  });

  it.each([
    ['has answered since', 10, []],
    ['could not be reached after their answer', 0, ['staff:robin']],
  ])('lists as out of reach nobody but who is: somebody who %s', (_, seconds, want) => {
    const known = asKnown(
      {
        ...call,
        responders: [{ person: 'staff:robin', at: later(seconds) }],
        unreached: [{ person: account, at: later(1), reason: 'no address' }],
      },
      canonical,
    );
    expect(known.unreached.map(({ person }) => person)).toEqual(want);
  });
});
