import type { Button, Command } from '../../chat/command.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { checkCard } from './cards.ts';
import { createReachButtons, createReachCommand } from './commands.ts';
import { followSetting } from './plan.ts';
import { rerouted, unreached } from './rules.ts';
import {
  planDueAt,
  type ReachCheck,
  type ReachPlan,
  type ReachTest,
  reachCheckCollection,
  reachPlanCollection,
  reachTestCollection,
} from './schema.ts';
import { reachTexts } from './texts.en.ts';
import { onPlanDue, onTestDue } from './work.ts';

export { reachNotices } from './notices.ts';
export { keepMs as reachKeptMs } from './rules.ts';
export { reachCollections } from './schema.ts';
export { forgetOldTests } from './work.ts';

/** The test of whether calls would reach people: its command, buttons, cards and what falls due. */
export interface Reach {
  readonly commands: readonly Command<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kinds: readonly [
    RecordKind<Transaction, ReachCheck>,
    RecordKind<Transaction, ReachTest>,
    RecordKind<Transaction, ReachPlan>,
  ];
  readonly texts: typeof reachTexts;
}

/** Made once on a store; from then on the plan follows organisation.json. */
export async function createReach(store: Store, who: WhoToAsk): Promise<Reach> {
  await followSetting(store, who.branches);

  async function change(tx: Transaction, id: string, rule: (check: ReachCheck) => ReachCheck): Promise<void> {
    const check = await tx.get(reachCheckCollection, id);
    const changed = check === undefined ? undefined : rule(check);
    if (changed !== undefined && changed !== check) await tx.put(reachCheckCollection, changed);
  }

  /** Nobody is shown these: they only fall due. */
  const unseen = { draw: () => undefined, redrawRank: () => 9 };

  return {
    commands: [createReachCommand(who)],
    buttons: createReachButtons(who),
    texts: reachTexts,
    kinds: [
      {
        kind: 'reach',
        collection: reachCheckCollection,
        draw: (check, view, viewer) => checkCard(check, view, viewer, who),
        isOver: (check) => check.confirmed !== undefined,
        async onUnreached(tx, id, _person, _reason, now, routes) {
          await change(tx, id, (check) => unreached(check, now, routes));
          return {};
        },
        onRerouted: (tx, id, by) => change(tx, id, (check) => rerouted(check, by)),
        heardFrom: (check, person) =>
          who.people.canonical(check.person) === who.people.canonical(person)
            ? check.confirmed?.at
            : undefined,
        redrawRank: () => 3,
      },
      {
        ...unseen,
        kind: 'reachTest',
        collection: reachTestCollection,
        isOver: (test) => test.due === undefined,
        dueAt: (test) => test.due?.at,
        onDue: (tx, id, due) => onTestDue(tx, id, due, who),
      },
      {
        ...unseen,
        kind: 'reachPlan',
        collection: reachPlanCollection,
        isOver: () => false,
        dueAt: planDueAt,
        onDue: (tx, id, due) => onPlanDue(tx, id, due, who),
      },
    ],
  };
}
