import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../src/desk/asking/index.ts';
import { addToCall } from '../../../src/desk/help/add-to-call.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import { dueOf, type HelpRequest, helpSchema } from '../../../src/desk/help/index.ts';
import { arrive, claim, decline } from '../../../src/desk/help/presses.ts';
import { askMore, type Changed, callForHelp } from '../../../src/desk/help/rules.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const minute = 60_000;
const second = 1000;

/** Two must come: at once those on shift, after a minute Lee, after three Dana, after five the word to the caller. */
const two: readonly Step[] = [
  { afterMs: 0, ask: ['onShift'], needs: 2 },
  { afterMs: minute, ask: ['supervisor'] },
  { afterMs: 3 * minute, ask: ['director'] },
];

/** The same for whom one is enough. */
const onlyOne: readonly Step[] = two.map(({ afterMs, ask }) => ({ afterMs, ask }));

/** A call by Priya at Central, and what becomes of it; a minute passes only where it is said. */
function called(steps: readonly Step[] = two, policy: { readonly quietAfterMs?: number } = {}) {
  let now = start;
  let changed = callForHelp(
    {
      id: 'one',
      number: 'H-0001',
      caller: 'staff:priya',
      branch: 'CEN',
      zone: null,
      urgency: 'assist',
      note: '',
      policy: { steps, lastAfterMs: 5 * minute, staleAfterMs: 60 * minute, ...policy },
    },
    now,
    help.who,
  );
  const step = (next: Changed) => {
    changed = next;
    helpSchema.parse(JSON.parse(JSON.stringify(next.call)));
    return changed;
  };
  return {
    get call(): HelpRequest {
      return changed.call;
    },
    get news() {
      return changed.news.map(({ type }) => type);
    },
    /** What falls due first, and when, counted in seconds from the call. */
    get due() {
      const due = dueOf(changed.call);
      return due && `${due.what} ${msBetween(start, due.at) / second}`;
    },
    get rests() {
      return changed.call.due?.what === 'quiet' || changed.call.due?.what === 'onScene';
    },
    get askedAfter() {
      return changed.call.asked.map(
        ({ person, at }) => `${person.slice(6)} ${msBetween(start, at) / second}`,
      );
    },
    claims: (id: string) => step(claim(changed.call, `staff:${id}`, now)),
    arrives: (id: string) => step(arrive(changed.call, `staff:${id}`, now)),
    declines: (id: string) => step(decline(changed.call, `staff:${id}`, now, help.who)),
    asksMore: () => step(askMore(changed.call, now, help.who)),
    becomes: (steps: readonly Step[]) =>
      step(
        addToCall(
          changed.call,
          {
            note: '',
            zone: null,
            urgency: 'now',
            policy: { steps, lastAfterMs: 5 * minute, staleAfterMs: 60 * minute },
          },
          now,
          help.who,
        ),
      ),
    /** Lets what is due next fall due. */
    waits: () => {
      now = dueOf(changed.call)?.at ?? now;
      return step(onDue(changed.call, now, 0, help.who));
    },
  };
}

const onShift = ['maria 0', 'omar 0', 'sam 0'];

