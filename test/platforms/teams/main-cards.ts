import type { TestDesk } from '../../support/desk/start-desk.ts';
import { eventually } from '../../support/eventually.ts';
import { entraId, type TeamsStandIn, type TeamsUser, teamsUser } from '../../support/teams/index.ts';
import type { Json } from '../../support/teams/json.ts';
import { screenOf } from '../../support/teams/state.ts';

/** An Adaptive Card as Teams gets it, and where Teams shows it. */
export interface MainCard {
  readonly name: string;
  readonly card: unknown;
  readonly where: 'message' | 'dialog';
}

const minuteMs = 60_000;
const central = '19:central@thread.tacv2';
const note = 'a man is shouting at people near the printers and does not stop when he is asked to';

/** Plays the library's evening and keeps each card that people read most, in every state of a call. */
export async function collectMainCards(desk: TestDesk, teams: TeamsStandIn): Promise<readonly MainCard[]> {
  const cards: MainCard[] = [];
  const user = (id: string): TeamsUser => teamsUser(teams, { deskUrl: desk.address }, entraId(id));
  const priya = user('priya');
  const maria = user('maria');
  const lee = user('lee');
  const dana = user('dana');
  const newcomer = user('newcomer');

  /** The newest card there that holds all these words, once there is one. */
  function seen(conversation: string, ...words: readonly string[]): Promise<Json> {
    return eventually(words.join(', '), () =>
      teams
        .posted(conversation)
        .map(({ card }) => card)
        .findLast((card) => words.every((one) => JSON.stringify(card ?? '').includes(one))),
    );
  }

  async function keep(name: string, conversation: string, ...words: readonly string[]): Promise<void> {
    cards.push({ name, card: await seen(conversation, ...words), where: 'message' });
  }

  function keepDialog(name: string, { id }: TeamsUser): void {
    const open = screenOf(teams.state, id).dialog;
    if (open === undefined) throw new Error('There is no dialog open.');
    cards.push({ name, card: open.card, where: 'dialog' });
  }

  await priya.says('onshift all');
  await keep('onshift', priya.personal, 'Maria Santos', 'Northside');

  await newcomer.says('assist now');
  await keep('caller-unsent', newcomer.personal, '"help.cancel"', '"help.branch"');

  await priya.says(`assist now teen area desk ${note}`);
  await keep('caller-open', priya.personal, 'H-0002', '"help.cancel"');
  await keep('asked', maria.personal, 'H-0002', '"help.claim"');
  await keep('channel', central, 'H-0002', '"help.claim"');
  await maria.presses('I’m coming');
  await keep('caller-coming', priya.personal, 'Maria Santos, since', '"help.cancel"');
  await keep('asked-coming', maria.personal, 'H-0002', '"help.claim"', 'Maria Santos, since');
  await maria.presses('On scene');
  await keep('caller-on-scene', priya.personal, 'H-0002', 'Maria Santos is there', '"help.cancel"');
  await maria.presses('Done');
  await keep('caller-done', priya.personal, 'H-0002', '"incident.fromCall"');
  await keep('channel-done', central, 'H-0002', 'Done (');

  await priya.says('assist reading room the projector will not start');
  await seen(priya.personal, 'H-0003', '"help.cancel"');
  await priya.presses('Cancel');
  await keep('caller-cancelled', priya.personal, 'H-0003', '"incident.fromCall"');

  await priya.says('assist now circulation desk');
  for (const [person, minutes] of [
    [lee, 1],
    [dana, 2],
  ] as const) {
    desk.clock.skip(minutes * minuteMs);
    await seen(person.personal, 'H-0004', '"help.claim"');
  }
  await keep('asked-later', lee.personal, 'H-0004', '"help.claim"');
  desk.clock.skip(2 * minuteMs);
  await keep('caller-unanswered', priya.personal, 'H-0004', '"help.cancel"', 'Nobody has confirmed');
  desk.clock.skip(24 * 60 * minuteMs);
  await keep('still-open', lee.personal, 'H-0004', '"help.close"');
  await lee.presses('Close with a reason');
  await lee.submits({ 'Why it is closed': 'Settled by phone' });
  await keep('caller-closed', priya.personal, 'H-0004', 'Closed by a supervisor', '"incident.fromCall"');

  await priya.usesAction('command.assist');
  keepDialog('assist-dialog', priya);
  await newcomer.usesAction('command.assist');
  await newcomer.submits();
  keepDialog('assist-dialog-error', newcomer);
  await priya.usesAction('command.incident');
  keepDialog('incident-dialog', priya);
  await priya.submits();
  keepDialog('incident-dialog-error', priya);

  await lee.says('home');
  await keep('home', lee.personal, '"desk.command"');
  await priya.says('help');
  await keep('menu', priya.personal, '"desk.command"', 'You can type it too: assist');
  return cards;
}
