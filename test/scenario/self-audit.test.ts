import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { outboxCollection } from '../../src/delivery/schema.ts';
import { helpCollection } from '../../src/desk/help/index.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Transaction } from '../../src/store/store.ts';
import { storedFormat } from '../../src/wiring/stores.ts';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { reads } from '../support/desk/reads.ts';
import { chats } from '../support/desk/routes-room.ts';
import { type StartOptions, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { staffTeam } from '../support/desk/teams-library.ts';
import { eventually } from '../support/eventually.ts';
import type { SlackStandIn } from '../support/slack/index.ts';
import { slackUser } from '../support/slack/index.ts';

const minutes = 60_000;
const hours = 60 * minutes;
const admins = { slack: 'C0ADMINS', teams: '19:admins@thread.tacv2' };

let desk: TestDesk;
afterEach(() => desk.stop());

/** A library whose administrators have a channel, in Slack unless told; Priya is at the page. */
async function open(options: StartOptions = {}): Promise<void> {
  desk = await startDesk({ people: 'slack over http', alsoAt: ['page'], prepare: nameAdmins, ...options });
  desk.slack?.addChannel({ id: admins.slack, name: 'desk-admins', members: ['U0LEE'] });
  const team = desk.teams?.state.teams.get(staffTeam);
  if (team === undefined) return;
  const channels = [...(team.channels ?? []), { id: admins.teams, name: 'desk-admins' }];
  desk.teams?.state.teams.set(staffTeam, { ...team, channels });
}

async function nameAdmins(directory: string): Promise<void> {
  const path = join(directory, 'organisation.json');
  const organisation = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...organisation, adminChannels: admins }));
}

const slack = () => desk.slack as SlackStandIn;

