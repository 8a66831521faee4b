import type { CardPart } from '../../chat/card.ts';
import { addMs } from '../../time.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { resting, withCheck } from './coming.ts';
import type { Describe } from './describe.ts';
import { withNextJoin } from './next-join.ts';
import { type CallPolicy, following } from './rules.ts';
import { type HelpRequest, type Urgency, urgencies } from './schema.ts';
import { say } from './texts.en.ts';
import { countingAgain } from './without-note.ts';

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
 * The call as urgent as its caller says that it is after all, behind the first step of that urgency, unless its steps have
 * rested since it became more urgent. Nobody is asked again for it, and whoever is coming still is, or was before those
 * words.
 *
 * @param policy of that urgency at the call's branch
 */
export function lowered(
  call: HelpRequest,
  urgency: Urgency,
  policy: CallPolicy,
  now: string,
  who: Pick<WhoToAsk, 'roster'>,
): HelpRequest {
  const timeline = [...call.timeline, { at: now, what: 'lowered' as const, by: call.caller }];
  // Without a building there are no steps to follow.
  if (call.branch === null) return { ...call, urgency, timeline };
  const [first, second] = policy.steps;
  const wait =
    second === undefined
      ? ({ what: 'last', at: addMs(now, policy.lastAfterMs) } as const)
      : ({ what: 'step', at: addMs(now, second.afterMs - (first?.afterMs ?? 0)) } as const);
  // Who has read that nobody has confirmed has nothing more to wait for.
  const isTold = call.nobodyToldAt !== undefined;
  const next: HelpRequest = {
    ...following({ ...countingAgain(call), urgency, timeline }, policy),
    nextStep: isTold ? policy.steps.length : Math.min(1, call.nextStep),
    due: isTold ? call.due : wait,
    ...(first?.needs === undefined || first.needs === 1 ? {} : { needs: first.needs }),
  };
  return resting(withCheck(call, withNextJoin(next, now, who), now));
}
