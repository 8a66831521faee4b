import { noticesOf } from '../../chat/notice.ts';
import { helpTexts } from './texts.en.ts';

const asked = { kind: 'help', view: 'asked' } as const;

/** The messages that calls for help cause, for the README and its test. */
export const helpNotices = noticesOf(helpTexts, [
  {
    what: 'Call: somebody is asked to come',
    to: 'person',
    card: asked,
    says: ['help.asked.summary'],
    awaitsAnswer: true,
  },
  {
    what: 'Call: somebody is asked again',
    to: 'person',
    card: asked,
    says: ['help.ring.again'],
    awaitsAnswer: true,
  },
  {
    what: 'Call: “are you still coming”, to somebody who said so and went quiet',
    to: 'person',
    card: asked,
    says: ['help.ring.quiet', 'help.ring.quiet.checkIn'],
  },
  { what: 'Call: “is it over”, to whoever is there', to: 'person', card: asked, says: ['help.ring.stillOn'] },
  { what: 'Call: a card for whoever comes unasked', to: 'person', card: asked },
  { what: 'Call: the card in the channel', to: 'channel', card: { kind: 'help', view: 'channel' } },
  {
    what: 'Call: the caller’s own card',
    to: 'person',
    card: { kind: 'help', view: 'caller' },
    onPlatformsOnly: 'Its reader has just called.',
  },
  {
    what: 'Call: somebody is coming',
    to: 'person',
    says: [
      'help.ring.coming',
      'help.ring.coming.some',
      'help.ring.coming.enough',
      'help.ring.coming.short',
      'help.ring.coming.unknown',
    ],
  },
  {
    what: 'Call: moved on, others are asked',
    to: 'person',
    says: [
      'help.ring.movedOn',
      'help.ring.movedOn.first',
      'help.ring.movedOn.again',
      'help.ring.movedOn.some',
      'help.ring.movedOn.some.again',
    ],
  },
  {
    what: 'Call: nobody has confirmed, and what to dial',
    to: 'person',
    says: [
      'help.ring.nobody',
      'help.ring.nobody.some',
      'help.ring.nobody.responder',
      'help.ring.nobody.there',
      'help.ring.nobody.gaveUp',
    ],
  },
  {
    what: 'Call: somebody cannot come after all',
    to: 'person',
    says: [
      'help.ring.gaveUp',
      'help.ring.gaveUp.elsewhere',
      'help.ring.gaveUp.notTheirs',
      'help.ring.gaveUpOthers',
    ],
  },
  {
    what: 'Call: somebody else has ended it, to its caller',
    to: 'person',
    says: ['help.ring.ended', 'help.ring.ended.coming', 'help.ring.ended.checkIn'],
  },
  { what: 'Call: no longer needed', to: 'person', says: ['help.ring.over'] },
  {
    what: 'Call: still open, to supervisors',
    to: 'person',
    says: ['help.ring.reminder', 'help.ring.reminder.checkIn'],
  },
  { what: 'Call that could not be saved, to those asked', to: 'person', says: ['help.unsaved.ask'] },
  { what: 'Call that could not be saved, in the channel', to: 'channel', says: ['help.unsaved.ask'] },
  {
    what: 'Missed check-in: nobody looks, to whoever is alone and to supervisors',
    to: 'person',
    says: [
      'help.checkIn.nobody',
      'help.checkIn.nobody.else',
      'help.checkIn.ring.nobody',
      'help.checkIn.ring.nobody.else',
    ],
  },
  {
    what: 'Missed check-in: nobody looks, to the administrators',
    to: 'administrators',
    says: ['help.checkIn.ring.nobody', 'help.checkIn.ring.nobody.else'],
  },
  {
    what: 'Drill: each message of a call, marked',
    to: 'person',
    card: asked,
    says: ['help.drill', 'help.drill.title'],
    awaitsAnswer: true,
  },
  { what: 'Drill: it has ended', to: 'person', says: ['help.ring.drillOver'] },
  {
    what: 'Drill: the summary for whoever led it',
    to: 'person',
    card: { kind: 'help', view: 'supervisor' },
    says: ['help.drill.summary'],
  },
]);
