import { noticesOf } from '../../chat/notice.ts';
import { incidentTexts } from './texts.en.ts';

/** The messages that reports cause, for the README and its test. */
export const incidentNotices = noticesOf(incidentTexts, [
  {
    what: 'Report: a card to read and review',
    to: 'person',
    card: { kind: 'incident', view: 'supervisor' },
  },
  { what: 'Report: the card in the channel', to: 'channel', card: { kind: 'incident', view: 'channel' } },
  {
    what: 'Report: its author’s own card',
    to: 'person',
    card: { kind: 'incident', view: 'author' },
    onPlatformsOnly: 'Its reader has just written it.',
  },
  {
    what: 'Report: waits for a review',
    to: 'person',
    says: ['incident.ring.waiting', 'incident.ring.released'],
  },
  { what: 'Report: no reviewer could be reached', to: 'person', says: ['incident.ring.nobodyReached'] },
  { what: 'Report: a question for its author', to: 'person', says: ['incident.ring.asked'] },
  {
    what: 'Report: the question is answered, or something is added',
    to: 'person',
    says: ['incident.ring.answered', 'incident.ring.answered.others', 'incident.ring.added'],
  },
  {
    what: 'Report: the question will not be answered, as its author has left',
    to: 'person',
    says: ['incident.ring.authorLeft'],
  },
  { what: 'Report: somebody else reviews it now', to: 'person', says: ['incident.ring.takenOver'] },
  {
    what: 'Report: closed, or opened again',
    to: 'person',
    says: ['incident.ring.closed', 'incident.ring.reopened'],
  },
  { what: 'Draft: not submitted yet', to: 'person', says: ['incident.draft.nudge'] },
  {
    what: 'Draft: deleted after a long time',
    to: 'person',
    says: ['incident.draft.forgotten'],
    onPlatformsOnly: 'Nothing is to be done by a certain time.',
  },
]);