describe('a call to which two must come', () => {
  it('goes on asking at its times while one is coming, and rests when the second is', () => {
    const one = called();
    one.claims('maria');
    expect(one.due).toBe('step 60');
    one.waits();
    expect(one.askedAfter).toEqual([...onShift, 'lee 60']);
    expect(one.due).toBe('step 180');
    one.claims('lee');
    expect([one.rests, one.due]).toEqual([true, 'quiet 600']);
    expect(one.call.responders.map(({ person }) => person)).toEqual(['staff:maria', 'staff:lee']);
    one.claims('omar');
    expect(one.due).toBe('quiet 600');
  });

  it('tells the caller at the end that too few are coming, and rests when enough come even then', () => {
    const one = called();
    one.claims('maria');
    one.waits();
    one.waits();
    expect(one.due).toBe('last 300');
    one.waits();
    expect([one.news, one.call.due?.what, one.due]).toEqual([['nobody'], 'reminder', 'quiet 600']);
    one.claims('omar');
    expect(one.rests).toBe(true);
    expect(one.news).toEqual(['coming']);
  });

  it('asks the next step at once when one of the two can’t come after all', () => {
    const one = called();
    one.claims('maria');
    one.claims('omar');
    expect(one.rests).toBe(true);
    one.declines('omar');
    expect(one.askedAfter).toEqual([...onShift, 'lee 0']);
    // The last: whoever has not answered is asked again.
    expect(one.news).toEqual(['gaveUp', 'asked', 'movedOn', 'asked']);
    expect([one.call.due?.what, one.due]).toEqual(['step', 'step 120']);
    expect(one.call.check).toEqual({ what: 'quiet', at: addMs(start, 10 * minute) });
  });

  it('asks the next step at once when everybody who has not said that they come can’t', () => {
    const one = called();
    one.claims('maria');
    one.declines('omar');
    expect(one.askedAfter).toEqual(onShift);
    one.declines('sam');
    expect(one.askedAfter).toEqual([...onShift, 'lee 0']);
  });

  it('goes on asking while one is there, and asks after the other once both are coming', () => {
    const one = called();
    one.arrives('maria');
    expect([one.due, one.call.check?.what]).toEqual(['step 60', 'onScene']);
    one.waits();
    one.claims('omar');
    expect(one.due).toBe('quiet 660');
    one.arrives('omar');
    expect(one.due).toBe('onScene 3660');
  });

  it('loses the leader and keeps the other, who leads then', () => {
    const one = called();
    one.claims('maria');
    one.claims('omar');
    one.declines('maria');
    expect(one.call.responders.map(({ person }) => person)).toEqual(['staff:omar']);
    one.claims('maria');
    expect(one.call.responders.map(({ person }) => person)).toEqual(['staff:omar', 'staff:maria']);
    expect(one.rests).toBe(true);
  });

  it('asks more people when the caller says so, and rests no sooner for that', () => {
    const one = called();
    one.claims('maria');
    one.asksMore();
    expect(one.askedAfter).toEqual([...onShift, 'lee 0']);
    expect(one.due).toBe('step 120');
    one.claims('lee');
    one.asksMore();
    expect([one.askedAfter.at(-1), one.due]).toEqual(['dana 0', 'quiet 600']);
  });

  it('counts the most of what its steps so far want, and not those that do not apply', () => {
    const steps: Step[] = [
      { afterMs: 0, ask: ['onShift'] },
      { afterMs: minute, ask: ['supervisor'], needs: 3, when: 'closed' },
      { afterMs: 2 * minute, ask: ['director'], needs: 2 },
    ];
    const one = called(steps);
    expect(one.call.needs).toBeUndefined();
    one.waits();
    expect([one.call.needs, one.askedAfter.at(-1)]).toEqual([2, 'dana 60']);
    const alone = called(steps);
    alone.claims('maria');
    expect(alone.rests).toBe(true);
  });

  it('becomes more urgent: goes back to the start of that ladder unless enough are coming for it', () => {
    const one = called([{ afterMs: 0, ask: ['onShift'] }]);
    one.declines('sam');
    one.claims('maria');
    one.becomes(two);
    expect(one.news).toEqual(['added', 'asked', 'asked']);
    expect(one.call).toMatchObject({ needs: 2, declined: [], nextStep: 1 });
    expect(one.due).toBe('step 60');
    const resting = called([{ afterMs: 0, ask: ['onShift'] }]);
    resting.claims('maria');
    resting.becomes([{ afterMs: 0, ask: ['director'] }]);
    expect([resting.askedAfter, resting.due]).toEqual([onShift, 'quiet 600']);
    resting.declines('maria');
    expect(resting.askedAfter).toEqual([...onShift, 'dana 0']);
  });
});

describe('a claim that goes quiet', () => {
  it('is asked about once after the policy’s minutes, then others are asked instead', () => {
    const one = called(onlyOne, { quietAfterMs: 4 * minute });
    one.claims('maria');
    expect(one.due).toBe('quiet 240');
    one.waits();
    expect([one.news, one.due]).toEqual([['quiet'], 'quiet 360']);
    one.waits();
    expect(one.askedAfter).toEqual([...onShift, 'lee 360']);
    expect(one.due).toBe('step 480');
  });

  it('counts no longer: the next who comes leads, and the steps rest for them', () => {
    const one = called(onlyOne);
    one.claims('maria');
    one.waits();
    one.waits();
    one.claims('omar');
    expect([one.rests, one.news]).toEqual([true, ['coming']]);
    expect(one.call.quietAskedAt).toBeUndefined();
    one.waits();
    expect(one.call.timeline.at(-1)).toMatchObject({ what: 'quiet', people: ['staff:omar'] });
    one.claims('maria');
    expect(one.call.responders.map(({ person, quietAt }) => [person, quietAt])).toEqual([
      ['staff:omar', undefined],
      ['staff:maria', undefined],
    ]);
  });

  it('of two leaves one, and the steps go on', () => {
    const one = called();
    one.claims('maria');
    one.claims('omar');
    one.waits();
    one.waits();
    expect(one.askedAfter).toEqual([...onShift, 'lee 900']);
    expect(one.call.due?.what).toBe('step');
    // Omar said so as early as Maria and has not arrived either: he is asked now.
    expect(one.due).toBe('quiet 900');
    one.waits();
    expect(one.call.timeline.at(-1)).toMatchObject({ what: 'quiet', people: ['staff:omar'] });
  });

  it('is ten and five minutes where the policy does not say', () => {
    const one = called([{ afterMs: 0, ask: ['onShift'] }]);
    one.claims('maria');
    expect(one.due).toBe('quiet 600');
    one.waits();
    expect(one.due).toBe('quiet 900');
    one.waits();
    // Nobody is left to ask, and those who were asked have had their time.
    expect([one.news, one.call.due?.what]).toEqual([['nobody'], 'reminder']);
  });
});

it('a call stored before this goes on: its check is what is due, and nothing is due beside it', () => {
  const one = called([{ afterMs: 0, ask: ['onShift'] }]);
  one.claims('maria');
  const { needs: _, check: __, quietAfterMs: ___, ...stored } = one.call;
  expect(helpSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(one.call);
});
