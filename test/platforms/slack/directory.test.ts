import { describe, expect, it } from 'vitest';
import { slackScopes } from '../../../src/platforms/slack/index.ts';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';

async function served(options: Parameters<typeof serveSlack>[0] = {}) {
  const slack = await serveSlack(options);
  const { directory } = slack.platform;
  if (directory === undefined) throw new Error('Slack has no directory.');
  return { ...slack, directory };
}

describe('the directory', () => {
  it('gives every person of the workspace, page by page, with what they are', async () => {
    const users = Array.from({ length: 450 }, (_, index) => ({
      id: `U${index}`,
      email: `u${index}@example.org`,
    }));
    const { directory, slack } = await served({
      users: [
        ...users,
        { id: 'USLACKBOT' },
        { id: 'U0BOT', kind: 'bot' },
        { id: 'U0GUEST', kind: 'guest' },
        { id: 'U0OTHER', kind: 'stranger', team: 'T0OTHER' },
        { id: 'U0GONE', deleted: true, zone: 'Europe/London' },
      ],
    });
    const people = await collect(directory.people());
    expect(people).toHaveLength(455);
    expect(people.slice(-5)).toMatchObject([
      { user: 'USLACKBOT', standing: 'bot' },
      { user: 'U0BOT', standing: 'bot' },
      { user: 'U0GUEST', standing: 'guest', tenant: 'T0LIBRARY' },
      { user: 'U0OTHER', standing: 'outsider', tenant: 'T0OTHER' },
      { user: 'U0GONE', standing: 'member', active: false, zone: 'Europe/London' },
    ]);
    expect(slack.calls('users.list')).toHaveLength(3);
  });

  it('waits when Slack is too busy, and goes on', async () => {
    const { directory, slack, clock } = await served();
    slack.fail('users.list', { retryAfter: 30, times: 1 });
    const people = collect(directory.people());
    await eventually('the refusal', () => slack.calls('users.list').length === 1);
    await eventually('the second try', () => {
      clock.skip(30_000);
      return slack.calls('users.list').length === 2;
    });
    expect(await people).toHaveLength(4);
  });

  it('says why a channel cannot be posted to, and to invite the bot where it is not in it', async () => {
    const { directory } = await served({
      channels: [
        { id: 'C0GOOD' },
        { id: 'C0ARCHIVED', archived: true },
        { id: 'C0ALONE', name: 'alone', withoutBot: true },
        { id: 'C0SECRET', private: true, withoutBot: true },
      ],
    });
    expect(await directory.channelProblem('C0GOOD')).toBeUndefined();
    expect(await directory.channelProblem('C0ARCHIVED')).toContain('archived');
    expect(await directory.channelProblem('C0ALONE')).toContain('/invite');
    const secret = await directory.channelProblem('C0SECRET');
    expect(secret).toContain('does not exist, or it is private');
    expect(secret).toContain('/invite');
    expect(await directory.channelProblem('#general')).toContain('Give its id');
  });

  it('says why a person cannot be reached', async () => {
    const { directory } = await served({
      users: [
        { id: 'U0GOOD' },
        { id: 'U0GONE', deleted: true },
        { id: 'U0GUEST', kind: 'guest' },
        { id: 'U0BOT', kind: 'bot' },
        { id: 'U0OTHER', team: 'T0OTHER' },
      ],
    });
    expect(await directory.personProblem('U0GOOD')).toBeUndefined();
    expect(await directory.personProblem('U0GONE')).toContain('deactivated');
    expect(await directory.personProblem('U0GUEST')).toContain('a guest');
    expect(await directory.personProblem('U0BOT')).toContain('a bot');
    expect(await directory.personProblem('U0OTHER')).toContain('another organisation');
    expect(await directory.personProblem('U0NOBODY')).toContain('no such user');
  });

  it('works before the platform is started, as a check does', async () => {
    const { directory } = await served({ unstarted: true });
    expect(await collect(directory.people())).toHaveLength(4);
    expect(await directory.missingScopes()).toEqual([]);
  });

  it('says that it could not ask, instead of calling a place bad', async () => {
    const { directory, slack } = await served();
    slack.fail('conversations.info', { status: 500 });
    await expect(directory.channelProblem('C0CEN')).rejects.toMatchObject({ failure: 'unknown' });
  });
});

it('every scope has a reason, and none is there twice', () => {
  for (const { reason } of slackScopes) expect(reason).toMatch(/^[A-Z].{10,}\.$/);
  expect(new Set(slackScopes.map(({ scope }) => scope)).size).toBe(slackScopes.length);
});

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of all) list.push(one);
  return list;
}
