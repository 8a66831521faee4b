import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HelpRequest, helpSchema, stateOf } from '../../../src/desk/help/index.ts';
import { toDeskError } from '../../../src/errors.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening as start } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const minute = 60_000;
const now = addMs(start, minute);
const [leader, helper, asked, supervisor, stranger] = [
  'staff:maria',
  'staff:omar',
  'staff:sam',
  'staff:lee',
  'staff:robin',
] as const;

let calls = 0;
/** A call of its own at Central, or where nobody knows. */
async function called(words = 'now cen'): Promise<{ readonly id: string; readonly caller: string }> {
  calls += 1;
  const caller = `browser:local:caller${calls}`;
  await help.assist(caller, words, start);
  return { id: (await recordOf(caller)).id, caller };
}

async function recordOf(caller: string): Promise<HelpRequest> {
  return (await help.callsOf(caller))[0] as HelpRequest;
}

async function comingTo(): Promise<{ readonly id: string; readonly caller: string }> {
  const call = await called();
  await help.press('help.claim', leader, call.id, now);
  await help.press('help.claim', helper, call.id, now);
  return call;
}

/** How a call gets into each state; with a responder and a helper wherever somebody is coming. */
const states = {
  unsent: async () => called('now'),
  open: async () => called(),
  coming: comingTo,
  quiet: async () => {
    const call = await comingTo();
    for (const at of [addMs(now, 10 * minute), addMs(now, 15 * minute)]) await help.due(call.id, at, 0);
    return call;
  },
  onScene: async () => {
    const call = await comingTo();
    await help.press('help.onScene', leader, call.id, now);
    return call;
  },
  unanswered: async () => {
    const call = await called();
    for (let step = 0; (await recordOf(call.caller)).nobodyToldAt === undefined; step += 1) {
      await help.due(call.id, addMs(start, (step + 1) * minute), 0);
    }
    return call;
  },
  done: async () => {
    const call = await comingTo();
    await help.press('help.done', leader, call.id, now);
    return call;
  },
  cancelled: async () => {
    const call = await comingTo();
    await help.press('help.cancel', call.caller, call.id, now);
    return call;
  },
  closed: async () => {
    const call = await comingTo();
    await help.close(supervisor, call.id, now);
    return call;
  },
} satisfies Record<string, () => Promise<{ readonly id: string; readonly caller: string }>>;
const open = ['unsent', 'open', 'coming', 'quiet', 'onScene', 'unanswered'] as const;
const over = ['done', 'cancelled', 'closed'] as const;

const people = { caller: '', asked, leader, helper, supervisor, stranger } as const;
type Who = keyof typeof people;

/** The key of the sentence that is the answer; a refusal is an answer as well. */
async function answerTo(
  button: string,
  person: string,
  id: string,
  value?: string,
): Promise<string | undefined> {
  const at = addMs(now, 20 * minute);
  const outcome = await (button === 'help.close'
    ? help.close(person, id, at)
    : help.press(button, person, id, at, value)
  ).catch((thrown: unknown) => {
    const { code, text } = toDeskError(thrown);
    if (code === 'UNEXPECTED') throw thrown;
    return { reply: text === undefined ? undefined : { summary: text, parts: [] } };
  });
  const { summary } = outcome.reply ?? {};
  return summary !== undefined && 'key' in summary ? summary.key : undefined;
}

const asksWhere = new Set(['help.branch', 'help.building']);
const responders = ['leader', 'helper'];
const isOut = (state: (typeof open)[number]) =>
  state === 'unsent' || state === 'open' || state === 'unanswered';

