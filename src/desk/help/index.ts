import type { Button, Command, Form } from '../../chat/command.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { AnyCollection, Transaction } from '../../store/store.ts';
import { msBetween } from '../../time.ts';
import { latestAt } from '../asking/index.ts';
import { delayedEvent, heardFrom, reroutedEvent } from '../routes/index.ts';
import { asKnown } from './as-known.ts';
import { createBuildingForm } from './building-form.ts';
import { createHelpButtons } from './buttons.ts';
import { type CheckInCalls, createCheckInCalls } from './check-in.ts';
import { coming, isEnough, leader } from './coming.ts';
import { createAssist } from './commands.ts';
import { onDrillDue, steered } from './drill.ts';
import { createDrillCalls, type DrillCalls } from './drill-calls.ts';
import { onDue } from './due.ts';
import { createAssistForm, createCloseForm } from './forms.ts';
import { lacksStep, withStep } from './give-step.ts';
import { createHelpDesk, type HelpReads } from './help-desk.ts';
import { askAtNewPlace, joinAnew } from './join.ts';
import { outOfReach } from './out-of-reach.ts';
import { noteUnreached, unreached } from './presses.ts';
import { askOnceReachable, withoutLeft, withoutWrongClaims } from './rechecked.ts';
import { recheckCollection } from './rechecks.ts';
import { after, type Changed } from './rules.ts';
import { calledAt } from './running.ts';
import { dueOf, type HelpRequest, helpCollection } from './schema.ts';
import { helpTexts } from './texts.en.ts';

export type { CheckInCalls } from './check-in.ts';
export type { DrillCalls } from './drill-calls.ts';
export type { CutOffFrom, ReachableAnew } from './help-desk.ts';
export { createHelpHome } from './home.ts';
export { helpNotices } from './notices.ts';
export { createOwnCalls } from './own-calls.ts';
export { createPartInCalls, type PartInCalls } from './part-in-calls.ts';
export { createRechecks } from './rechecks.ts';
export { createResponding } from './responding.ts';
export * from './schema.ts';
export { createWaitingCalls } from './waiting.ts';
export { whatIfCalled, whatIfMissed } from './what-if.ts';

/** A call for help that is answered: its commands, forms, buttons, cards and what falls due. */
export interface Help {
  readonly commands: readonly Command<Transaction>[];
  readonly forms: readonly Form<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kind: RecordKind<Transaction, HelpRequest>;
  readonly texts: typeof helpTexts;
  /** For people who are alone and have not answered a check-in. */
  readonly checkIns: CheckInCalls;
  /** Drills of the chain by which help is called. */
  readonly drills: DrillCalls;
  /**
   * Asks for an open call, by the shifts as they are now, whoever is on one by them and was not asked, and whoever was
   * asked at an account that is no longer theirs or could not be reached until now; waits no longer for who has left.
   */
  readonly recheck: (tx: Transaction, id: string, now: string) => Promise<Outcome>;
  /** Where the call of this number is; undefined when there is none. */
  readonly find: (tx: Transaction, number: string) => Promise<Pick<HelpRequest, 'branch'> | undefined>;
}

export const helpCollections: readonly AnyCollection[] = [helpCollection, recheckCollection];

