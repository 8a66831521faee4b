import type { Doors } from '../platform.ts';

export const browserDoors = {
  slashCommand: 'in the line at the bottom, with or without the slash',
  typed: 'in the line at the bottom',
  mention: 'in the line at the bottom of the tab of the branch; nobody has to be mentioned',
  menu: '`help`, and Home',
  typedForm: 'opens at once',
  buttonForm: 'a dialog',
  fieldProblem: 'below the field, and all that was typed stays',
  assistAction: 'the button “Call for help” at the bottom',
  incidentAction: 'the button “Log an incident” at the bottom',
  messageAction: {
    none: 'People do not write to each other on the page, so there is no message to take.',
  },
  home: 'above the conversation; it follows what it shows',
  liveCard: 'redrawn in place',
  ringing: {
    none: 'A page reaches only those who look at it: what rings goes to the other platforms as well.',
  },
  channel: 'in the tab of the branch',
  administrators: { none: 'The page has no channel for them, and nobody who watches it.' },
  privateAnswer: 'in place, seen by that person alone',
  board: '“What is waiting”, as a page of its own',
} satisfies Doors;
