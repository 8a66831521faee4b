import { afterEach, expect, it } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { chatOf, entraId, personalOf } from '../support/teams/index.ts';

let desk: TestDesk;
afterEach(() => desk.stop());

it('People are reached also after another Azure Bot has taken the place of the first, whose chats are not ours', async () => {
  desk = await startDesk({ people: 'teams' });
  const { teams } = desk;
  if (teams === undefined) throw new Error('There is no Teams.');
  const maria = entraId('maria');
  // So that her own chat is what is saved of her.
  await desk.person('maria').types('onshift');
  await desk.person('priya').types('assist now');
  await teams.reads(personalOf(maria), 'H-0001');
  await desk.person('priya').presses('Cancel');
  await allRecorded(desk);

  teams.state.formerChats.add(personalOf(maria));
  await desk.restart();
  await desk.person('omar').types('assist now');
  await teams.reads(chatOf(teams.state, maria), 'H-0002');
  expect(chatOf(teams.state, maria)).not.toBe(personalOf(maria));

  const refused = () => teams.calls('sendToConversation').filter(({ outcome }) => outcome === '403').length;
  // The new chat is saved with what became of the message.
  await allRecorded(desk);
  expect(refused()).toBe(1);
  await desk.person('omar').presses('Cancel');
  await desk.person('priya').types('assist now');
  // Without another detour.
  await teams.reads(chatOf(teams.state, maria), 'H-0003');
  expect(refused()).toBe(1);
});
