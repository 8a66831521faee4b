import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { linkStaff, startLibraryTeams } from '../support/desk/teams-library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { type CompiledProgram, compileProgram } from '../support/process/compile.ts';
import { writeLibraryNow } from '../support/process/library-now.ts';
import { type Program, startProgram } from '../support/process/program.ts';
import { readDatabase } from '../support/process/read-database.ts';
import { type SlackStandIn, slackUser, startSlackStandIn } from '../support/slack/index.ts';
import { entraId, personalOf } from '../support/teams/index.ts';

let program: CompiledProgram;
beforeAll(async () => {
  program = await compileProgram();
});
afterAll(() => program.remove());

function starting(directory: string, settings: Readonly<Record<string, string>>): () => Program {
  return () => {
    const started = startProgram(program.main, {
      DESKBELL_DATA: directory,
      DESKBELL_DB: join(directory, 'db'),
      ...settings,
    });
    onTestFinished(() => started.kill());
    return started;
  };
}

/** Waits until nothing is owed any more, and gives what became of it. */
function settled(directory: string): Promise<readonly string[]> {
  return eventually(
    'nothing is owed any more',
    async () => {
      const { outbox } = await readDatabase(join(directory, 'db'));
      const states = outbox.flatMap(({ targets }) => targets.map(({ state }) => state));
      return states.some((state) => /waiting|pending|sending/.test(state)) ? undefined : states;
    },
    60_000,
  );
}

async function slackDesk(): Promise<{ slack: SlackStandIn; directory: string; start: () => Program }> {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const slack = await startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email })),
    channels: [{ id: 'C0CENTRAL', members: staff.map((member) => member.slack) }],
  });
  onTestFinished(() => slack.stop());
  const start = starting(directory, {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  return { slack, directory, start };
}

const asked = ['U0MARIA', 'U0OMAR'];
const everybody = ['U0PRIYA', ...asked];

/** Priya calls; gives the life that is cut off when everything has been sent that can be. */
async function callAndKill(slack: SlackStandIn, start: () => Program, sent: () => boolean): Promise<void> {
  const life = start();
  const deskUrl = await life.address();
  await slackUser(slack, { deskUrl }, 'U0PRIYA').types('/assist', 'now cen');
  await eventually('everybody’s message is under way', sent);
  await life.kill();
}

/** Whether Slack was asked to post to each of them; the channel's card is asked for beside theirs. */
const allUnderWay = (slack: SlackStandIn) => {
  const places = slack.calls('chat.postMessage').map(({ args }) => args.channel);
  return everybody.every((user) => places.includes(slack.directOf(user)));
};

const cardsOf = (slack: SlackStandIn, user: string) =>
  slack.messages(slack.directOf(user)).filter(({ onlyFor }) => onlyFor === undefined);

describe('a crash between posting to Slack and writing it down', () => {
  it('leaves each person with one message, which is one of ours from then on', {
    timeout: 60_000,
  }, async () => {
    const { slack, directory, start } = await slackDesk();
    slack.fail('chat.postMessage', { hang: true, afterwards: true });
    await callAndKill(slack, start, () => everybody.every((user) => cardsOf(slack, user).length === 1));

    slack.heal();
    const life = start();
    const deskUrl = await life.address();
    const states = await settled(directory);
    expect(new Set(states)).toEqual(new Set(['sent']));
    for (const user of everybody) expect(cardsOf(slack, user)).toHaveLength(1);
    expect(slack.calls('conversations.history').length).toBeGreaterThan(0);

    await slackUser(slack, { deskUrl }, 'U0MARIA').presses('I’m coming');
    await eventually('the cards that were found follow the call', () =>
      asked.every((user) =>
        cardsOf(slack, user)[0]?.blocks.some((block) => JSON.stringify(block).includes('is coming')),
      ),
    );
  });

  it('sends what had not arrived, once and not as a repeat', { timeout: 60_000 }, async () => {
    const { slack, directory, start } = await slackDesk();
    slack.fail('chat.postMessage', { hang: true });
    await callAndKill(slack, start, () => allUnderWay(slack));
    for (const user of everybody) expect(cardsOf(slack, user)).toHaveLength(0);

    slack.heal();
    await start().address();
    await settled(directory);
    for (const user of everybody) {
      expect(cardsOf(slack, user)).toHaveLength(1);
      expect(cardsOf(slack, user)[0]?.text).not.toContain('Sent again');
    }
  });

  it('repeats a message once, marked, where the app may not read the history', {
    timeout: 60_000,
  }, async () => {
    const { slack, directory, start } = await slackDesk();
    slack.fail('chat.postMessage', { hang: true, afterwards: true });
    slack.fail('conversations.history', { error: 'missing_scope' });
    await callAndKill(slack, start, () => everybody.every((user) => cardsOf(slack, user).length === 1));

    slack.heal('chat.postMessage');
    await start().address();
    await settled(directory);
    for (const user of everybody) {
      const [first, second, ...more] = cardsOf(slack, user);
      expect(more).toEqual([]);
      expect(first?.text).not.toContain('Sent again');
      expect(second?.text).toContain('Sent again');
    }
  });

  it('knows the direct message before the first post, so that it can look there', {
    timeout: 60_000,
  }, async () => {
    const { slack, directory, start } = await slackDesk();
    slack.fail('chat.postMessage', { hang: true });
    await callAndKill(slack, start, () => allUnderWay(slack));
    const { outbox } = await readDatabase(join(directory, 'db'));
    const addresses = outbox.flatMap(({ targets }) => targets.map(({ address }) => address?.id));
    for (const user of everybody) expect(addresses).toContain(slack.directOf(user));
    expect(slack.calls('conversations.open')).toHaveLength(everybody.length);
    slack.heal();
    const life = start();
    await life.address();
    await settled(directory);
    // Saved with the person too: nobody is opened twice.
    expect(slack.calls('conversations.open')).toHaveLength(everybody.length);
  });
});

it('A crash between posting to Teams and writing it down brings one repeat, marked, and never a third message', {
  timeout: 90_000,
}, async () => {
  const directory = temporaryDirectory();
  await writeLibraryNow(directory);
  const teams = await startLibraryTeams(directory);
  onTestFinished(() => teams.stop());
  const start = starting(directory, { NODE_EXTRA_CA_CERTS: teams.certificateFile, ...teams.settings });
  const first = start();
  const address = await first.address();
  await linkStaff(teams, address, join(directory, 'db'));
  const cards = () =>
    teams.posted(personalOf(entraId('maria'))).filter(({ summary }) => summary.includes('H-0001'));

  const held = { hang: true, afterwards: true } as const;
  teams.fail('sendToConversation', held);
  await teams
    .deliver(address, teams.activities.message(entraId('priya'), 'assist now cen'))
    .catch(() => undefined);
  await eventually('Maria has the message', () => cards().length === 1);
  await first.kill();

  const second = start();
  await second.address();
  await eventually('Maria has it again', () => cards().length === 2);
  await second.kill();

  teams.heal();
  await start().address();
  await settled(directory);
  expect(cards()).toHaveLength(2);
  expect(cards()[0]?.summary).not.toContain('Sent again');
  expect(cards()[1]?.summary).toContain('Sent again');
});
