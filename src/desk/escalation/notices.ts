import { noticesOf } from '../../chat/notice.ts';
import { escalationTexts } from './texts.en.ts';

/** The messages that escalations cause, for the README and its test. */
export const escalationNotices = noticesOf(escalationTexts, [
  {
    what: 'Escalation: somebody is asked to decide or to acknowledge',
    to: 'person',
    card: { kind: 'escalation', view: 'asked' },
    awaitsAnswer: true,
  },
  {
    what: 'Escalation: the asker’s own card',
    to: 'person',
    card: { kind: 'escalation', view: 'caller' },
    onPlatformsOnly: 'Its reader has just asked.',
  },
  { what: 'Escalation: somebody is asked again', to: 'person', says: ['escalation.ring.again'] },
  { what: 'Escalation: the decision is still to come', to: 'person', says: ['escalation.ring.quiet'] },
  {
    what: 'Escalation: answered',
    to: 'person',
    says: [
      'escalation.ring.yes',
      'escalation.ring.no',
      'escalation.ring.acknowledged',
      'escalation.ring.taken',
    ],
  },
  { what: 'Escalation: a reason was added', to: 'person', says: ['escalation.ring.reasonAdded'] },
  {
    what: 'Escalation: moved on or passed on, others are asked',
    to: 'person',
    says: ['escalation.ring.movedOn', 'escalation.ring.movedOn.first', 'escalation.ring.passedOn'],
  },
  {
    what: 'Escalation: nobody has answered',
    to: 'person',
    says: ['escalation.ring.nobody', 'escalation.ring.nobodyAtAll', 'escalation.ring.nobodyTaken'],
  },
  { what: 'Escalation: no decision came in time', to: 'person', says: ['escalation.ring.noDecision'] },
  {
    what: 'Escalation: no longer needed, or too late to answer',
    to: 'person',
    says: ['escalation.ring.over', 'escalation.ring.late.decision', 'escalation.ring.late.acknowledgement'],
  },
  { what: 'Escalation: still waits, to supervisors', to: 'person', says: ['escalation.ring.reminder'] },
]);
