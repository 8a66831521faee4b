import type { CardPart } from '../../chat/card.ts';
import { addMs } from '../../time.ts';
import { appliesAt, reminderAt, type Step, type WhoToAsk } from '../asking/index.ts';
import { resting, withCheck } from './coming.ts';
import type { Describe } from './describe.ts';
import { withNextJoin } from './next-join.ts';
import { type CallPolicy, following } from './rules.ts';
import { type HelpRequest, type Urgency, urgencies } from './schema.ts';
import { say } from './texts.en.ts';
import { countingAgain, declinedSince, stoodBefore } from './without-note.ts';

/**
 * How urgent a call would be without the words that became calls of their own: as urgent as it was made, or as the most
 * urgent of what was said or pressed since. What was raised without words was meant for this call.
 */
export function urgencyLeft(call: HelpRequest): Urgency {
  const made = call.notes.find(({ from }) => from !== undefined)?.from;
  if (made === undefined || call.checkIn !== undefined) return call.urgency;
  const left = call.notes.filter(({ became, text }) => became === undefined || text === '');
  const ranks = [made, ...left.map(({ urgency }) => urgency)].map((one) => urgencies.indexOf(one));
  return urgencies[Math.min(Math.max(...ranks), urgencies.indexOf(call.urgency))] ?? call.urgency;
}

/** That a call goes on as urgent as words made it that are another call now, and the button that ends this. */
export function lowerParts(call: HelpRequest, describe: Describe): readonly CardPart[] {
  const left = urgencyLeft(call);
  if (call.ended !== undefined || left === call.urgency) return [];
  const { id, number } = call;
  const params = { number, urgency: describe.urgency(left) };
  return [
    { type: 'text', text: say('help.lower', { number, urgency: describe.urgency(call.urgency) }) },
    {
      type: 'buttons',
      buttons: [
        {
          button: 'help.lower',
          label: say('help.button.lower', params),
          describe: say('help.button.lower.describe', params),
          record: id,
        },
      ],
    },
  ];
}

/**
 * The call as urgent as its caller says that it is after all: behind the steps that it had gone before those words, and
 * without those who had said that they can't come. Where it has been about more since, it is behind the first step of that
 * urgency, unless its steps have rested since it became more urgent. Nobody is asked again for it, and whoever is coming
 * still is, or was before those words.
 *
 * @param policy of that urgency at the call's branch
 */
export function lowered(
  call: HelpRequest,
  urgency: Urgency,
  policy: CallPolicy,
  now: string,
  who: WhoToAsk,
): HelpRequest {
  const timeline = [...call.timeline, { at: now, what: 'lowered' as const, by: call.caller }];
  // Without a building there are no steps to follow.
  if (call.branch === null) return { ...call, urgency, timeline };
  const stood = stoodBefore(call, urgency);
  const toldAt = call.nobodyToldAt ?? stood?.nobodyToldAt;
  const { length } = policy.steps;
  const gone = stood?.nextStep ?? Math.min(1, call.nextStep);
  const nextStep = toldAt === undefined ? Math.min(gone, length) : length;
  const climbed = policy.steps.slice(0, Math.max(1, nextStep));
  const applied = climbed.filter((step) => appliesAt(step, call.branch, now, who));
  const needs = Math.max(1, ...applied.map((step) => step.needs ?? 1));
  const next: HelpRequest = {
    ...following({ ...countingAgain(call), urgency, timeline }, policy),
    nextStep,
    // Who has read that nobody has confirmed has nothing more to wait for.
    due:
      toldAt === undefined
        ? waitAfter(climbed, policy, now)
        : { what: 'reminder', at: reminderAt(call.timeline, now) },
    ...(stood === undefined ? {} : { declined: declinedSince(stood, call) }),
    ...(toldAt === undefined ? {} : { nobodyToldAt: toldAt }),
    ...(needs === 1 ? {} : { needs }),
  };
  return resting(withCheck(call, withNextJoin(next, now, who), now));
}

/** The whole wait for what follows these steps: what was due before those words may have passed by then. */
function waitAfter(
  climbed: readonly Step[],
  { steps, lastAfterMs }: CallPolicy,
  now: string,
): HelpRequest['due'] {
  const before = climbed.at(-1)?.afterMs ?? 0;
  const next = steps[climbed.length];
  return next === undefined
    ? { what: 'last', at: addMs(now, lastAfterMs - before) }
    : { what: 'step', at: addMs(now, next.afterMs - before) };
}