/** The answer to each press on a call that is open. */
function expected(button: string, state: (typeof open)[number], who: Who): string | RegExp {
  const comes = responders.includes(who) && !isOut(state);
  switch (button) {
    case 'help.close':
      return who === 'supervisor' ? 'help.press.closed' : 'help.press.onlySupervisor';
    case 'help.cancel':
      return who === 'caller' ? 'help.press.cancelled' : 'help.press.onlyCaller';
    case 'help.more':
      return who === 'caller' ? /^help\.press\.more(Again|Nobody)?$/ : 'help.press.onlyCaller';
    case 'help.askNow':
      if (who !== 'caller') return 'help.press.onlyCaller';
      return state === 'unsent' ? 'help.press.askedNow' : 'help.press.askedAlready';
    case 'help.branch':
    case 'help.building':
      if (who !== 'caller') return 'help.press.onlyCaller';
      return state === 'unsent' ? 'help.sent.summary' : 'help.press.branchSet';
    case 'help.raise':
      if (who !== 'caller') return 'help.press.onlyCaller';
      return 'help.added.summary';
    case 'help.lower':
      return who === 'caller' ? 'help.lowered.not' : 'help.press.onlyCaller';
    case 'help.meant':
      return who === 'caller' ? 'help.press.gone' : 'help.press.onlyCaller';
    case 'help.newCall':
      return who === 'caller' ? 'help.newCall.gone' : 'help.press.onlyCaller';
  }
  if (who === 'caller') return 'help.press.ownCall';
  switch (button) {
    case 'help.claim':
      if (state === 'quiet') return who === 'helper' ? 'help.press.alreadyComing' : 'help.press.comingToo';
      if (state === 'onScene' && who === 'leader') return 'help.press.onScene';
      if (comes) return 'help.press.alreadyComing';
      return isOut(state) ? 'help.press.coming' : 'help.press.comingToo';
    case 'help.decline':
      return 'help.press.declined';
    case 'help.onScene':
      return 'help.press.onScene';
    case 'help.done': {
      if (who === 'stranger' || state === 'unsent') return 'help.press.onlyAsked';
      // The supervisor is asked by the second step.
      const wasAsked = who !== 'supervisor' || state === 'quiet' || state === 'unanswered';
      return wasAsked ? 'help.press.done' : 'help.press.onlyAsked';
    }
    default:
      return `no answer is defined for ${button}`;
  }
}

describe.each(open)('a call that is %s', (state) => {
  it.each(Object.keys(people) as Who[])('answers every press by the %s with a sentence', async (who) => {
    for (const button of help.buttons) {
      const call = await states[state]();
      const before = await recordOf(call.caller);
      expect(stateOf(before)).toBe(state === 'quiet' ? 'coming' : state);
      const person = who === 'caller' ? call.caller : people[who];
      const answer = await answerTo(button, person, call.id, asksWhere.has(button) ? 'CEN' : undefined);
      expect(answer, button).toMatch(expected(button, state, who));
      const after = await recordOf(call.caller);
      helpSchema.parse(JSON.parse(JSON.stringify(after)));
      expect([after.ended === undefined, after.due === undefined], button).not.toEqual([true, true]);
      expect(isDeepStrictEqual(after, before), `${button}: ${answer}`).toBe(
        /only|ownCall|askedAlready|branchSet|not$|gone$/.test(answer ?? ''),
      );
    }
  });
});

/** What its caller reads who needs help all the same: there may be something left to do. */
const stillWanted: Readonly<Record<string, string>> = {
  'help.more': 'help.press.over.again',
  'help.askNow': 'help.press.over.again',
  'help.branch': 'help.press.over.again',
  'help.building': 'help.press.over.again',
  'help.raise': 'help.press.over.again',
  'help.meant': 'help.press.gone',
  'help.newCall': 'help.newCall.gone',
};

describe.each(over)('an acknowledgement never re-opens what is closed: a call that is %s', (state) => {
  it('answers every press by anybody that it is over, and stays as it was', async () => {
    const call = await states[state]();
    const before = await recordOf(call.caller);
    for (const button of help.buttons) {
      for (const person of [call.caller, asked, leader, helper, supervisor, stranger]) {
        const wants = person === call.caller ? stillWanted[button] : undefined;
        expect(await answerTo(button, person, call.id, 'CEN'), `${button} by ${person}`).toBe(
          wants ?? 'help.press.over',
        );
      }
    }
    await help.due(call.id, addMs(now, 60 * minute), 0);
    await help.unreached(call.id, asked, now);
    expect(await recordOf(call.caller)).toEqual(before);
  });
});

