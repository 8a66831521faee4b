import type { Doors } from '../platform.ts';

export const slackDoors = {
  slashCommand: '`/desk` for all of them, and `/assist` and others by themselves',
  typed: 'in the messages of the app',
  mention: 'after a mention, where the app was invited',
  menu: '`/desk`, and Home',
  typedForm: 'opens at once after a slash command; elsewhere by a button in the answer',
  buttonForm: 'a modal',
  fieldProblem: 'below the field, and all that was typed stays',
  assistAction: 'a shortcut',
  incidentAction: 'a shortcut',
  messageAction: 'in the menu of the message',
  home: 'the Home tab, which follows what it shows',
  liveCard: 'redrawn in place',
  ringing: 'in the messages of the app',
  channel: 'in the channel that `branches.json` names',
  administrators: 'in the channel that `organisation.json` names',
  privateAnswer: 'in place, seen by that person alone',
  board: {
    none: 'Slack leaves nothing open for whoever passes: Home follows, and `/desk today` shows the list anew.',
  },
} satisfies Doors;
