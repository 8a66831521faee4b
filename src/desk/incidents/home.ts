import type { ButtonView, CardPart } from '../../chat/card.ts';
import type { HomeSection } from '../../chat/home.ts';
import { button, draftButtons } from './cards.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { type Incident, incidentCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** At most this many of each are on a Home; the rest is a command away. */
const shown = 5;

/** What of reports is on a person's Home: drafts, what they are asked about, and what waits for their review. */
export function createIncidentHome(desk: IncidentDesk): HomeSection {
  const { describe, people, access } = desk;

  return {
    parts(someone) {
      const person = people.canonical(someone);
      const isMine = ({ author }: Incident) => people.canonical(author) === person;
      const open = desk.incidents.open();
      const drafts = desk.incidents.draftsOf(people.idsOf(person)).slice(0, shown);
      const returned = open.filter((one) => one.state === 'returned' && isMine(one));
      const waiting = open.filter(
        (one) => one.state === 'submitted' && access.reviewersOf(one).includes(person),
      );
      const reviewing = open.filter((one) => one.state === 'underReview' && one.review?.by === person);
      const parts = [
        ...drafts.flatMap((draft): readonly CardPart[] => [
          fact('incident.home.drafts', [draft]),
          { type: 'buttons', buttons: draftButtons(draft, describe).slice(0, 1) },
        ]),
        ...returned
          .slice(0, shown)
          .flatMap((one): readonly CardPart[] => [
            fact('incident.home.returned', [one]),
            { type: 'buttons', buttons: [button('answer', one, 'primary')] },
          ]),
        ...group('incident.home.waiting', waiting),
        ...group('incident.home.reviewing', reviewing),
      ];
      return parts.length === 0 ? [] : [{ type: 'heading', text: say('incident.home.title') }, ...parts];
    },
    follows: [
      {
        collection: incidentCollection,
        of(record) {
          // Homes are told of records of this collection only.
          const incident = record as Incident;
          const review = incident.review === undefined ? [] : [incident.review.by];
          const reviewers = incident.state === 'draft' ? [] : access.reviewersOf(incident);
          return [incident.author, ...review, ...reviewers];
        },
      },
    ],
  };

  function group(
    label: 'incident.home.waiting' | 'incident.home.reviewing',
    list: readonly Incident[],
  ): readonly CardPart[] {
    if (list.length === 0) return [];
    const some = list.slice(0, shown);
    return [fact(label, some), { type: 'buttons', buttons: some.map(readButton) }];
  }

  function readButton(one: Incident): ButtonView {
    const label = say('incident.button.readNumber', { number: describe.number(one) });
    return { ...button('read', one), label };
  }

  function fact(label: Parameters<typeof say>[0], list: readonly Incident[]): CardPart {
    return {
      type: 'facts',
      facts: list.map((one) => ({
        label: say(label),
        value:
          one.number === undefined
            ? say('incident.row.draft', { place: describe.place(one), at: describe.happened(one) })
            : say('incident.heading', { number: one.number, place: describe.place(one) }),
      })),
    };
  }
}
