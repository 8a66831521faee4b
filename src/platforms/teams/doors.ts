import type { Doors } from '../platform.ts';

export const teamsDoors = {
  slashCommand: {
    none: 'Teams keeps the slash for itself: the same words are typed without it, and the box for messages offers them.',
  },
  typed: 'in the chat with the app',
  mention: 'after a mention, in channels and group chats',
  menu: '`help`, and `home`',
  typedForm: 'by a button in the answer, filled in for whoever typed',
  buttonForm: 'a dialog',
  fieldProblem: 'below the field, and all that was typed stays',
  assistAction: 'behind the + of the box for messages',
  incidentAction: 'behind the + of the box for messages',
  messageAction: 'in the menu of the message',
  home: 'a card at the first contact and on `home`; asked for anew it is up to date',
  liveCard: 'redrawn in place',
  ringing: 'in the chat with the app, and in the activity feed',
  channel: 'in the channel that `branches.json` names',
  administrators: 'in the channel that `organisation.json` names',
  privateAnswer: 'one neutral line there, and the answer in the chat with the app',
  board: {
    none: 'A card in a chat is scrolled away and cannot be left open: `today` shows the list anew.',
  },
} satisfies Doors;
