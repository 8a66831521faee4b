import type { CardPart } from '../../chat/card.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import type { WhoToAsk } from '../asking/index.ts';
import type { CheckInCalls } from '../help/index.ts';
import { createLoneCards, type LoneCards } from './cards.ts';
import { followRoster, settingsAt, settingsOfQuestion } from './follow-roster.ts';
import { createLoneNews } from './news.ts';
import { putStretch } from './questions.ts';
import {
  answer,
  ask,
  askAgain,
  begin,
  callsForHelp,
  end,
  isPast,
  type LoneChanged,
  lookedAfter,
  miss,
  unreached,
  waitOn,
  withCall,
} from './rules.ts';
import { dueOf, type LoneDue, type Stretch, stretchCollection } from './schema.ts';
import type { LoneSettings } from './settings.ts';

/** What lone working works with. */
export interface LoneReads extends WhoToAsk {
  /** Calls for help that come of check-ins. */
  readonly calls: CheckInCalls;
}

/** What the command, the buttons and due work of lone working share. */
export interface LoneDesk extends LoneReads {
  readonly cards: LoneCards;
  /** Does what fell due on a stretch. `lateMs` is how long ago that was. */
  onDue(tx: Transaction, id: string, now: string, lateMs: number): Promise<Outcome>;
  onUnreached(tx: Transaction, id: string, now: string): Promise<Outcome>;
  /** The person says that they are all right, wherever they are alone. */
  allRight(
    tx: Transaction,
    person: PersonId,
    now: string,
  ): Promise<{
    readonly stretches: readonly Stretch[];
    /** The calls for missed check-ins that have ended by it. */
    readonly ended: readonly string[];
    readonly goesOn: readonly CardPart[];
    readonly outcome: Outcome;
  }>;
  /** The person calls for help: wherever they are alone, that is an answer. */
  calling(tx: Transaction, person: PersonId, now: string): Promise<void>;
}

export function createLoneDesk(reads: LoneReads): LoneDesk {
  const { calls, people } = reads;
  const cards = createLoneCards(reads);
  const tell = createLoneNews(cards, reads);

  async function onDue(tx: Transaction, id: string, now: string, lateMs: number): Promise<Outcome> {
    const stored = await tx.get(stretchCollection, id);
    const was = stored && dueOf(stored);
    if (stored === undefined || was === undefined) return {};
    const { branch, until } = stored;
    const settings = settingsOfQuestion(branch, reads);
    const past = isPast(stored, was.at, lateMs);
    if (past || settingsAt(branch, reads) === undefined) {
      // A wall clock that was put back does not begin the same stretch again.
      await followRoster(tx, branch, past && until > now ? until : now, reads);
    }
    const stretch = await tx.get(stretchCollection, id);
    const due = stretch && dueOf(stretch);
    // By the shifts as they are now it may be longer: then the check-in of that moment is due still.
    if (settings === undefined || stretch === undefined || due?.at !== was.at) return {};
    const missedAt = stretch.question?.askedAt;
    if (missedAt !== undefined && (await calls.hasCalled(tx, stretch.person, missedAt))) {
      await putStretch(tx, stretch, callsForHelp(stretch, stretch.person, now, settings));
      return {};
    }
    const changed = await rule(tx, due.what, stretch, now, lateMs, settings);
    if (changed.news !== 'missed' || missedAt === undefined) {
      await putStretch(tx, stretch, changed.stretch);
      return tell(changed, now);
    }
    const missed = { person: stretch.person, branch, at: missedAt, until: stretch.until };
    const { number, outcome } = await calls.missed(tx, missed, now);
    await putStretch(tx, stretch, withCall(changed.stretch, missedAt, number));
    return outcome;
  }

  async function rule(
    tx: Transaction,
    due: LoneDue,
    stretch: Stretch,
    now: string,
    lateMs: number,
    settings: LoneSettings,
  ): Promise<LoneChanged> {
    const asks = due === 'ask' || due === 'again' || due === 'missed';
    if (asks && (await calls.somebodyIsThere(tx, stretch.person, stretch.branch, now)))
      return lookedAfter(stretch, now, settings);
    switch (due) {
      case 'begin':
        return begin(stretch, now, lateMs, settings);
      case 'ask':
        return stretch.missed !== undefined && (await calls.isOpen(tx, stretch.person, stretch.branch))
          ? waitOn(stretch, now, settings)
          : ask(stretch, now, settings);
      case 'again':
        return askAgain(stretch, now, settings);
      case 'missed':
        return miss(stretch, now, lateMs, settings);
      case 'end':
        return { stretch: end(stretch, now) };
    }
  }

  /** Every running stretch of the person, changed by an answer; those whose settings are gone end at their next due work. */
  async function changeAll(
    tx: Transaction,
    person: PersonId,
    now: string,
    changeOf: (stretch: Stretch) => Promise<typeof answer> | typeof answer,
  ): Promise<readonly Stretch[]> {
    const id = people.canonical(person);
    const stretches: Stretch[] = [];
    for (const stretch of await tx.find(stretchCollection, 'openPerson', id)) {
      const settings = settingsOfQuestion(stretch.branch, reads);
      if (settings === undefined) continue;
      const change = await changeOf(stretch);
      stretches.push(await putStretch(tx, stretch, change(stretch, id, now, settings)));
    }
    return stretches;
  }

  return {
    ...reads,
    cards,
    onDue,
    async onUnreached(tx, id, now) {
      const stretch = await tx.get(stretchCollection, id);
      if (stretch === undefined || stretch.state === 'over') return {};
      const changed = unreached(stretch, now);
      await putStretch(tx, stretch, changed.stretch);
      return tell(changed, now);
    },
    async allRight(tx, person, now) {
      const id = people.canonical(person);
      const stretches = await changeAll(tx, person, now, async ({ branch }) =>
        (await calls.isCalling(tx, id, branch, now)) ? callsForHelp : answer,
      );
      const { numbers, outcome, goesOn } = await calls.answered(tx, id, now);
      return { stretches, ended: numbers, goesOn, outcome };
    },
    async calling(tx, person, now) {
      await changeAll(tx, person, now, () => callsForHelp);
    },
  };
}
