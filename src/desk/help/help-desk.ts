import type { Look } from '../../chat/command.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Transaction } from '../../store/store.ts';
import type { Policies } from '../asking/index.ts';
import type { Branch, Branches } from '../branches/index.ts';
import { nextCount } from '../numbers/index.ts';
import type { People } from '../people/index.ts';
import { branchOfCaller, type Roster } from '../roster/index.ts';
import { fallbackPeople } from './asking.ts';
import type { CallsByPerson } from './calls-by-person.ts';
import { createHelpCards } from './cards.ts';
import type { Describe } from './describe.ts';
import { dialFor } from './dial.ts';
import { createNews } from './news.ts';
import type { HelpRequest } from './schema.ts';

/** The read models that help works with. */
export interface HelpReads {
  readonly people: People;
  readonly branches: Branches;
  readonly roster: Roster;
  readonly policies: Policies;
  /** The open calls to which somebody is coming, or where they are. */
  readonly respondsTo: CallsByPerson;
  /** The open calls that somebody has made, oldest first. */
  readonly ownCalls: CallsByPerson;
  /** The numbers of the reports that were made of a call, as far as the viewer may know of them. */
  readonly reportsOf: (call: string, viewer: PersonId) => readonly string[];
  /** Those whose card of a call stands only where by now somebody else reads. */
  readonly cutOffFrom: CutOffFrom;
  /** Of those whom a call did not reach, whoever it could by now. */
  readonly reachableAnew: ReachableAnew;
}

export type CutOffFrom = (
  tx: Transaction,
  record: { readonly kind: 'help' | 'escalation'; readonly id: string },
) => Promise<ReadonlySet<PersonId>>;

export type ReachableAnew = (
  tx: Transaction,
  record: { readonly kind: 'help'; readonly id: string },
  people: readonly PersonId[],
) => Promise<ReadonlySet<PersonId>>;

/** What the commands, buttons and forms of help share. */
export interface HelpDesk extends HelpReads {
  readonly describe: Describe;
  readonly cards: ReturnType<typeof createHelpCards>;
  readonly news: ReturnType<typeof createNews>;
  /** The branch of the caller's shift, else of the channel. */
  branchOfCaller(look: Look): Branch | undefined;
  /** What to dial where somebody is, at the branch that they name or else where they are thought to be. */
  dialFor(look: Look, branch?: Branch): string;
  fallback(call: HelpRequest): ReturnType<typeof fallbackPeople>;
  /** `H-0001` and so on, without gaps. */
  nextNumber(tx: Transaction): Promise<string>;
}

export function createHelpDesk(reads: HelpReads): HelpDesk {
  const cards = createHelpCards(reads);
  return {
    ...reads,
    cards,
    describe: cards.describe,
    news: createNews(cards.describe, reads),
    branchOfCaller: (look) => branchOfCaller(look, reads),
    dialFor: (look, branch = branchOfCaller(look, reads)) =>
      dialFor({ ...reads, describe: cards.describe }, look, branch),
    fallback: (call) => fallbackPeople(call, reads),
    nextNumber: async (tx) => `H-${String(await nextCount(tx, 'help')).padStart(4, '0')}`,
  };
}
