import { randomUUID } from 'node:crypto';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { addMs } from '../../time.ts';
import type { Branch } from '../branches/index.ts';
import { nextCount } from '../numbers/index.ts';
import { openDrillsOf } from './calls-of.ts';
import { endDrill, steered } from './drill.ts';
import type { HelpDesk } from './help-desk.ts';
import { callForHelp } from './rules.ts';
import { type HelpRequest, helpCollection, type Urgency } from './schema.ts';

/** Drills of the chain by which help is called: calls that are marked, and nobody is to come to. */
export interface DrillCalls {
  /**
   * Starts a drill, unless the branch has a real call or a drill open. The answer is the open call, or the drill as it
   * is now.
   */
  begin(
    tx: Transaction,
    wanted: { readonly branch: Branch; readonly urgency: Urgency; readonly leader: PersonId },
    now: string,
  ): Promise<{ readonly inTheWay: HelpRequest } | { readonly drill: HelpRequest; readonly outcome: Outcome }>;
  /** Ends this person's drills. */
  end(
    tx: Transaction,
    leader: PersonId,
    now: string,
  ): Promise<{ readonly numbers: readonly string[]; readonly outcome: Outcome }>;
}

export function createDrillCalls(desk: HelpDesk): DrillCalls {
  return {
    async begin(tx, { branch, urgency, leader }, now) {
      const [inTheWay] = await tx.range(helpCollection, 'openAt', {
        from: branch.id,
        to: branch.id,
        limit: 1,
      });
      if (inTheWay !== undefined) return { inTheWay };
      const policy = desk.policies.of(urgency, branch.id);
      const number = `D-${String(await nextCount(tx, 'drill')).padStart(4, '0')}`;
      const { call, news } = callForHelp(
        {
          id: randomUUID(),
          number,
          caller: desk.people.canonical(leader),
          branch: branch.id,
          zone: null,
          urgency,
          note: '',
          policy,
        },
        now,
        desk,
      );
      const drill = { endsAt: addMs(now, policy.lastAfterMs) };
      const changed = steered({ call: { ...call, drill }, news }, now);
      await tx.put(helpCollection, changed.call);
      return { drill: changed.call, outcome: desk.news.tellAll(changed, undefined) };
    },
    async end(tx, leader, now) {
      const open = await openDrillsOf(tx, leader, desk.people);
      return {
        numbers: open.map(({ number }) => number),
        outcome: await endAll(desk, tx, open, 'leader', leader, now),
      };
    },
  };
}

/**
 * Whatever a real call does ends the drills at its branch and those of its caller at once: nobody is to wonder which of
 * two cards is the true one.
 */
export async function withoutDrills(
  desk: HelpDesk,
  tx: Transaction,
  call: Pick<HelpRequest, 'branch' | 'caller' | 'drill'>,
  now: string,
  outcome: Outcome,
): Promise<Outcome> {
  if (call.drill !== undefined) return outcome;
  const atBranch = call.branch === null ? [] : await tx.find(helpCollection, 'drillAt', call.branch);
  const own = await openDrillsOf(tx, call.caller, desk.people);
  if (atBranch.length + own.length === 0) return outcome;
  const gaveWay = await endAll(desk, tx, atBranch, 'realCall', call.caller, now);
  // Those who were asked elsewhere get no message of the real call that they could take for the drill.
  const elsewhere = own.filter(({ id }) => atBranch.every((one) => one.id !== id));
  const left = await endAll(desk, tx, elsewhere, 'leader', call.caller, now);
  return {
    ...outcome,
    // Help first.
    post: [...(outcome.post ?? []), ...(gaveWay.post ?? []), ...(left.post ?? [])],
    ring: [...(outcome.ring ?? []), ...(gaveWay.ring ?? []), ...(left.ring ?? [])],
  };
}

async function endAll(
  desk: HelpDesk,
  tx: Transaction,
  drills: readonly HelpRequest[],
  how: 'leader' | 'realCall',
  by: PersonId,
  now: string,
): Promise<Pick<Outcome, 'post' | 'ring'>> {
  const told: Outcome[] = [];
  for (const drill of drills) {
    const changed = endDrill(drill, how, by, now);
    await tx.put(helpCollection, changed.call);
    told.push(desk.news.tellAll(changed, drill));
  }
  return {
    post: told.flatMap(({ post = [] }) => post),
    ring: told.flatMap(({ ring = [] }) => ring),
  };
}
