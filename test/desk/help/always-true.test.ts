import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/outcome.ts';
import { coming, leader } from '../../../src/desk/help/coming.ts';
import { type HelpRequest, helpSchema, stateOf, urgencies } from '../../../src/desk/help/index.ts';
import { isRecent, runningCall } from '../../../src/desk/help/running.ts';
import { addMs } from '../../../src/time.ts';
import { sundayEvening } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

let help: HelpAtLibrary;
beforeAll(async () => {
  help = await openHelp();
});
afterAll(() => help.remove());

/** Something that happens to a call; `who` and `lateMs` where they matter. */
const happening = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('help.claim', 'help.onScene', 'help.decline') },
    { weight: 4, arbitrary: fc.constantFrom('due', 'restart') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('help.more', 'help.askNow', 'assist', 'help.branch', 'unreached'),
    },
    { weight: 1, arbitrary: fc.constantFrom('help.done', 'help.cancel', 'close', 'callerPresses') },
  ),
  who: fc.constantFrom('maria', 'omar', 'priya', 'sam', 'lee', 'nora', 'dana'),
  urgency: fc.constantFrom(...urgencies),
  branch: fc.constantFrom('cen', 'nth-a'),
  afterMs: fc.integer({ min: 1, max: 20 * 60_000 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function happen(one: Happening, caller: string, call: HelpRequest, now: string): Promise<Outcome> {
  const person = `staff:${one.who}`;
  switch (one.what) {
    case 'due':
    case 'restart':
      return help.due(call.id, now, one.what === 'due' ? 0 : one.afterMs);
    case 'unreached':
      return help.unreached(call.id, call.asked.at(-1)?.person ?? person, now);
    case 'assist':
      // It would be another call.
      if (call.ended !== undefined || runningCall([call], call.branch, now) === undefined) return {};
      return help.assist(caller, `${one.urgency} ${call.branch ?? ''} more words`, now);
    case 'help.branch':
      return help.press(one.what, caller, call.id, now, one.branch.toUpperCase());
    case 'help.more':
    case 'help.askNow':
    case 'help.cancel':
      return help.press(one.what, caller, call.id, now);
    case 'callerPresses':
      return help.press('help.claim', caller, call.id, now);
    case 'close':
      return help.close('staff:lee', call.id, now).catch(() => ({}));
    default:
      return help.press(one.what, person, call.id, now);
  }
}

const peopleOf = (list: readonly { readonly person: string }[]) => list.map((one) => one.person);

/** What must be true of a call at any moment, and of what happens to it. */
function problems(before: HelpRequest, call: HelpRequest, outcome: Outcome, now: string): readonly string[] {
  const found: string[] = [];
  const must = (holds: boolean, sentence: string) => {
    if (!holds) found.push(sentence);
  };
  must(
    isDeepStrictEqual(helpSchema.parse(JSON.parse(JSON.stringify(call))), { ...call }),
    'comes back from disk as it was',
  );
  if (before.ended !== undefined) {
    must(isDeepStrictEqual(before, call), 'nothing happens to a call that has ended');
    must(outcome.post === undefined && outcome.ring === undefined, 'an ended call rings nobody');
  }
  must(
    (call.ended === undefined) === (call.due !== undefined),
    'an open call has a due step, an ended one has none',
  );
  must(
    call.due === before.due ||
      call.due === undefined ||
      isDeepStrictEqual(call.due, before.due) ||
      call.due.at >= now,
    'what is due next lies ahead',
  );
  must(
    call.due?.what !== 'reminder' ||
      call.nobodyToldAt !== undefined ||
      call.responders.some((one) => one.onSceneAt !== undefined),
    'a reminder waits only for a caller who was told, or for somebody who is there',
  );

  const raised = urgencies.indexOf(call.urgency) > urgencies.indexOf(before.urgency);
  const asked = peopleOf(call.asked.slice(before.asked.length));
  const cards = (outcome.post ?? []).filter((post) => post.view === 'asked');
  const reached = cards.flatMap(({ to }) => ('person' in to ? [to.person] : []));
  must(
    ![...asked, ...reached, ...peopleOf(call.responders)].includes(call.caller),
    'the caller is never asked',
  );
  // After hours "can't come" was about another moment.
  const isLate = call.timeline.at(before.timeline.length)?.what === 'added' && !isRecent(before, now);
  const out =
    raised || isLate
      ? []
      : peopleOf(before.declined).filter((person) => !peopleOf(call.responders).includes(person));
  must(
    ![...asked, ...reached].some((person) => out.includes(person)),
    'nobody who can’t come is asked again',
  );
  must(
    isDeepStrictEqual(call.asked.slice(0, before.asked.length), before.asked),
    'who was asked stays written down',
  );
  must(
    isDeepStrictEqual(call.timeline.slice(0, before.timeline.length), before.timeline),
    'the timeline only grows',
  );
  must(
    call.nextStep >= 0 && call.nextStep <= call.steps.length,
    'the next step is one of the policy’s, or none',
  );

  const [responders, declined] = [peopleOf(call.responders), peopleOf(call.declined)];
  must(
    new Set([...responders, ...declined]).size === responders.length + declined.length,
    'everybody comes or can’t, once',
  );
  const counted = peopleOf(coming(call));
  const remaining = peopleOf(coming(before)).filter((person) => counted.includes(person));
  must(isDeepStrictEqual(counted.slice(0, remaining.length), remaining), 'who came first stays first');
  must(leader(call) === (counted[0] ?? responders[0]), 'the first who remains leads');
  const there = coming(call).some((one) => one.onSceneAt !== undefined);
  must(!there || !(outcome.ring ?? []).some(saysNobody), 'nobody says “nobody” while somebody is there');
  must(
    stateOf(call) !== 'unanswered' || call.nobodyToldAt !== undefined,
    'unanswered is what the caller was told',
  );
  return found;
}

function saysNobody({ card }: NonNullable<Outcome['ring']>[number]): boolean {
  return (
    'key' in card.summary && /^help\.(?:ring\.nobody|checkIn\.(?:ring\.)?nobody$)/.test(card.summary.key)
  );
}

/** More than the steps of any policy, the checks on somebody who has gone quiet, and the last word. */
const stepsToTheEnd = 12;

it('of every call, whatever people press, whatever falls due, and however often the desk restarts', {
  timeout: 180_000,
}, async () => {
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('cen ', 'nth-a ', ''),
      fc.constantFrom(...urgencies),
      fc.array(happening, { minLength: 4, maxLength: 25 }),
      async (place, urgency, happenings) => {
        calls += 1;
        const caller = `browser:local:caller${calls}`;
        let now = sundayEvening;
        await help.assist(caller, `${urgency} ${place}come please`, now);
        let [call] = (await help.callsOf(caller)) as [HelpRequest];
        for (const one of happenings) {
          now = addMs(now, one.afterMs);
          const outcome = await happen(one, caller, call, now);
          const [after] = (await help.callsOf(caller)) as [HelpRequest];
          expect(problems(call, after, outcome, now), JSON.stringify(one)).toEqual([]);
          call = after;
        }
        // Never silent: left alone, it comes to a word to the caller, or asks somebody who is there.
        for (let step = 0; step < stepsToTheEnd && call.ended === undefined; step += 1) {
          now = call.due?.at ?? now;
          await help.due(call.id, now, 0);
          [call] = (await help.callsOf(caller)) as [HelpRequest];
        }
        const there = coming(call).some((one) => one.onSceneAt !== undefined);
        expect(call.ended !== undefined || call.nobodyToldAt !== undefined || there).toBe(true);
      },
    ),
    { numRuns: 200, seed: 20_261_122 },
  );
});