export function createHelp(reads: HelpReads): Help {
  const desk = createHelpDesk(reads);
  const buttons = createHelpButtons(desk);

  /** Runs a rule on an open call and tells of it; a call that has ended meanwhile is left alone. */
  async function change(
    tx: Transaction,
    id: string,
    rule: (call: HelpRequest) => Changed | Promise<Changed>,
  ) {
    const stored = await tx.get(helpCollection, id);
    if (stored === undefined || stored.ended !== undefined) return {};
    const before = asKnown(stored, desk.people.canonical);
    const changed = await rule(before);
    if (changed.call === before) return {};
    await tx.put(helpCollection, changed.call);
    return desk.news.tellAll(changed, before);
  }

  /** Adds to the timeline, also of a call that is over. */
  async function note(tx: Transaction, id: string, event: HelpRequest['timeline'][number]): Promise<void> {
    const call = await tx.get(helpCollection, id);
    if (call !== undefined) await tx.put(helpCollection, { ...call, timeline: [...call.timeline, event] });
  }

  return {
    commands: [createAssist(desk)],
    forms: [createAssistForm(desk), createCloseForm(desk), createBuildingForm(desk, buttons)],
    buttons,
    texts: helpTexts,
    checkIns: createCheckInCalls(desk),
    drills: createDrillCalls(desk),
    recheck: (tx, id, now) =>
      change(tx, id, async (call) => {
        const record = { kind: 'help', id } as const;
        const cutOff = await desk.cutOffFrom(tx, record);
        const reachable = await desk.reachableAnew(tx, record, outOfReach(call, desk));
        const steps: ((next: HelpRequest) => Changed)[] = [
          (next) => joinAnew(next, now, desk),
          (next) => withoutWrongClaims(next, cutOff, now, desk),
          (next) => askAtNewPlace(next, cutOff, now),
          (next) => askOnceReachable(next, reachable, now, desk),
          (next) => withoutLeft(next, now, desk),
        ];
        return steps.reduce<Changed>(after, { call, news: [] });
      }),
    find: async (tx, number) => (await tx.find(helpCollection, 'number', number))[0],
    kind: {
      kind: 'help',
      collection: helpCollection,
      draw: desk.cards.draw,
      isOver: (call) => call.ended !== undefined,
      label: (call) => call.number,
      dial: desk.describe.dial,
      whileUnsaved: desk.describe.unheard,
      isCall: true,
      alwaysDue: {
        index: 'openCaller',
        isMissing: lacksStep,
        async mend(tx, id, now) {
          const call = await tx.get(helpCollection, id);
          if (call === undefined || !lacksStep(call)) return true;
          await tx.put(helpCollection, withStep(call, now));
          return true;
        },
      },
      dueAt: (call) => dueOf(call)?.at,
      latestAt,
      onDue: (tx, id, { now, lateMs }) =>
        change(tx, id, (call) =>
          call.drill === undefined ? onDue(call, now, lateMs, desk) : onDrillDue(call, now, lateMs, desk),
        ),
      async onUnreached(tx, id, person, reason, now, routes) {
        const one = desk.people.canonical(person);
        const call = await tx.get(helpCollection, id);
        if (call?.drill !== undefined && call.ended !== undefined) {
          await tx.put(helpCollection, noteUnreached(call, one, { reason, routes }, now));
          return {};
        }
        return change(tx, id, (before) => {
          const changed = unreached(before, one, { reason, routes }, now, desk);
          return changed.call === before ? changed : steered(changed, now);
        });
      },
      onRerouted: (tx, id, reached, now) => note(tx, id, reroutedEvent(reached, now)),
      onDelayed: (tx, id, late, now) => note(tx, id, delayedEvent(late, now)),
      heardFrom(call, person) {
        const { canonical } = desk.people;
        return heardFrom(call.timeline, (one) => canonical(one) === canonical(person));
      },
      awaitsAnswer(call, person, now) {
        const { canonical } = desk.people;
        const isThem = (one: { readonly person: PersonId }) => canonical(one.person) === canonical(person);
        const isOver = call.ended !== undefined || call.drill?.over !== undefined;
        const isOld = msBetween(calledAt(call), now) > call.staleAfterMs;
        // Whoever came, and has not been heard of since, is waited for like anybody who is asked.
        if (isOver || isOld || coming(call).some(isThem) || call.declined.some(isThem)) return 'no';
        return isEnough(call) ? 'perhaps' : 'yes';
      },
      redrawRank(call, view, viewer) {
        if (view === 'caller') return 0;
        if (view === 'channel') return 2;
        return viewer !== undefined && viewer === leader(call) ? 1 : 3;
      },
    },
  };
}
