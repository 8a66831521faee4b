import type { Outcome, PersonId, Post, RecordRef, Ring } from '../../chat/outcome.ts';
import type { People } from '../people/index.ts';
import type { Access } from './access.ts';
import { button, draftButtons, line } from './cards.ts';
import type { Describe } from './describe.ts';
import { keptUntil } from './rules.ts';
import type { Incident } from './schema.ts';
import { say } from './texts.en.ts';

/** The cards and messages that a change of a report causes. Everything not said here is a redraw, which rings nobody. */
export interface News {
  /** A first draft: its author's card, which follows it from then on. */
  drafted(draft: Incident): Outcome;
  /** @param hadCard whether the author has the card already, from the draft */
  submitted(incident: Incident, hadCard: boolean): Outcome;
  asked(incident: Incident, by: PersonId): Outcome;
  added(incident: Incident, by: PersonId, isAnswer: boolean): Outcome;
  /** For whoever had it in hand until now. */
  takenOver(incident: Incident, from: PersonId, by: PersonId): Outcome;
  closed(incident: Incident, by: PersonId): Outcome;
  /** For others than its reviewers, as those cannot be reached. */
  shown(incident: Incident, to: readonly PersonId[]): Outcome;
  /** Nobody who could review it can be reached. */
  nobodyReached(incident: Incident): Outcome;
  /** For its author, and for whoever had closed it. */
  reopened(incident: Incident, by: PersonId): Outcome;
  nudge(draft: Incident): Outcome;
  /** A draft that was left alone is deleted. */
  forgotten(draft: Incident): Outcome;
  /** Nobody has taken it up: its reviewers hear of it, and from the second time on those above them. */
  waiting(incident: Incident): Outcome;
  /** For whoever asked its author, who is gone. */
  unanswerable(incident: Incident, to: PersonId): Outcome;
  /** It waits for any reviewer again, as whoever had it in hand may review it no more. */
  released(incident: Incident, from: PersonId): Outcome;
}

export function createNews(describe: Describe, access: Access, people: Pick<People, 'canonical'>): News {
  const ref = ({ id }: Incident): RecordRef => ({ kind: 'incident', id });
  const authorCard = (incident: Incident): Post => ({
    record: ref(incident),
    view: 'author',
    to: { person: incident.author },
  });
  const reviewerCard = (incident: Incident, person: PersonId): Post => ({
    record: ref(incident),
    view: 'supervisor',
    to: { person },
    onlyWhileOpen: true,
  });
  const number = describe.number;

  /** Not to whoever did it: who wrote a report may have been linked to the staff since. */
  function ring(
    incident: Incident,
    to: PersonId | undefined,
    by: PersonId,
    text: ReturnType<typeof say>,
    action: 'read' | 'answer',
    onlyWhileOpen: boolean,
  ): Outcome {
    if (to === undefined || people.canonical(to) === people.canonical(by)) return {};
    const one: Ring = {
      card: line(text, [button(action, incident, 'primary')]),
      to: { person: to },
      record: ref(incident),
      ...(onlyWhileOpen ? { onlyWhileOpen } : {}),
    };
    return { ring: [one] };
  }

  /** The desk says by itself that it waits. */
  function toReview(incident: Incident, to: readonly PersonId[], text: ReturnType<typeof say>): Outcome {
    const card = line(text, [button('read', incident), button('review', incident, 'primary')]);
    const options = { record: ref(incident), onlyWhileOpen: true, lane: 'housekeeping' } as const;
    return { ring: to.map((person) => ({ card, to: { person }, ...options })) };
  }

  return {
    drafted: (draft) => ({ post: [authorCard(draft)] }),
    submitted(incident, hadCard) {
      const { branch } = incident.report;
      const reviewers = access.reviewersOf(incident).map((person) => reviewerCard(incident, person));
      const channel: readonly Post[] =
        branch === undefined ? [] : [{ record: ref(incident), view: 'channel', to: { channelOf: branch } }];
      return { post: [...(hadCard ? [] : [authorCard(incident)]), ...reviewers, ...channel] };
    },
    asked(incident, by) {
      const text = say('incident.ring.asked', { person: describe.name(by), number: number(incident) });
      return ring(incident, incident.author, by, text, 'answer', true);
    },
    added(incident, by, isAnswer) {
      const { people: handlers, others } = access.handlersOf(incident);
      const answered = others ? 'incident.ring.answered.others' : 'incident.ring.answered';
      const key = isAnswer ? answered : 'incident.ring.added';
      const text = say(key, { person: describe.name(by), number: number(incident) });
      return { ring: handlers.flatMap((to) => ring(incident, to, by, text, 'read', false).ring ?? []) };
    },
    takenOver(incident, from, by) {
      const text = say('incident.ring.takenOver', { person: describe.name(by), number: number(incident) });
      return ring(incident, from, by, text, 'read', true);
    },
    closed(incident, by) {
      const text = say('incident.ring.closed', { number: number(incident) });
      return ring(incident, incident.author, by, text, 'read', false);
    },
    shown: (incident, to) => ({ post: to.map((person) => reviewerCard(incident, person)) }),
    nobodyReached(incident) {
      const text = say('incident.ring.nobodyReached', { number: number(incident) });
      const card = line(text, [button('read', incident, 'primary')]);
      return {
        ring: [{ card, to: { person: incident.author }, record: ref(incident), onlyWhileOpen: true }],
      };
    },
    reopened(incident, by) {
      const text = say('incident.ring.reopened', { person: describe.name(by), number: number(incident) });
      const closedBy = incident.reopened?.at(-1)?.closed.by ?? incident.author;
      const concerned = new Set([incident.author, closedBy].map(people.canonical));
      return { ring: [...concerned].flatMap((to) => ring(incident, to, by, text, 'read', false).ring ?? []) };
    },
    forgotten(draft) {
      const text = say('incident.draft.forgotten', {
        place: describe.place(draft),
        at: describe.happened(draft),
      });
      return { ring: [{ card: line(text), to: { person: draft.author }, lane: 'housekeeping' }] };
    },
    waiting(incident) {
      const above = incident.nudgedAt === undefined ? [] : access.aboveReviewersOf(incident);
      const text = say('incident.ring.waiting', {
        number: number(incident),
        place: describe.place(incident),
        at: describe.at(incident, incident.submittedAt ?? incident.createdAt),
      });
      return toReview(incident, [...access.reviewersOf(incident), ...above], text);
    },
    unanswerable(incident, to) {
      const params = { person: describe.name(incident.author), number: number(incident) };
      const card = line(say('incident.ring.authorLeft', params), [button('read', incident, 'primary')]);
      const options = { record: ref(incident), onlyWhileOpen: true, lane: 'housekeeping' } as const;
      return { ring: [{ card, to: { person: to }, ...options }] };
    },
    released(incident, from) {
      const params = { number: number(incident), place: describe.place(incident) };
      const text = say('incident.ring.released', { ...params, person: describe.name(from) });
      return toReview(incident, access.reviewersOf(incident), text);
    },
    nudge(draft) {
      const text = say('incident.draft.nudge', {
        place: describe.place(draft),
        at: describe.happened(draft),
        until: describe.at(draft, keptUntil(draft), 'day'),
      });
      const card = line(text, draftButtons(draft, describe));
      return { ring: [{ card, to: { person: draft.author }, record: ref(draft), lane: 'housekeeping' }] };
    },
  };
}
