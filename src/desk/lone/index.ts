import type { Button, Command } from '../../chat/command.ts';
import type { HomeSection } from '../../chat/home.ts';
import type { RecordKind, Rerouted } from '../../chat/record-kind.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { createLoneHome } from './home.ts';
import { createLoneDesk, type LoneReads } from './lone-desk.ts';
import { createOpenStretches } from './open-stretches.ts';
import { createCheckIn, createLoneButtons } from './presses.ts';
import { answeredAt, rerouted } from './rules.ts';
import {
  dueOf,
  type Question,
  questionCollection,
  type Stretch,
  stretchCollection,
  type Watch,
  watchCollection,
} from './schema.ts';
import { loneTexts } from './texts.en.ts';
import { createWatches } from './watches.ts';

export { checkInsKeptMs, forgetOldCheckIns } from './forget.ts';
export { loneNotices } from './notices.ts';
export { loneCollections, type Stretch, stretchCollection } from './schema.ts';
export { loneSettingsOf } from './settings.ts';

/** Check-ins with people who are alone: the command, buttons, cards and what falls due. */
export interface Lone {
  readonly commands: readonly Command<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly kinds: readonly [
    RecordKind<Transaction, Stretch>,
    RecordKind<Transaction, Watch>,
    RecordKind<Transaction, Question>,
  ];
  readonly home: HomeSection;
  readonly texts: typeof loneTexts;
}

/** Made once on a store; from then on the check-ins follow the roster. */
export async function createLone(store: Store, reads: LoneReads): Promise<Lone> {
  const desk = createLoneDesk(reads);
  const open = await createOpenStretches(store, reads.people);
  const watches = await createWatches(store, reads);
  const isTheirs = (stretch: Pick<Stretch, 'person'>, person: string) =>
    reads.people.canonical(stretch.person) === reads.people.canonical(person);

  async function noteRerouted(tx: Transaction, id: string, reached: Rerouted, now: string): Promise<void> {
    const stretch = await tx.get(stretchCollection, id);
    if (stretch !== undefined && isTheirs(stretch, reached.person))
      await tx.put(stretchCollection, rerouted(stretch, reached, now));
  }

  return {
    commands: [createCheckIn(desk)],
    buttons: createLoneButtons(desk, open),
    home: createLoneHome(open, desk.cards),
    texts: loneTexts,
    kinds: [
      {
        kind: 'lone',
        collection: stretchCollection,
        draw: desk.cards.draw,
        isOver: ({ state }) => state === 'over',
        label: ({ branch }) => branch,
        dial: desk.cards.dial,
        goesOn: true,
        dueAt: (stretch) => dueOf(stretch)?.at,
        latestAt: ({ timeline }) => timeline.reduce((latest, { at }) => (at > latest ? at : latest), ''),
        onDue: (tx, id, { now, lateMs }) => desk.onDue(tx, id, now, lateMs),
        onUnreached: (tx, id, _person, _reason, now) => desk.onUnreached(tx, id, now),
        onRerouted: noteRerouted,
        heardFrom: (stretch, person) => (isTheirs(stretch, person) ? answeredAt(stretch) : undefined),
        redrawRank: () => 1,
      },
      {
        kind: 'loneWatch',
        collection: watchCollection,
        draw: () => undefined,
        isOver: () => false,
        dueAt: watches.dueAt,
        async onDue(tx, id, { now }) {
          await watches.onDue(tx, id, now);
          return {};
        },
        redrawRank: () => 9,
      },
      {
        kind: 'loneQuestion',
        collection: questionCollection,
        draw: desk.cards.drawQuestion,
        isOver: ({ closed }) => closed !== undefined,
        label: ({ branch }) => branch,
        dial: desk.cards.dial,
        async onRerouted(tx, id, reached, now) {
          const question = await tx.get(questionCollection, id);
          if (question !== undefined) await noteRerouted(tx, question.stretch, reached, now);
        },
        heardFrom: (question, person) =>
          isTheirs(question, person) && question.closed?.what === 'answered' ? question.closed.at : undefined,
        redrawRank: () => 1,
      },
    ],
  };
}
