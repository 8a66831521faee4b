import type { PersonId } from '../../chat/outcome.ts';
import { addMs, dayMs } from '../../time.ts';
import type { People } from '../people/index.ts';
import type { Roster } from '../roster/index.ts';
import type { Incident } from './schema.ts';

/**
 * How much of a report somebody sees. `all`: everything. `summary`: number, branch, zone, time and state. `none`: not
 * even that it exists.
 */
export type Sight = 'all' | 'summary' | 'none';

/** What of a report decides who sees it. */
export interface Facts extends Pick<Incident, 'author' | 'state' | 'submittedAt'> {
  readonly report: Pick<Incident['report'], 'branch' | 'concerns'>;
}

/** One person at one moment, with everything that decides what they see. */
export interface Reader {
  readonly person: PersonId;
  isAuthor(incident: Pick<Facts, 'author'>): boolean;
  /** Of reports of one author and branch, and about the same people, only the age can make a difference. */
  sight(incident: Facts): Sight;
}

/** How long the person in charge of a branch reads its reports. */
const inChargeMs = 30 * dayMs;

/** The one place that decides who sees, reads and reviews a report. What no rule allows is denied. */
export interface Access {
  readerOf(person: PersonId, now: string): Reader;
  mayReview(person: PersonId, incident: Incident): boolean;
  /** Whether its author was on the list of staff and is no longer: they see nothing of it, and answer nothing. */
  hasAuthorLeft(incident: Pick<Incident, 'author'>): boolean;
  /**
   * Whom a submitted report goes to: the branch's supervisors, else whoever leads. Never somebody whom it is about, nor
   * its author if anybody else can.
   */
  reviewersOf(incident: Pick<Incident, 'author' | 'report'>): readonly PersonId[];
  /**
   * Whom it concerns what is added to it: whoever reviews it or has closed it, and all who review where that one may do so
   * no more; `others` says which. Nobody while nobody has had it in hand.
   */
  handlersOf(incident: Incident): { readonly people: readonly PersonId[]; readonly others: boolean };
  /** Who is above those reviewers, for a report that they leave lying; never its author nor anybody it is about. */
  aboveReviewersOf(incident: Pick<Incident, 'author' | 'report'>): readonly PersonId[];
}

export function createAccess({ people, roster }: { people: People; roster: Roster }): Access {
  function readerOf(someone: PersonId, now: string): Reader {
    const person = people.canonical(someone);
    const member = people.staff(person);
    const role = people.role(person);
    const readsEverything = role === 'coordinator' || role === 'director';
    const supervised = new Set(role === 'supervisor' ? member?.branches : []);
    const inChargeSince = addMs(now, -inChargeMs);
    // A search asks about every report: what depends on the author or the branch alone is worked out once.
    const authors = new Map<PersonId, boolean>();
    const charges = new Map<string, boolean>();

    function isAuthor({ author }: Pick<Facts, 'author'>): boolean {
      let mine = authors.get(author);
      if (mine === undefined) {
        mine = people.canonical(author) === person;
        authors.set(author, mine);
      }
      return mine;
    }

    function isInCharge(branch: string): boolean {
      let mine = charges.get(branch);
      if (mine === undefined) {
        const pic = roster.pic(branch, now);
        mine = pic !== undefined && people.canonical(pic.person) === person;
        charges.set(branch, mine);
      }
      return mine;
    }

    function sight(incident: Facts): Sight {
      // Whoever has left can still finish what nobody else sees.
      if (member !== undefined && !member.active) {
        return incident.state === 'draft' && isAuthor(incident) ? 'all' : 'none';
      }
      if (isAuthor(incident)) return 'all';
      if (incident.state === 'draft' || role === 'student') return 'none';
      if (isConcerned(incident, person)) return 'summary';
      const { branch } = incident.report;
      if (readsEverything || (branch !== undefined && supervised.has(branch))) return 'all';
      const recent = incident.submittedAt !== undefined && incident.submittedAt >= inChargeSince;
      return recent && role !== 'admin' && branch !== undefined && isInCharge(branch) ? 'all' : 'summary';
    }

    return { person, isAuthor, sight };
  }

  function isConcerned({ report }: Pick<Facts, 'report'>, person: PersonId): boolean {
    return report.concerns?.some((one) => people.canonical(one) === person) === true;
  }

  function reviewersOf({ author, report }: Pick<Incident, 'author' | 'report'>): readonly PersonId[] {
    const writer = people.canonical(author);
    const ofBranch = report.branch === undefined ? [] : people.withRole('supervisor', report.branch);
    const groups = [ofBranch, people.withRole('coordinator'), people.withRole('director')].map((group) =>
      group.filter((person) => !isConcerned({ report }, person)),
    );
    const others = groups.map((group) => group.filter((person) => people.canonical(person) !== writer));
    return others.find((group) => group.length > 0) ?? groups.find((group) => group.length > 0) ?? [];
  }

  function aboveReviewersOf(incident: Pick<Incident, 'author' | 'report'>): readonly PersonId[] {
    const out = new Set([...reviewersOf(incident), people.canonical(incident.author)]);
    const mayHear = (person: PersonId) => !out.has(person) && !isConcerned(incident, person);
    const groups = [people.withRole('coordinator'), people.withRole('director')];
    return groups.map((group) => group.filter(mayHear)).find((group) => group.length > 0) ?? [];
  }

  function mayReview(someone: PersonId, incident: Incident): boolean {
    if (incident.state === 'draft') return false;
    const person = people.canonical(someone);
    const role = people.role(person);
    const { branch } = incident.report;
    const leads =
      role === 'coordinator' ||
      role === 'director' ||
      (role === 'supervisor' &&
        branch !== undefined &&
        people.staff(person)?.branches.includes(branch) === true);
    if (!leads || isConcerned(incident, person)) return false;
    // Nobody reviews their own report, unless there is nobody else.
    return people.canonical(incident.author) !== person || reviewersOf(incident).includes(person);
  }

  function handlersOf(incident: Incident): ReturnType<Access['handlersOf']> {
    const had = incident.closed?.by ?? incident.review?.by;
    if (had === undefined) return { people: [], others: false };
    return mayReview(had, incident)
      ? { people: [had], others: false }
      : { people: reviewersOf(incident), others: true };
  }

  return {
    readerOf,
    reviewersOf,
    handlersOf,
    aboveReviewersOf,
    mayReview,
    hasAuthorLeft: ({ author }) => people.staff(people.canonical(author))?.active === false,
  };
}
