import type { Button, Command, Form } from '../../chat/command.ts';
import type { RecordKind } from '../../chat/record-kind.ts';
import type { AnyCollection, Transaction } from '../../store/store.ts';
import { createHelpButtons } from './buttons.ts';
import { createAssist } from './commands.ts';
import { onDue } from './due.ts';
import { createAssistForm, createCloseForm } from './forms.ts';
import { createHelpDesk, type HelpReads } from './help-desk.ts';
import { leader, unreached } from './presses.ts';
import { heardFrom, rerouted } from './rerouted.ts';
import type { Changed } from './rules.ts';
import { dueOf, type HelpRequest, helpCollection } from './schema.ts';
import { helpTexts } from './texts.en.ts';

export { createHelpHome } from './home.ts';
export * from './schema.ts';
export { createWaitingCalls } from './waiting.ts';
export { whatIfCalled } from './what-if.ts';

/** A call for help that is answered: its commands, forms, buttons, cards and what falls due. */
export interface Help {
  readonly commands: readonly Command<Transaction>[];
  readonly forms: readonly Form<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kind: RecordKind<Transaction, HelpRequest>;
  readonly texts: typeof helpTexts;
  /** Where the call of this number is; undefined when there is none. */
  readonly find: (tx: Transaction, number: string) => Promise<Pick<HelpRequest, 'branch'> | undefined>;
}

export const helpCollections: readonly AnyCollection[] = [helpCollection];

export function createHelp(reads: HelpReads): Help {
  const desk = createHelpDesk(reads);

  /** Runs a rule on an open call and tells of it; a call that has ended meanwhile is left alone. */
  async function change(tx: Transaction, id: string, rule: (call: HelpRequest) => Changed) {
    const before = await tx.get(helpCollection, id);
    if (before === undefined || before.ended !== undefined) return {};
    const changed = rule(before);
    if (changed.call === before) return {};
    await tx.put(helpCollection, changed.call);
    return desk.news.tellAll(changed, before);
  }

  return {
    commands: [createAssist(desk)],
    forms: [createAssistForm(desk), createCloseForm(desk)],
    buttons: createHelpButtons(desk),
    texts: helpTexts,
    find: async (tx, number) => (await tx.find(helpCollection, 'number', number))[0],
    kind: {
      kind: 'help',
      collection: helpCollection,
      draw: desk.cards.draw,
      isOver: (call) => call.ended !== undefined,
      dueAt: (call) => dueOf(call)?.at,
      onDue: (tx, id, { now, lateMs }) => change(tx, id, (call) => onDue(call, now, lateMs, desk)),
      onUnreached: (tx, id, person, reason, now) =>
        change(tx, id, (call) => unreached(call, desk.people.canonical(person), reason, now, desk)),
      async onRerouted(tx, id, reached, now) {
        const call = await tx.get(helpCollection, id);
        if (call !== undefined) await tx.put(helpCollection, rerouted(call, reached, now));
      },
      heardFrom(call, person) {
        const { canonical } = desk.people;
        return heardFrom(call, (one) => canonical(one) === canonical(person));
      },
      redrawRank(call, view, viewer) {
        if (view === 'caller') return 0;
        if (view === 'channel') return 2;
        return viewer !== undefined && viewer === leader(call) ? 1 : 3;
      },
    },
  };
}
