import { afterAll, beforeAll, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { limitFileSize } from '../support/disk.ts';
import { startChatDesk } from '../support/process/chat-desk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

it('a call that cannot be saved tells those asked in Slack and Teams what awaits them, and no channel, e-mail or text message', async () => {
  const desk = await startChatDesk(program.main, {
    teams: true,
    // Omar has a phone and no e-mail address.
    staff: { omar: { phone: '+1 555 0100', email: undefined } },
  });
  const priya = desk.inSlack('priya');
  limitFileSize(desk.program.pid, 1);

  expect(await priya.types('/assist now cen a man with a knife')).toContain('could not be saved');
  const asks = 'Priya Nair asks for help at Central Library';
  for (const maria of [desk.inSlack('maria'), desk.inTeams('maria')]) {
    expect(await reads(maria, asks)).toMatch(/Note:?\s+a man with a knife/);
    expect(await maria.seesInChannel('CEN')).not.toContain('knife');
  }
  await desk.meanwhile('the channels are told', async () =>
    (await Promise.all([priya, desk.inTeams('priya')].map((person) => person.seesInChannel('CEN')))).every(
      (seen) => seen.includes(asks) && !seen.includes('knife'),
    ),
  );
  // What a locked phone shows.
  const shown = desk.slack.messages(desk.slack.directOf('U0MARIA')).map(({ text }) => text);
  expect(shown).toEqual([expect.stringContaining(asks)]);
  expect(shown.join()).not.toContain('knife');

  desk.slack.fail('*', { status: 503 });
  desk.teams.fail('*', { status: 503 });
  expect(await priya.types('/assist now cen a man with a knife')).toContain('could not be saved');
  await desk.isMailed('maria', asks);
  await desk.meanwhile('Omar gets a text message', () => desk.gateway.to('+15550100').length > 0);
  expect(JSON.stringify([desk.smtp.mails, desk.gateway.calls])).not.toContain('knife');
});

it('a question or report that was typed in Slack and cannot be saved gives its words back, since Slack keeps none', async () => {
  const desk = await startChatDesk(program.main, {});
  const priya = desk.inSlack('priya');
  limitFileSize(desk.program.pid, 1);

  for (const typed of ['escalate may a man with a knife stay', 'incident log a man with a knife']) {
    const reply = await priya.types(`/${typed}`);
    expect(reply).toContain('could not be saved just now');
    expect(reply).toContain(typed);
  }
});