it('a press on a call that is not there any more is a sentence, too', async () => {
  for (const button of help.buttons) {
    expect(await answerTo(button, asked, 'no-such-call')).toBe('help.press.gone');
  }
});

it.each([
  ['somebody on shift', asked, /^Dial 9-911/],
  ['somebody who is not', stranger, /^Dial 911/],
])(
  'a press of %s on a call that is not there any more says what to dial where they are',
  async (_who, person, dial) => {
    for (const button of help.buttons) {
      const outcome = await (button === 'help.close'
        ? help.close(person, 'no-such-call', now)
        : help.press(button, person, 'no-such-call', now, 'CEN'));
      expect(outcome.reply?.parts.at(-1), button).toMatchObject({
        text: { key: 'help.dial', params: { dial: expect.stringMatching(dial) } },
      });
      expect(outcome.replaces, button).toBe(button === 'help.close' ? undefined : true);
    }
  },
);

describe('an acknowledgement cancels everything pending', () => {
  it.each([0, 1, 2, 3])('after %i steps: nobody more is asked until it goes quiet', async (steps) => {
    const call = await called();
    for (let step = 0; step < steps; step += 1) {
      const due = (await recordOf(call.caller)).due?.at ?? now;
      await help.due(call.id, due, 0);
    }
    await help.press('help.claim', leader, call.id, addMs(start, 20 * minute));
    const claimed = await recordOf(call.caller);
    expect(claimed.due).toEqual({ what: 'quiet', at: addMs(start, 30 * minute) });
    expect([claimed.check, claimed.joinAt]).toEqual([undefined, undefined]);
    await help.press('help.onScene', leader, call.id, addMs(start, 21 * minute));
    expect((await recordOf(call.caller)).due).toEqual({ what: 'onScene', at: addMs(start, 81 * minute) });
    expect((await recordOf(call.caller)).asked).toEqual(claimed.asked);
  });

  it('ended, it has nothing due at all', async () => {
    for (const state of over) {
      const { due, check, joinAt } = await recordOf((await states[state]()).caller);
      expect([state, due, check, joinAt]).toEqual([state, undefined, undefined, undefined]);
    }
  });
});

describe('two people pressing in the same millisecond', () => {
  it.each([
    [leader, helper],
    [helper, leader],
  ])('are one leader and one helper: %s and %s', async (...both) => {
    for (let time = 0; time < 20; time += 1) {
      const call = await called();
      const answers = await Promise.all(both.map((person) => answerTo('help.claim', person, call.id)));
      expect(new Set(answers)).toEqual(new Set(['help.press.coming', 'help.press.comingToo']));
      const record = await recordOf(call.caller);
      expect(record.responders.map(({ person }) => person)).toEqual(expect.arrayContaining([leader, helper]));
      expect(record.responders).toHaveLength(2);
      expect(record.responders[0]?.person).toBe(both[answers.indexOf('help.press.coming')]);
    }
  });

  it('one to come and one to end it: it is over, whichever was first', async () => {
    for (const button of ['help.done', 'help.cancel']) {
      const call = await called();
      const ends = button === 'help.done' ? helper : call.caller;
      const [claims] = await Promise.all([
        answerTo('help.claim', leader, call.id),
        answerTo(button, ends, call.id),
      ]);
      expect(['help.press.coming', 'help.press.over']).toContain(claims);
      expect((await recordOf(call.caller)).ended).toBeDefined();
      expect((await recordOf(call.caller)).due).toBeUndefined();
    }
  });

  it('twice the same: the second is told that it was heard', async () => {
    const call = await called();
    const answers = await Promise.all([1, 2].map(() => answerTo('help.claim', leader, call.id)));
    expect(new Set(answers)).toEqual(new Set(['help.press.alreadyComing', 'help.press.coming']));
    expect((await recordOf(call.caller)).responders).toHaveLength(1);
  });
});
