import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { type ChatDesk, startChatDesk } from '../support/process/chat-desk.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { entraId, personalOf } from '../support/teams/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

const ready = async ({ address }: ChatDesk) => (await fetch(`${address}/readyz`)).text();
const logs = ({ program: life }: ChatDesk, words: string) => life.stdout().includes(words);

/** Maria answers, and whoever called is told, however much was owed before: the last line of every test here. */
async function mariaComes(desk: ChatDesk, person = desk.inSlack('maria')): Promise<void> {
  await reads(person, '[I’m coming]');
  await person.presses('I’m coming');
  await desk.meanwhile('the caller is told', async () =>
    (await desk.inSlack('priya').sees()).includes('Maria Santos is coming to you (H-0001)'),
  );
}

describe('a Slack token that is taken away in the middle of a call', () => {
  it.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    '(%s) turns /readyz red, sends the later routes, and all is well with the next token',
    async (error) => {
      const desk = await startChatDesk(program.main);
      await desk.inSlack('priya').types('/assist now cen');
      await reads(desk.inSlack('maria'), '[I’m coming]');
      await reads(desk.inSlack('priya'), 'Nobody has answered yet');
      desk.slack.fail('*', { error });

      // The next step of the call goes out all the same.
      await desk.program.pass(60_000);
      await desk.isMailed('lee', 'H-0001');
      await desk.isMailed('priya', 'Now also asked: Lee Wong');
      expect(await ready(desk)).toContain(`Slack refuses SLACK_BOT_TOKEN (${error})`);
      expect(logs(desk, error)).toBe(true);

      desk.slack.heal();
      await desk.meanwhile(
        'Slack is well again',
        async () => !(await ready(desk)).includes('SLACK_BOT_TOKEN'),
      );
      await desk.meanwhile('Lee has his card', async () =>
        (await desk.inSlack('lee').sees()).includes('[I’m coming]'),
      );
      await mariaComes(desk);
    },
  );
});

describe('the channel of a branch', () => {
  it.each([
    ['is archived', 'is_archived', { archived: true }],
    ['has lost the bot', 'not_in_channel', { withoutBot: true }],
    ['is private and has lost the bot', 'channel_not_found', { private: true, withoutBot: true }],
  ])(
    'that %s is no silence: nobody who is asked is held up, and the log says which message failed and why',
    async (_how, reason, change) => {
      const desk = await startChatDesk(program.main);
      desk.slack.addChannel({ id: 'C0CENTRAL', ...change });
      await desk.inSlack('priya').types('/assist now cen');
      for (const id of ['maria', 'omar']) await reads(desk.inSlack(id), '[I’m coming]');
      await desk.meanwhile('the operator can find it', () => logs(desk, `"reason":"${reason}"`));
      const toChannel = await desk.meanwhile('it is written down', async () => {
        const { outbox } = await desk.content();
        const found = outbox
          .flatMap(({ targets }) => targets)
          .filter(({ address }) => address?.id === 'C0CENTRAL');
        return found.every(({ state }) => state !== 'sending' && state !== 'pending') ? found : undefined;
      });
      expect(toChannel.map(({ state, reason: why }) => [state, why])).toEqual([['failed', reason]]);
      await mariaComes(desk);
    },
  );
});

describe('somebody who is asked and gone', () => {
  it('from Slack never holds up the others, and is told by e-mail at once', async () => {
    const desk = await startChatDesk(program.main);
    desk.slack.addUser({ id: 'U0OMAR', deleted: true });
    await desk.inSlack('priya').types('/assist now cen');
    await reads(desk.inSlack('maria'), '[I’m coming]');
    await desk.isMailed('omar', 'H-0001');
    await reads(desk.inSlack('priya'), 'Omar Haddad, by e-mail, as Slack did not deliver');
    expect(logs(desk, 'user_disabled')).toBe(true);
    await mariaComes(desk);
  });

  it('and has no other route is named to the caller, and the next people are asked at once', async () => {
    const desk = await startChatDesk(program.main, {
      staff: { maria: { email: undefined }, omar: { email: undefined } },
    });
    for (const id of ['U0MARIA', 'U0OMAR']) desk.slack.addUser({ id, deleted: true });
    await desk.inSlack('priya').types('/assist now cen');
    await reads(desk.inSlack('lee'), '[I’m coming]');
    await reads(desk.inSlack('priya'), 'Could not be reached');
    expect(logs(desk, 'user_disabled')).toBe(true);
    await desk.inSlack('lee').presses('I’m coming');
    await reads(desk.inSlack('priya'), 'Lee Wong is coming to you (H-0001)');
  });

  it('from Slack, and has blocked the app in Teams, is told by e-mail at once', async () => {
    const desk = await startChatDesk(program.main, { teams: true });
    desk.slack.addUser({ id: 'U0OMAR', deleted: true });
    desk.teams.fail('sendToConversation', { status: 403, code: 'ConversationBlockedByUser' });
    await desk.inSlack('priya').types('/assist now cen');
    await desk.isMailed('omar', 'H-0001');
    await reads(desk.inSlack('priya'), 'Omar Haddad, by e-mail, as Slack and Teams did not deliver');
    expect(logs(desk, 'ConversationBlockedByUser')).toBe(true);
    expect(desk.teams.posted(personalOf(entraId('omar')))).toEqual([]);
    // Whom Slack reaches hears of it there, and gets no e-mail.
    await mariaComes(desk);
    expect(desk.mailsTo('maria')).toEqual([]);
  });
});
