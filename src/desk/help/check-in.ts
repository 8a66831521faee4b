import { randomUUID } from 'node:crypto';
import type { CardPart } from '../../chat/card.ts';
import type { Look, Work } from '../../chat/command.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import type { Branch } from '../branches/index.ts';
import { callWork } from './call-work.ts';
import { endedCallsOf, openCallsOf } from './calls-of.ts';
import { coming } from './coming.ts';
import { withoutDrills } from './drill-calls.ts';
import type { HelpDesk } from './help-desk.ts';
import { end } from './presses.ts';
import { callForHelp } from './rules.ts';
import { countingRecent, goesOnParts, isRecent } from './running.ts';
import { helpCollection, isCheckIn, since, type TimelineEvent } from './schema.ts';

/** A check-in that somebody who is alone has not answered. Instants are UTC ISO text. */
export interface MissedCheckIn {
  readonly person: PersonId;
  readonly branch: string;
  /** When they were first asked. */
  readonly at: string;
  /** Until when they are alone. */
  readonly until: string;
}

/** Calls for help that come of check-ins: everything that holds for a call holds for them. */
export interface CheckInCalls {
  /** Makes a call in the name of somebody who has not answered; it follows the policy for lone working. */
  missed(
    tx: Transaction,
    missed: MissedCheckIn,
    now: string,
  ): Promise<{ readonly number: string; readonly outcome: Outcome }>;
  /** They have answered after all: their calls of this kind end, and those who are coming are told. */
  answered(
    tx: Transaction,
    person: PersonId,
    now: string,
  ): Promise<{
    readonly numbers: readonly string[];
    readonly outcome: Outcome;
    /** That what they have called for themselves goes on, with the button that ends it. */
    readonly goesOn: readonly CardPart[];
  }>;
  /** Whether a call for a missed check-in there has not ended. */
  isOpen(tx: Transaction, person: PersonId, branch: string): Promise<boolean>;
  /** Whether a colleague is there on an open call of theirs, and was heard of within the last hour. */
  somebodyIsThere(tx: Transaction, person: PersonId, branch: string, now: string): Promise<boolean>;
  /** Whether a call that they have made there is open, and anybody has had a word on it lately. */
  isCalling(tx: Transaction, person: PersonId, branch: string, now: string): Promise<boolean>;
  /** Whether they have called for help since, or added to a call of theirs: that is an answer too. */
  hasCalled(tx: Transaction, person: PersonId, since: string): Promise<boolean>;
  /** An ordinary call for help, to come now. */
  callNow(branch: Branch | undefined, look: Look): Work<Transaction>;
}

export function createCheckInCalls(desk: HelpDesk): CheckInCalls {
  return {
    async missed(tx, { person, branch, at, until }, now) {
      const open = await openCallsOf(tx, person, desk.people);
      const own = open.findLast((one) => one.branch === branch && !isCheckIn(one));
      const before = own === undefined ? {} : { before: { number: own.number, at: since(own) } };
      const number = await desk.nextNumber(tx);
      const { call, news } = callForHelp(
        {
          id: randomUUID(),
          number,
          caller: desk.people.canonical(person),
          branch,
          zone: null,
          urgency: 'now',
          note: '',
          policy: desk.policies.of('lone', branch),
        },
        now,
        desk,
      );
      // Nothing was heard of them: that a call is made in their name is not a sign of life.
      const timeline = call.timeline.map(withoutBy);
      const changed = { call: { ...call, checkIn: { at, until, ...before }, timeline }, news };
      await tx.put(helpCollection, changed.call);
      const told = desk.news.tellAll(changed, undefined);
      return { number, outcome: await withoutDrills(desk, tx, changed.call, now, told) };
    },
    async answered(tx, person, now) {
      const open = await openCallsOf(tx, person, desk.people);
      const calls = open.filter(isCheckIn);
      const told: Outcome[] = [];
      for (const call of calls) {
        const changed = end(call, 'cancelled', person, now);
        await tx.put(helpCollection, changed.call);
        told.push(desk.news.tellAll(changed, call));
      }
      return {
        numbers: calls.map(({ number }) => number),
        outcome: {
          post: told.flatMap(({ post = [] }) => post),
          ring: told.flatMap(({ ring = [] }) => ring),
        },
        goesOn: open.filter((call) => !isCheckIn(call)).flatMap(goesOnParts),
      };
    },
    async isOpen(tx, person, branch) {
      const open = await openCallsOf(tx, person, desk.people);
      return open.some((call) => isCheckIn(call) && call.branch === branch);
    },
    async somebodyIsThere(tx, person, branch, now) {
      const { canonical } = desk.people;
      const open = await openCallsOf(tx, person, desk.people);
      return open
        .filter((call) => call.branch === branch)
        .flatMap((call) => coming(countingRecent(call, now)))
        .some((one) => one.onSceneAt !== undefined && canonical(one.person) !== canonical(person));
    },
    async isCalling(tx, person, branch, now) {
      const open = await openCallsOf(tx, person, desk.people);
      return open.some((call) => call.branch === branch && !isCheckIn(call) && isRecent(call, now));
    },
    async hasCalled(tx, person, since) {
      const { canonical } = desk.people;
      const own = (by: PersonId | undefined) => by !== undefined && canonical(by) === canonical(person);
      const calls = [
        ...(await openCallsOf(tx, person, desk.people)),
        // Somebody may have come and gone by now.
        ...(await endedCallsOf(tx, person, since, desk.people)),
      ];
      return calls.some(({ timeline }) => timeline.some(({ at, by }) => at >= since && own(by)));
    },
    callNow: (branch, look) =>
      callWork(desk, { branch, named: true, zone: null, urgency: 'now', note: '' }, look),
  };
}

function withoutBy(event: TimelineEvent): TimelineEvent {
  const { by: _, ...rest } = event;
  return rest;
}
