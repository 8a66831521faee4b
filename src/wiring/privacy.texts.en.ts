import { textsOf } from '../chat/text.ts';

/** The page that a catalogue of apps links to: what is stored, where and for how long, and the terms. */
export const privacyTexts = {
  'privacy.title': 'Deskbell at {organisation}',
  'privacy.yours': 'your library',
  'privacy.intro':
    'Deskbell is the desk assistant of {organisation}. Staff call for help with it, write down incidents, ask a supervisor and see who is on shift.',
  'privacy.what': 'What is stored',
  'privacy.what.staff':
    'Of staff: what {organisation} enters (name, role, branches, shifts, work e-mail and phone).',
  'privacy.what.accounts':
    'Of accounts in Slack or Teams: name or sign-in name, language and time zone as far as these tell them, and whether it is a guest’s. In Slack it is everybody in the workspace, also guests and closed accounts, so that nobody’s first call for help waits until Slack has said who they are. In Teams it is those who use Deskbell or are in its team. Their e-mail addresses are only compared with those of staff.',
  'privacy.what.records':
    'Of calls, reports and questions to supervisors: who did what and when, the place, and what people write there. A report can tell of visitors. Who has read one is written down too.',
  'privacy.what.checkIns':
    'Of check-ins with somebody who is alone at a branch: who was alone where, and when they answered.',
  'privacy.what.chat':
    'Of conversations: only what is written to Deskbell, and messages on which somebody uses its action. In Slack it may look through a conversation for a message of its own; of the others there it keeps nothing.',
  'privacy.where': 'Where',
  'privacy.where.desk':
    'In the database of this desk, which {organisation} runs. Nothing goes to the makers of Deskbell. Where the built-in page is used, the browser’s tab also keeps what was last typed and answered there until that person is closed, without what is read or written for reports.',
  'privacy.where.through':
    'Messages pass through Slack or Microsoft Teams and, where these do not deliver or nobody answers, through the mail server and the gateway for text messages that {organisation} has set up.',
  'privacy.long': 'How long',
  'privacy.long.short':
    'A draft of a report that is not changed is deleted after {draft} days. Answers to the test of reaching people are deleted after {reach} days. Check-ins with whoever is alone are deleted {checkIn} days after they are over; where a call that came of them is still open then, once it has ended.',
  'privacy.long.records':
    'Calls, questions to supervisors, submitted reports and what is known of people stay: there is no command yet that deletes them. Whoever looks after Deskbell at {organisation} answers questions.',
  'privacy.terms': 'Terms',
  'privacy.terms.text':
    'Deskbell is for the staff of {organisation}. It is free software under the MIT licence and comes without warranty. It does not replace the emergency number: in danger, dial first.',
} as const;

export const say = textsOf(privacyTexts);