/** What stands in the administrators' channel, a message each. */
function told(): readonly string[] {
  if (desk.teams !== undefined) return desk.teams.posted(admins.teams).map((one) => JSON.stringify(one.card));
  const lee = slackUser(slack(), { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, 'U0LEE');
  return lee.sees(admins.slack).map(({ lines }) => lines.join('\n'));
}

async function readyz(): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${desk.address}/readyz`);
  return { status: response.status, text: await response.text() };
}

/** Minutes go by, one after the other, each with its round. */
async function pass(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    desk.clock.skip(minutes);
    await readyz();
  }
}

/** Minute by minute, so many at most, until something has come about; the first round may be under way at the start. */
async function within(count: number, what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  let left = count;
  await eventually(what, async () => {
    if (await look()) return true;
    if (left > 0) desk.clock.skip(minutes);
    left -= 1;
    return false;
  });
}

/** Stops the desk, changes what is in its database as no rule would, and starts it again. */
function damage(change: (tx: Transaction) => Promise<void>): Promise<void> {
  return desk.restart(async (directory) => {
    const store = await openJsonStore({ directory, organisation: undefined, ...storedFormat });
    await store.transact(change);
    await store.close();
  });
}

async function loseNextStep(tx: Transaction): Promise<void> {
  for (const { due: _, joinAt: __, ...call } of await tx.all(helpCollection))
    await tx.put(helpCollection, call);
}

describe.each(chats)('%s: an open call that has lost its next step', (people) => {
  it('is found at the next start: the next people are asked, and the administrators are told once, also after a restart', async () => {
    await open({ people });
    await desk.person('priya', 'page').types('/assist now teen area');
    await reads(desk.person('maria'), '[I’m coming]');
    await damage(loseNextStep);
    const found = await eventually('the administrators are told', () => told()[0]);
    expect(found).toContain('Open without a next step, so that nobody more would have been asked: H-0001.');
    expect(found).toContain('The next step is being taken now.');
    await reads(desk.person('sam'), 'Priya Nair');
    expect(await readyz()).toMatchObject({ status: 200, text: expect.stringContaining('records: ready') });
    await allRecorded(desk);
    await pass(5);
    await desk.restart();
    await pass(2);
    expect(told()).toHaveLength(1);
  });
});

describe('a message that was cut off while it was being sent, long ago', () => {
  it('is sent at the next start, and is no finding', async () => {
    await open();
    slack().fail('chat.postMessage', { status: 500 });
    await desk.person('priya', 'page').types('/assist now teen area');
    await damage(async (tx) => {
      for (const row of await tx.all(outboxCollection)) {
        const targets = row.targets.map((one) =>
          one.state === 'pending' ? { ...one, state: 'sending' as const } : one,
        );
        await tx.put(outboxCollection, { ...row, at: '2026-11-22T21:00:00.000Z', targets });
      }
      slack().heal();
    });
    await reads(desk.person('maria'), '[I’m coming]');
    await allRecorded(desk);
    await pass(5);
    expect(told()).toEqual([]);
    expect((await readyz()).text).toContain('messages: ready');
  });
});

describe('a platform that does not answer', () => {
  it('turns the desk red after a minute, tells the administrators once a day, and that it is over', async () => {
    await open();
    expect((await readyz()).status).toBe(200);
    slack().fail('auth.test', { status: 500 });
    const asked = slack().calls('auth.test').length;
    await within(20, 'Slack is asked', () => slack().calls('auth.test').length > asked);
    expect((await readyz()).text).toContain('slack: ready');
    await eventually('it is red', async () => {
      desk.clock.skip(20_000);
      return (await readyz()).text.includes('slack: not ready. It does not answer (http_500)');
    });
    expect((await readyz()).status).toBe(503);
    await eventually('they are told', async () => {
      desk.clock.skip(20_000);
      return told()[0]?.includes('The desk cannot use Slack at the moment.');
    });
    await pass(3);
    await desk.restart();
    await pass(1);
    expect((await readyz()).status).toBe(503);
    slack().heal();
    await eventually('they are told that it is over', async () => {
      desk.clock.skip(20_000);
      return told()[1]?.includes('Slack can be used again.');
    });
    expect(told()).toHaveLength(2);
    await within(20, 'it is ready', async () => (await readyz()).status === 200);
  });

  it('as its token was revoked turns the desk red within minutes, although nobody calls', async () => {
    await open();
    slack().revokeToken();
    await within(20, 'Slack is red', async () => (await readyz()).text.includes('slack: not ready'));
    const { status, text } = await readyz();
    expect(status).toBe(503);
    expect(text).toContain('slack: not ready. Slack refuses SLACK_BOT_TOKEN (token_revoked).');
    expect(text).toContain('browser: ready');
    expect(text).not.toContain('xoxb');
    expect((await fetch(`${desk.address}/healthz`)).status).toBe(200);
  });
});

describe('Teams, where the app’s secret has run out', () => {
  it('turns the desk red, although nobody calls; the administrators are told, and that it is over', async () => {
    await open({ people: 'teams' });
    expect((await readyz()).status).toBe(200);
    desk.teams?.takeSecret(false);
    await eventually('it is red', async () => {
      desk.clock.skip(minutes);
      return (await readyz()).text.includes('teams: not ready. Microsoft refuses');
    });
    const { status, text } = await readyz();
    expect(status).toBe(503);
    expect(text).toContain('browser: ready');
    desk.teams?.takeSecret(true);
    await eventually('they are told that it is over', async () => {
      desk.clock.skip(20_000);
      return told().some((one) => one.includes('Teams can be used again.'));
    });
    await within(20, 'it is ready', async () => (await readyz()).status === 200);
  });
});

describe('Socket Mode that has died without a word', () => {
  it('is opened anew, and the desk stays ready', async () => {
    await open({ people: 'slack by socket' });
    const { socket, calls } = slack();
    const before = calls('apps.connections.open').length;
    socket.goQuiet();
    for (let look = 0; look < 5; look++) desk.clock.skip(5000);
    await eventually('the next connection', () => calls('apps.connections.open').length > before, 4000);
    // What somebody types goes to the newest connection that is open.
    await eventually('it is open', () => socket.mostConnections() > 1);
    expect(await desk.person('maria').types('/onshift cen')).toContain('Omar Haddad');
    expect((await readyz()).status).toBe(200);
  });

  it('and cannot be opened turns Slack red, while the page goes on', async () => {
    await open({ people: 'slack by socket' });
    slack().fail('apps.connections.open', { status: 500 });
    slack().socket.goQuiet();
    for (let look = 0; look < 5; look++) desk.clock.skip(5000);
    await eventually('it is red', async () => {
      desk.clock.skip(20_000);
      return (await readyz()).text.includes('slack: not ready. Slack cannot be reached by Socket Mode');
    });
    expect((await readyz()).status).toBe(503);
    await desk.person('priya', 'page').types('/assist now');
    await reads(desk.person('priya', 'page'), 'H-0001');
    await eventually('the administrators are told', () => {
      desk.clock.skip(20_000);
      return told().some((one) => one.includes('The desk cannot use Slack at the moment.'));
    });
  });
});

describe('a later route that fails', () => {
  it('is said at /readyz and told to the administrators, and the desk is no less ready', async () => {
    await open({ env: { SMTP_URL: 'smtp://127.0.0.1:9', SMTP_FROM: 'desk@example.org' } });
    expect((await readyz()).text).toContain('email: ready');
    slack().fail('chat.postMessage', { error: 'channel_not_found' });
    await desk.person('priya', 'page').types('/assist now');
    await eventually('three tries have failed', async () => {
      desk.clock.skip(10_000);
      return (await readyz()).text.includes('email: not ready (the desk works without it). The last');
    });
    expect((await readyz()).status).toBe(200);
    slack().heal();
    await eventually('they are told', () => {
      desk.clock.skip(minutes);
      return told().some((one) =>
        one.includes('The last messages that were to go out by e-mail have all failed.'),
      );
    });
    await desk.restart();
    // In its own words, or in those of what was still owed and has been tried again by now.
    expect((await readyz()).text).toContain('email: not ready (the desk works without it).');
  });
});

describe.each(chats)('%s: a file with a mistake', (people) => {
  it('is told to the administrators once, also after a restart, and that it is taken over again', async () => {
    await open({ people });
    const goOn = (what: string, isSo: () => boolean | undefined) =>
      eventually(what, () => {
        desk.clock.skip(20_000);
        return isSo();
      });
    const path = (name: string) => join(desk.directory, name);
    const good = await readFile(path('shifts.csv'), 'utf8');
    await writeFile(path('policies.json'), '{');
    await writeFile(path('shifts.csv'), `${good}CEN,nobody,desk,2026-12-01 09:00,2026-12-01 17:00,\n`);
    await goOn('they are told', () =>
      told()[0]?.includes('Mistakes keep the desk from taking over policies.json and shifts.csv.'),
    );
    await pass(3);
    await desk.restart();
    await pass(3);
    // In Teams the service that channels lie on is known once somebody has done something there.
    await desk.person('maria').types('/onshift cen');
    await writeFile(path('shifts.csv'), good);
    await goOn('they are told that it is over', () => told()[1]?.includes('Taken over again: shifts.csv.'));
    expect(told()).toHaveLength(2);
    // A name that is in the file is in the log alone.
    expect(told()[0]).not.toContain('nobody');
  });
});

describe.each(chats)('%s: what administrators and health pages are told', (people) => {
  it('holds no name and no note', async () => {
    await open({ people });
    await desk.person('priya', 'page').types('/assist now teen area Mr Abernathy shouts');
    await reads(desk.person('maria'), '[I’m coming]');
    await damage(loseNextStep);
    const found = await eventually('the administrators are told', () => told()[0]);
    desk.clock.skip(24 * hours);
    for (const text of [found, (await readyz()).text]) expect(text).not.toMatch(/Abernathy|Priya|Maria/);
  });
});
