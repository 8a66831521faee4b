import type { Button, Command, Form } from '../chat/command.ts';
import type { HomeSection } from '../chat/home.ts';
import type { PersonId } from '../chat/outcome.ts';
import type { Catalogue } from '../chat/text.ts';
import type { DeliveryOptions } from '../delivery/index.ts';
import { createPolicies, type WhoToAsk } from '../desk/asking/index.ts';
import { createDrill } from '../desk/drill/index.ts';
import {
  createEscalationHome,
  createEscalations,
  createWaitingEscalations,
  whatIfEscalated,
} from '../desk/escalation/index.ts';
import {
  type CutOffFrom,
  createHelp,
  createHelpHome,
  createOwnCalls,
  createRechecks,
  createResponding,
  createWaitingCalls,
  type ReachableAnew,
  urgencies,
  whatIfCalled,
  whatIfMissed,
} from '../desk/help/index.ts';
import { createIncidentSubject, createIncidents } from '../desk/incidents/index.ts';
import { createLone, loneSettingsOf } from '../desk/lone/index.ts';
import { createReach } from '../desk/reach/index.ts';
import { createOnShift, createRosterHome } from '../desk/roster/index.ts';
import { routeTexts } from '../desk/routes/index.ts';
import { createToday } from '../desk/today/index.ts';
import { createWhatIf } from '../desk/what-if/index.ts';
import type { Store, Transaction } from '../store/store.ts';

/** What the desk can do, as router and delivery take it. */
export interface Subjects {
  /** In the order of need: the menu keeps it, and the page has large buttons for the first. */
  readonly commands: readonly Command<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly forms: readonly Form<Transaction>[];
  readonly kinds: DeliveryOptions['kinds'];
  /** What waits for somebody stands above what is only good to know. */
  readonly sections: readonly HomeSection[];
  readonly texts: readonly Catalogue[];
}

/** What delivery knows of the ways to people. */
export interface WaysToPeople {
  /** Whether there is any way to bring somebody a message. */
  readonly canBeReached: (person: PersonId) => boolean;
  /** Those whose card of a record stands only where by now somebody else reads. */
  readonly cutOffFrom: CutOffFrom;
  /** Of those whom a call did not reach, whoever it could by now. */
  readonly reachableAnew: ReachableAnew;
}

/**
 * Makes every subject of the desk on the read models that they share.
 *
 * @param ways what delivery tells of the ways to people
 */
export async function createSubjects(
  store: Store,
  reads: WhoToAsk,
  { canBeReached, cutOffFrom, reachableAnew }: WaysToPeople,
): Promise<Subjects> {
  const who = { ...reads, policies: await createPolicies(store) };
  const foresight = { ...who, canBeReached };
  const checksIn = (code: string) => {
    const branch = reads.branches.byCode(code);
    return branch !== undefined && loneSettingsOf(branch, reads.branches.organisation()) !== undefined;
  };
  const whatIf = createWhatIf({
    ...reads,
    canBeReached,
    ladders: [
      ...urgencies.map((kind) => ({
        kind,
        foresee: (branch: string, at: string, zone: string | null) =>
          whatIfCalled(kind, branch, at, zone, foresight),
      })),
      { kind: 'escalate', foresee: (branch, at) => whatIfEscalated(branch, at, foresight) },
      {
        kind: 'lone',
        foresee: (branch, at) => (checksIn(branch) ? whatIfMissed(branch, at, foresight) : undefined),
      },
    ],
  });
  const reports = await createIncidents(store);
  const incidents = createIncidentSubject({ ...reads, incidents: reports });
  const help = createHelp({
    ...who,
    reportsOf: incidents.reportsOf,
    cutOffFrom,
    reachableAnew,
    respondsTo: await createResponding(store, reads.people),
    ownCalls: await createOwnCalls(store, reads.people),
  });
  const escalations = createEscalations({
    ...foresight,
    cutOffFrom,
    whatIf: whatIf.answer,
    async about(tx, number, { person, now }) {
      const incident = reports.byNumber(number);
      if (incident === undefined) return help.find(tx, number);
      const isSeen = incidents.access.readerOf(person, now).sight(incident) !== 'none';
      return isSeen ? { branch: incident.report.branch ?? null } : undefined;
    },
  });
  const today = createToday({
    ...reads,
    sources: [
      await createWaitingCalls(store, reads),
      await createWaitingEscalations(store, reads),
      incidents.waiting,
    ],
  });
  const onShift = createOnShift(reads);
  const reach = await createReach(store, reads);
  const drill = createDrill({ ...reads, drills: help.drills });
  const lone = await createLone(store, { ...reads, calls: help.checkIns });
  return {
    commands: [
      ...help.commands,
      ...onShift.commands,
      ...incidents.commands,
      ...escalations.commands,
      ...today.commands,
      ...whatIf.commands,
      ...drill.commands,
      ...reach.commands,
      ...lone.commands,
    ],
    buttons: [help, escalations, today, incidents, onShift, reach, lone].flatMap(
      (subject) => subject.buttons,
    ),
    forms: [help, escalations, incidents].flatMap((subject) => subject.forms),
    kinds: [
      help.kind,
      await createRechecks(store, help.recheck, escalations),
      escalations.kind,
      incidents.kind,
      ...reach.kinds,
      ...lone.kinds,
    ],
    sections: [
      lone.home,
      await createHelpHome(store, help.kind, reads.people),
      await createEscalationHome(store, escalations.kind, reads.people),
      incidents.home,
      createRosterHome(reads),
    ],
    texts: [
      routeTexts,
      ...[help, incidents, escalations, today, onShift, whatIf, reach, lone, drill].map(
        (subject) => subject.texts,
      ),
    ],
  };
}
