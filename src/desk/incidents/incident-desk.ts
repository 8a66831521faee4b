import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Reader as StoreReader, Transaction } from '../../store/store.ts';
import { type AuditAction, writeAudit } from '../audit/index.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import { branchOfCaller, type Roster } from '../roster/index.ts';
import { type Access, createAccess, type Reader } from './access.ts';
import { createIncidentCards } from './cards.ts';
import { createDescribe, type Describe } from './describe.ts';
import type { Incidents } from './incidents.ts';
import { createNews, type News } from './news.ts';
import { type Incident, incidentCollection } from './schema.ts';

/** The read models that reports work with. */
export interface IncidentReads {
  readonly people: People;
  readonly branches: Branches;
  readonly roster: Roster;
  readonly incidents: Incidents;
}

/** What the commands, buttons and forms of reports share. */
export interface IncidentDesk extends IncidentReads {
  readonly access: Access;
  readonly describe: Describe;
  readonly cards: ReturnType<typeof createIncidentCards>;
  readonly news: News;
  branchOfCaller(look: Look): Branch | undefined;
  reader(look: Look): Reader;
  shiftEnd(look: Look): string | undefined;
  audit(
    tx: Transaction,
    look: Look,
    action: AuditAction,
    incident: Incident,
    fields: readonly string[],
    /** A code; why somebody was denied is said without it. */
    reason?: string,
  ): Promise<void>;
  /** The report as the transaction sees it. */
  get(tx: StoreReader, id: string | undefined): Promise<Incident | undefined>;
}

export function createIncidentDesk(reads: IncidentReads): IncidentDesk {
  const access = createAccess(reads);
  const describe = createDescribe({ ...reads, access });
  const person = (look: Look): PersonId => reads.people.canonical(look.person);
  return {
    ...reads,
    access,
    describe,
    cards: createIncidentCards(describe, access),
    news: createNews(describe, access, reads.people),
    branchOfCaller: (look) => branchOfCaller(look, reads),
    reader: (look) => access.readerOf(look.person, look.now),
    shiftEnd: (look) => reads.roster.shiftsOf(person(look), look.now)[0]?.endAt,
    audit: (tx, look, action, incident, fields, reason = action === 'deny' ? 'notAllowed' : undefined) =>
      writeAudit(tx, {
        at: look.now,
        actor: person(look),
        action,
        record: { kind: 'incident', id: incident.id },
        fields: [...fields],
        ...(reason === undefined ? {} : { reason }),
      }),
    get: (tx, id) => tx.get(incidentCollection, id ?? ''),
  };
}

/** A reply that says one thing. */
export function sentence(text: Text): { readonly reply: Card } {
  return { reply: sentenceCard(text) };
}
