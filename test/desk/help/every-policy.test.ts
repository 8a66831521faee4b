import '../../support/repeatable.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policySchema, type Step } from '../../../src/desk/asking/index.ts';
import { coming, isEnough, needed } from '../../../src/desk/help/coming.ts';
import { onDue } from '../../../src/desk/help/due.ts';
import { dueOf, type HelpRequest, helpSchema } from '../../../src/desk/help/index.ts';
import { arrive, claim, decline, unreached } from '../../../src/desk/help/presses.ts';
import { askMore, type CallPolicy, type Changed, callForHelp } from '../../../src/desk/help/rules.ts';
import { addMs, msBetween } from '../../../src/time.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

const second = 1000;
const people = ['priya', 'maria', 'omar', 'sam', 'nora', 'lee', 'dana', 'robin'] as const;

const target = fc.oneof(
  fc.constantFrom('onShift', 'pic', 'zone', 'security', 'supervisor', 'director', 'neighbourPic'),
  fc.record({ person: fc.constantFrom(...people, 'who-left') }),
  fc.record({ position: fc.constantFrom('reference', 'Front Desk', 'nothing') }),
);
const step = fc.record(
  {
    ask: fc.array(target, { minLength: 1, maxLength: 3 }),
    when: fc.constantFrom('open' as const, 'closed' as const),
    needs: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ['ask'] },
);
/** Any policy that the file lets through: steps in ascending order, and an end after them. */
const anyPolicy = fc
  .record({
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), step), { minLength: 1, maxLength: 6 }),
    startsAt: fc.integer({ min: 0, max: 60 }),
    lastAfter: fc.integer({ min: 1, max: 900 }),
    quietAfterMs: fc.option(fc.integer({ min: 60_000, max: 1_200_000 }), { nil: undefined }),
    fallback: fc.option(fc.constantFrom(...people), { nil: undefined }),
  })
  .map(({ steps, startsAt, lastAfter, quietAfterMs, fallback }) => {
    let afterMs = startsAt * second;
    const ladder = steps.map(([gap, one], index): Step => {
      if (index > 0) afterMs += gap * second;
      return { ...one, afterMs };
    });
    return {
      steps: ladder,
      lastAfterMs: afterMs + lastAfter * second,
      staleAfterMs: 12 * 3_600_000,
      ...(quietAfterMs === undefined ? {} : { quietAfterMs }),
      ...(fallback === undefined ? {} : { fallback }),
    };
  });

const anyCall = fc.record({
  policy: anyPolicy,
  caller: fc.constantFrom(...people),
  branch: fc.constantFrom('CEN', 'NTH-A', 'NTH-B'),
  zone: fc.constantFrom(null, 'front desk', 'teen area'),
  /** In the evening, in the night, and when most shifts begin. */
  at: fc.constantFrom(sundayEvening, '2026-11-23T05:00:00.000Z', '2026-11-22T17:59:00.000Z'),
});

function call(given: typeof anyCall extends fc.Arbitrary<infer T> ? T : never): Changed {
  const { policy, caller, branch, zone, at } = given;
  policySchema.parse({ ...policy, id: 'now', revision: 1, for: 'now' });
  return callForHelp(
    {
      id: 'one',
      number: 'H-0001',
      caller: `staff:${caller}`,
      branch,
      zone,
      urgency: 'now',
      note: '',
      policy: policy as CallPolicy,
    },
    at,
    help.who,
  );
}

/** More than the steps of any policy, every shift that may start meanwhile, and the checks on those who come. */
const stepsToTheEnd = 60;

it('whatever the policy says, somebody is asked or told at once, and the caller is told before its end', () => {
  fc.assert(
    fc.property(anyCall, (given) => {
      let changed = call(given);
      const told = [...changed.news];
      expect(changed.call.asked.length > 0 || changed.call.nobodyToldAt !== undefined).toBe(true);
      for (let n = 0; n < stepsToTheEnd && changed.call.nobodyToldAt === undefined; n += 1) {
        changed = onDue(changed.call, dueOf(changed.call)?.at ?? '', 0, help.who);
        told.push(...changed.news);
      }
      const { nobodyToldAt, asked, caller } = changed.call;
      expect(told.filter(({ type }) => type === 'nobody')).toHaveLength(1);
      expect(msBetween(given.at, nobodyToldAt ?? '')).toBeLessThanOrEqual(given.policy.lastAfterMs);
      expect(asked.map(({ person }) => person)).not.toContain(caller);
      expect(changed.call.due?.what).toBe('reminder');
    }),
    { numRuns: 500 },
  );
});

const anyHappening = fc.record({
  what: fc.constantFrom('due', 'due', 'due', 'claim', 'claim', 'arrive', 'decline', 'unreached', 'more'),
  who: fc.constantFrom(...people),
  afterMs: fc.integer({ min: 0, max: 20 * 60_000 }),
});

function happen(
  before: HelpRequest,
  { what, who }: { readonly what: string; readonly who: string },
  now: string,
): Changed {
  const person = `staff:${who}`;
  const mayCome = person !== before.caller;
  if (what === 'due') return onDue(before, now, 0, help.who);
  if (what === 'more') return askMore(before, now, help.who);
  if (what === 'unreached') {
    const reached = before.asked.some((one) => one.person === person);
    return reached
      ? unreached(before, person, { reason: 'left' }, now, help.who)
      : { call: before, news: [] };
  }
  if (!mayCome) return { call: before, news: [] };
  if (what === 'claim') return claim(before, person, now);
  return what === 'arrive' ? arrive(before, person, now) : decline(before, person, now, help.who);
}

/** What must be true of an open call that follows any policy. */
function problems(one: HelpRequest): readonly string[] {
  const found: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) found.push(sentence);
  };
  helpSchema.parse(JSON.parse(JSON.stringify(one)));
  const rests = one.due?.what === 'quiet' || one.due?.what === 'onScene';
  must(one.due !== undefined, 'something is due');
  must(rests === isEnough(one), `the steps rest exactly while enough come (${one.due?.what})`);
  must(
    (one.check !== undefined) === (!isEnough(one) && coming(one).length > 0),
    'those who come while they are too few are looked after beside the steps',
  );
  must(needed(one) >= 1, 'one must come at least');
  must(rests || one.due?.what !== 'reminder' || one.nobodyToldAt !== undefined, 'reminded is who was told');
  return found;
}

it('whatever people press on a call that follows it, it ends by a word to the caller or by enough who are there', () => {
  fc.assert(
    fc.property(anyCall, fc.array(anyHappening, { maxLength: 25 }), (given, happenings) => {
      let changed = call(given);
      let now: string = given.at;
      expect(problems(changed.call)).toEqual([]);
      for (const one of happenings) {
        now = addMs(now, one.afterMs);
        changed = happen(changed.call, one, now);
        expect(problems(changed.call), JSON.stringify(one)).toEqual([]);
      }
      const isSettled = ({ responders, nobodyToldAt }: HelpRequest) =>
        nobodyToldAt !== undefined ||
        responders.filter((one) => one.onSceneAt).length >= needed(changed.call);
      for (let n = 0; n < stepsToTheEnd && !isSettled(changed.call); n += 1) {
        const due = dueOf(changed.call)?.at ?? now;
        now = due > now ? due : now;
        changed = onDue(changed.call, now, 0, help.who);
        expect(problems(changed.call)).toEqual([]);
      }
      expect(isSettled(changed.call)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
