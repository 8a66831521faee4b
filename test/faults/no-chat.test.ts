import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChatDesk } from '../support/process/chat-desk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

it('a call while both chat platforms are down goes out by e-mail and text message, and the caller’s screen says at the next contact who was told how', async () => {
  const desk = await startChatDesk(program.main, {
    teams: true,
    // Omar has a phone and no e-mail address.
    staff: { omar: { phone: '+1 555 0100', email: undefined } },
  });
  desk.slack.fail('*', { status: 503 });
  desk.teams.fail('*', { status: 503 });

  expect(await desk.inSlack('priya').types('/assist now cen')).toContain('H-0001 is saved and goes to');
  await desk.isMailed('maria', 'Priya Nair asks for help at Central Library (H-0001)');
  await desk.meanwhile('Omar gets a text message', () => desk.gateway.to('+15550100').length > 0);
  await desk.meanwhile('the record says so', async () => {
    const [call] = (await desk.content()).calls;
    return call?.timeline.filter(({ what }) => what === 'rerouted').length === 2;
  });

  const again = await desk.inSlack('priya').types('/assist now cen');
  expect(again).toContain('Your call H-0001 was still open');
  expect(again).toMatch(/Maria Santos.*, by e-mail, as Slack and Teams did not deliver/);
  // Without an e-mail address nothing says who he is in Teams.
  expect(again).toMatch(/Omar Haddad.*, by text message, as Slack did not deliver/);

  desk.teams.heal();
  desk.slack.heal();
  await desk.meanwhile('Maria has her card', async () =>
    (await desk.inTeams('maria').sees()).includes('[I’m coming]'),
  );
  await desk.inTeams('maria').presses('I’m coming');
  await desk.meanwhile('the caller hears who is coming', async () =>
    (await desk.inSlack('priya').sees()).includes('Maria Santos is coming to you (H-0001)'),
  );
});
