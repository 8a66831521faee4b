import type { Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import { branchesSupervisedBy, type Policies, type WhoToAsk } from '../asking/index.ts';
import type { Branch } from '../branches/index.ts';
import type { CutOffFrom } from '../help/index.ts';
import { incidentCollection } from '../incidents/index.ts';
import { nextCount } from '../numbers/index.ts';
import { branchOfCaller } from '../roster/index.ts';
import { createEscalationCards } from './cards.ts';
import type { Describe } from './describe.ts';
import { isInCharge } from './looks-after.ts';
import { createNews } from './news.ts';
import type { CanBeReached } from './out-of-reach.ts';
import type { Escalation } from './schema.ts';

/** What another subject knows of the record with this number: where it is. Undefined where the asker may not know of it. */
export type AboutLookup = (
  tx: Transaction,
  number: string,
  asker: Pick<Look, 'person' | 'now'>,
) => Promise<{ readonly branch: string | null } | undefined>;

/** What it works with. */
export interface EscalationReads extends WhoToAsk, CanBeReached {
  readonly policies: Policies;
  readonly about: AboutLookup;
  /** Those whose card of a question stands only where by now somebody else reads. */
  readonly cutOffFrom: CutOffFrom;
  /** Answers `escalate whatif …`: who would be asked. */
  readonly whatIf: (words: string, look: Look) => Card;
}

/** What the command, buttons and forms share. */
export interface EscalationDesk extends EscalationReads {
  readonly describe: Describe;
  readonly cards: ReturnType<typeof createEscalationCards>;
  readonly news: ReturnType<typeof createNews>;
  /** The branch of the asker's shift, else of the channel. */
  branchOfCaller(look: Look): Branch | undefined;
  /** Whether somebody answers for its branch or is reminded of it, and is neither the asker nor anybody it is about. */
  isInCharge(escalation: Escalation, person: PersonId, now: string): boolean;
  /** The members of staff whom the record that it is about concerns: they are never asked. */
  concernedBy(tx: Transaction, about: Escalation['about']): Promise<readonly PersonId[]>;
  /** `E-0001` and so on, without gaps. */
  nextNumber(tx: Transaction): Promise<string>;
}

export function createEscalationDesk(reads: EscalationReads): EscalationDesk {
  const cards = createEscalationCards(reads);
  return {
    ...reads,
    cards,
    describe: cards.describe,
    news: createNews(cards.describe, reads),
    branchOfCaller: (look) => branchOfCaller(look, reads),
    isInCharge: (escalation, person, now) =>
      isInCharge(escalation, person, branchesSupervisedBy(person, now, reads), reads),
    async concernedBy(tx, about) {
      if (about?.kind !== 'incident') return [];
      const [incident] = await tx.find(incidentCollection, 'number', about.number);
      return incident?.report.concerns ?? [];
    },
    nextNumber: async (tx) => `E-${String(await nextCount(tx, 'escalation')).padStart(4, '0')}`,
  };
}
