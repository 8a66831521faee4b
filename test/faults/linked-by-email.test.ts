import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { start } from '../../src/start.ts';
import { createDrivenClock } from '../support/clock.ts';
import { branches, staff, sundayEvening, writeLibrary } from '../support/desk/library.ts';
import { temporaryDirectory } from '../support/disk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';
import {
  type Failure,
  type SlackStandIn,
  type SlackUser,
  slackUser,
  startSlackStandIn,
} from '../support/slack/index.ts';

const minute = 60_000;

/** How staff.json lists somebody: by e-mail alone. */
const listed = staff.map((one) => ({ ...one, slack: undefined }));

/** The program in a library that lists everybody by e-mail only, beside a Slack that fails in this way at first. */
async function startBeside(method: string, failure: Failure, people: readonly object[] = listed) {
  const directory = temporaryDirectory();
  await writeLibrary(directory);
  const list = (of: readonly object[]) => writeFile(join(directory, 'staff.json'), JSON.stringify(of));
  await list(people);
  const slack = await startSlackStandIn({
    users: staff.map(({ slack: id, name, email }) => ({ id, name, email })),
    channels: branches.flatMap(({ channels: { slack: id } }) => (id === undefined ? [] : [{ id }])),
  });
  onTestFinished(() => slack.stop());
  slack.fail(method, failure);
  const config = readConfig({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  const clock = createDrivenClock(sundayEvening);
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(line) });
  const running = await start(config, clock, log);
  onTestFinished(() => running.stop());
  const reach = () => ({ deskUrl: running.address, now: () => Date.parse(clock.now()) });
  return {
    slack,
    clock,
    running,
    list,
    logged,
    database: config.databaseDirectory,
    user: (id: string) => slackUser(slack, reach(), id),
  };
}

const listings = (slack: SlackStandIn) => slack.calls('users.list').filter(({ outcome }) => outcome === 'ok');

/** Waits for it while two minutes pass at most: the longest pause, and what is under way when the clock moves on. */
function soon(
  what: string,
  skip: (ms: number) => void,
  look: () => boolean | Promise<boolean>,
): Promise<unknown> {
  let left = 2 * minute;
  return eventually(what, async () => {
    if (await look()) return true;
    if (left > 0) skip(1000);
    left -= 1000;
    return false;
  });
}

it.each([
  ['does not answer who we are', '*', { status: 503 }],
  ['does not list its people', 'users.list', { status: 503 }],
  ['is too busy to', 'users.list', { retryAfter: 5 }],
] as const)(
  'whoever is listed by e-mail alone is linked soon after a Slack that %s at the start is back',
  async (_, method, failure) => {
    const { slack, clock, running, user } = await startBeside(method, failure);
    // So often that the pauses grow to their longest.
    for (let times = 0; times < 10; times += 1) {
      const before = slack.calls().length;
      await soon('it is asked again', clock.skip, () => slack.calls().length > before);
    }
    slack.heal();
    await soon('a listing', clock.skip, () => listings(slack).length === 1);
    await soon('the connection', clock.skip, async () => (await fetch(`${running.address}/readyz`)).ok);
    await eventually('somebody whom nobody has told the desk of is asked', async () => {
      await user('U0PRIYA').types('/assist', 'now');
      return user('U0MARIA').sees().length > 0;
    });
    // One that was complete is enough for an hour.
    clock.skip(40 * minute);
    await user('U0PRIYA').types('/onshift');
    expect(listings(slack)).toHaveLength(1);
    await eventually('the hourly look', () => {
      clock.skip(minute);
      return listings(slack).length === 2;
    });
  },
);

it('a colleague who is listed while a look is under way is looked for after it, and never two look at once', async () => {
  let answer = () => {};
  const once = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { slack, clock, list, logged } = await startBeside(
    'users.list',
    { status: 503, once, times: 1 },
    listed.filter(({ id }) => id !== 'robin'),
  );
  await eventually('the look under way', () => slack.calls('users.list').length === 1);
  await list([...listed]);
  await eventually('the new colleague is taken over', () => {
    clock.skip(1000);
    return logged.some((line) => line.includes('a changed file was taken over'));
  });
  clock.skip(60 * minute);
  expect(slack.calls('users.list')).toHaveLength(1);
  answer();
  await soon('the look under way and the next one', clock.skip, () => listings(slack).length === 2);
});

it.each([
  ['a command', (priya: SlackUser) => priya.types('/assist', 'now teen area')],
  ['a message to the desk', (priya: SlackUser) => priya.says('assist now teen area')],
] as const)(
  'the very first call of whoever is listed by e-mail alone is of their building, also before Slack lists its people: %s',
  async (_how, calls) => {
    const { running, user, database } = await startBeside('users.list', { retryAfter: 600 });
    const priya = user('U0PRIYA');
    await calls(priya);
    await eventually('the answer', () => priya.sees().some(({ text }) => text.includes('H-0001')));
    await running.stop();
    expect((await readDatabase(database)).calls).toMatchObject([{ branch: 'CEN', zone: 'teen area' }]);
  },
);

it('a user id in the wrong entry is told in the log, by the ids of the staff alone', async () => {
  const wrong = listed.map((one) => (one.id === 'maria' ? { ...one, slack: 'U0LEE' } : one));
  const { logged } = await startBeside('users.list', { status: 503, times: 0 }, wrong);
  const line = await eventually('the word', () => logged.find((one) => one.includes('the account of')));
  expect(JSON.parse(line)).toMatchObject({ level: 40, platform: 'slack', listed: 'maria', owner: 'lee' });
  expect(line).not.toMatch(/@|U0LEE/);
});

it('a desk that stops looks no more', async () => {
  const { slack, clock, running } = await startBeside('users.list', { status: 503 });
  await eventually('a look', () => slack.calls('users.list').length > 0);
  await running.stop();
  const before = slack.calls().length;
  for (let passed = 0; passed < 5; passed += 1) clock.skip(minute);
  await new Promise((resolve) => setImmediate(resolve));
  expect(slack.calls()).toHaveLength(before);
});
