import type { PersonId } from '../../chat/outcome.ts';
import { type InstantParam, own, type Text } from '../../chat/text.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Access } from './access.ts';
import type { Incident } from './schema.ts';
import { say } from './texts.en.ts';

/** Characters of a draft by which its author knows it. */
const firstWords = 60;

/** The words for parts of a report, used by cards, lists and messages alike. */
export function createDescribe(read: { people: People; branches: Branches; access: Access }) {
  const { people, branches, access } = read;
  const name = (person: PersonId) => people.name(person);

  /** In the zone of the branch. */
  function at(incident: Incident, instant: string, style: InstantParam['style'] = 'full'): InstantParam {
    const branch = branches.everKnown(incident.report.branch ?? '');
    return { instant, zone: branch?.timezone ?? branches.organisation().timezone, style };
  }

  function place({ report }: Incident): Text {
    if (report.branch === undefined) return say('incident.place.unknown');
    const known = branches.everKnown(report.branch);
    const branch = known === undefined ? report.branch : branches.label(known);
    return report.zone === undefined
      ? say('incident.place.branch', { branch })
      : say('incident.place.zone', { branch, zone: report.zone });
  }

  function happened(incident: Incident): Text {
    const { occurredAt, about } = incident.report;
    if (occurredAt === undefined) return say('incident.time.unknown');
    return say(about ? 'incident.time.about' : 'incident.time', { at: at(incident, occurredAt) });
  }

  function kind({ report }: Incident): Text {
    return report.kind === undefined ? say('incident.kind.unknown') : say(`incident.kind.${report.kind}`);
  }

  /** What tells a draft from the others. It holds its first words: only for its author, and never posted. */
  function draft(incident: Incident): Text {
    const params = { place: place(incident), at: happened(incident) };
    const words = (incident.report.narrative ?? '').replace(/\s+/gu, ' ').trim();
    if (words === '') return say('incident.row.draft', params);
    const first = [...words].slice(0, firstWords).join('');
    const text = own(first === words ? words : `${first.trimEnd()}…`);
    return say('incident.row.draft.words', { ...params, words: text });
  }

  /** Where it stands and with whom. Names of staff only: fit for those who see the whole report. */
  function whereabouts(incident: Incident, isAuthor: boolean): Text {
    const { state, review, closed } = incident;
    switch (state) {
      case 'draft':
        return say('incident.state.draft');
      case 'submitted': {
        const reviewers = access.reviewersOf(incident).map(name);
        return reviewers.length === 0
          ? say('incident.where.submitted.nobody')
          : say('incident.where.submitted', { people: reviewers });
      }
      case 'underReview':
        return say('incident.where.underReview', {
          person: name(review?.by ?? ''),
          at: at(incident, review?.at ?? incident.createdAt),
        });
      case 'returned': {
        const asked = incident.questions.at(-1);
        return say(isAuthor ? 'incident.where.returned.you' : 'incident.where.returned', {
          person: name(asked?.by ?? ''),
          at: at(incident, asked?.at ?? incident.createdAt),
        });
      }
      case 'closed':
        return say('incident.where.closed', {
          person: name(closed?.by ?? ''),
          at: at(incident, closed?.at ?? incident.createdAt),
        });
    }
  }

  return {
    at,
    place,
    happened,
    kind,
    draft,
    whereabouts,
    name,
    names: (list: readonly PersonId[]) => list.map(name),
    state: (incident: Incident): Text => say(`incident.state.${incident.state}`),
    number: ({ number = '' }: Incident): string => number,
    authorLeft: ({ author, number = '' }: Incident) =>
      say('incident.press.authorLeft', { person: name(author), number }),
  };
}

export type Describe = ReturnType<typeof createDescribe>;
