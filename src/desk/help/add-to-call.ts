import { appliesAt, type Candidate, type WhoToAsk } from '../asking/index.ts';
import type { Branch } from '../branches/index.ts';
import { candidates } from './asking.ts';
import { coming, isEnough, lastWordAfter } from './coming.ts';
import { withNextJoin } from './next-join.ts';
import {
  askNext,
  byCaller,
  type CallPolicy,
  type Changed,
  cardHolders,
  following,
  gone,
  type News,
  setBranch,
  stillAsked,
  toldAgain,
} from './rules.ts';
import { countingRecent, isRecent } from './running.ts';
import { type HelpRequest, isCheckIn, isWithNobody, type TimelineEvent, type Urgency } from './schema.ts';
import { stoodAt } from './without-note.ts';

/** What a caller says more about a call. */
interface Added {
  readonly note: string;
  readonly zone: string | null;
  readonly urgency: Urgency;
}

/**
 * More words from the caller of an open call. A higher urgency goes back to the beginning of its ladder, which rests
 * while enough are coming for its first step; and so do words after hours, as others are on shift by then. Whoever came
 * longer ago than an hour counts for neither until they press again.
 */
export function addToCall(
  call: HelpRequest,
  added: Added & { readonly policy: CallPolicy },
  now: string,
  who: WhoToAsk,
): Changed {
  // Whoever was asked, came or could not come hours ago may have gone home since.
  const isLate = !isRecent(call, now);
  const { call: worded, raised, said } = withWords(call, added, now);
  const next = raised || isLate ? withStood(worded, call) : worded;
  const news: News = { type: 'added', raised };
  if (isWithNobody(call)) {
    return { call: raised ? following(next, added.policy) : next, news: [news] };
  }
  // Whoever said that they can't come to a quiet word may come to an emergency.
  const heard = raised ? following({ ...next, declined: [] }, added.policy) : next;
  const counted = countingRecent(heard, now);
  if (isLate || (raised && coming(counted).length < (added.policy.steps[0]?.needs ?? 1))) {
    const { nobodyToldAt: _, ...restarted } = counted;
    const moved = byCaller(askNext({ ...restarted, nextStep: 0, declined: [] }, now, who));
    return toldAgain({ call: moved.call, news: [news, ...moved.news] }, stillAsked(heard), now);
  }
  const seen = cardHolders(call);
  const atZone = raised || added.zone === null || added.zone === call.zone ? [] : nowAtZone(heard, now, who);
  const fresh = atZone.filter(({ person }) => !seen.has(person));
  const again = stillAsked(heard);
  const event: TimelineEvent = { ...said, people: [...fresh.map((one) => one.person), ...again] };
  const told: HelpRequest = {
    ...heard,
    asked: [
      ...call.asked,
      ...fresh.map((one) => ({ ...one, step: Math.max(0, call.nextStep - 1), at: now })),
    ],
    timeline: [...call.timeline, event],
    ...(fresh.length + again.length > 0 ? lastWordAfter(heard, now) : {}),
  };
  return {
    call: withNextJoin(told, now, who),
    news: [news, { type: 'asked', people: fresh.map((one) => one.person), again }],
  };
}

/**
 * More words that say the building too, of a call that was made without: its ladder begins there, and whoever was asked
 * before hears of both.
 *
 * @param policyOf the one for the urgency that the call then has
 */
export function addWithBranch(
  call: HelpRequest,
  added: Added,
  branch: Branch,
  policyOf: (urgency: Urgency) => CallPolicy,
  now: string,
  who: WhoToAsk,
): Changed {
  const { call: next, raised } = withWords(call, added, now);
  // Whoever said that they can't come to a quiet word may come to an emergency.
  const heard = raised ? { ...next, declined: [] } : next;
  return setBranch(heard, branch, policyOf(heard.urgency), now, who);
}

/** The call with what its caller says more, before anybody hears of it. */
function withWords(
  call: HelpRequest,
  added: Added,
  now: string,
): { readonly call: HelpRequest; readonly raised: boolean; readonly said: TimelineEvent } {
  // Whoever was asked to look after somebody silent is now called by them.
  const { checkIn } = call;
  const spoke = isCheckIn(call);
  const raised = spoke || rank(added.urgency) > rank(call.urgency);
  const moves = added.zone !== null && added.zone !== call.zone;
  const said: TimelineEvent = {
    at: now,
    what: 'added',
    by: call.caller,
    ...(moves && call.zone !== null ? { from: call.zone } : {}),
  };
  const next: HelpRequest = {
    ...call,
    zone: added.zone ?? call.zone,
    ...(moves && call.firstZone === undefined ? { firstZone: call.zone } : {}),
    urgency: raised ? added.urgency : call.urgency,
    ...(checkIn !== undefined && spoke ? { checkIn: { ...checkIn, calledAt: now } } : {}),
    notes: [
      ...call.notes,
      {
        by: call.caller,
        at: now,
        text: added.note,
        urgency: added.urgency,
        ...(raised ? { from: call.urgency } : {}),
        ...(added.zone === null ? {} : { zone: added.zone }),
      },
    ],
    timeline: [...call.timeline, said],
  };
  return { call: next, raised, said };
}

/**
 * With the last words, where the call stood before them. Without a building it was on no steps to which it could go back.
 */
function withStood(call: HelpRequest, before: HelpRequest): HelpRequest {
  if (before.branch === null) return call;
  const last = call.notes.at(-1);
  const stood = stoodAt(before);
  return { ...call, notes: call.notes.map((one) => (one === last ? { ...one, stood } : one)) };
}

/** The caller said another zone: those on shift there, where a step so far was for them and not enough are coming. */
function nowAtZone(call: HelpRequest, now: string, who: WhoToAsk): readonly Candidate[] {
  const asks = call.steps
    .slice(0, call.nextStep)
    .filter((step) => step.ask.includes('zone') && appliesAt(step, call.branch, now, who));
  return asks.length === 0 || isEnough(call)
    ? []
    : candidates(call, ['zone'], now, who).filter(({ person }) => !gone(call, person));
}

function rank(urgency: Urgency): number {
  return ['assist', 'now', 'emergency'].indexOf(urgency);
}
