import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reads } from '../../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../../support/desk/start-desk.ts';
import { eventually } from '../../support/eventually.ts';
import { readDatabase } from '../../support/process/read-database.ts';
import { entraId, personalOf, type TeamsStandIn } from '../../support/teams/index.ts';

let desk: TestDesk;
let teams: TeamsStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'teams' });
  if (desk.teams === undefined) throw new Error('There is no tenant.');
  teams = desk.teams;
});
afterEach(() => desk.stop());

const mariasChat = personalOf(entraId('maria'));
const replies = () => teams.posted(mariasChat).filter(({ replyTo }) => replyTo !== undefined);

it('a card that Teams would not edit is one reply, also after a restart', async () => {
  await desk.person('priya').types('/assist now teen area');
  await reads(desk.person('maria'), '[I’m coming]');
  const [asked] = teams.posted(mariasChat);
  teams.fail('updateActivity', { status: 404, code: 'ActivityNotFoundInConversation' });
  await desk.person('omar').presses('I’m coming');
  await eventually('the card is a reply', () => replies().length > 0);
  // What Teams refused is over, and the reply is written down before the restart.
  teams.heal();
  const reply = replies()[0]?.id ?? '';
  await eventually('the desk has its id', async () => {
    const { postings } = await readDatabase(join(desk.directory, 'db'));
    return postings.some(({ message }) => message.endsWith(`/${reply}`));
  });

  await desk.restart();
  await desk.person('omar').presses('On scene');
  await eventually('the reply follows', () => JSON.stringify(replies()).includes('on scene'));
  expect(replies()).toHaveLength(1);
  expect(replies()[0]).toMatchObject({ replyTo: asked?.id, rang: false });
});
