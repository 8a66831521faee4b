import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';

/** Before Slack's own client gives a connection up. */
const soonMs = 4000;

/** Longer than twenty seconds pass, in looks of five; sooner than Slack's own client gives up. */
function passTwentySeconds({ clock }: ServedSlack): void {
  for (let look = 0; look < 5; look++) clock.skip(5000);
}

describe('a socket that goes quiet', () => {
  it('is noticed and opened anew, before the old one is given up', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket, calls } = served.slack;
    socket.goQuiet();
    passTwentySeconds(served);
    await eventually('the next connection', () => calls('apps.connections.open').length === 2, soonMs);
    await eventually('it to be ready', () => served.platform.health().ready);
    expect(socket.mostConnections()).toBe(2);
    expect(served.logged.join('\n')).toContain('went quiet without closing');
    await served.user('U0MARIA').types('/onshift');
    expect(served.desk.requests).toHaveLength(1);
  });

  it('is noticed although the wall clock was set back an hour', async () => {
    const served = await serveSlack({ by: 'socket' });
    served.slack.socket.goQuiet();
    served.clock.jumpWall(-60 * 60_000);
    passTwentySeconds(served);
    const { calls } = served.slack;
    await eventually('the next connection', () => calls('apps.connections.open').length === 2, soonMs);
  });

  it('is said to be trouble while no other can be opened, and is mended when one can', async () => {
    const served = await serveSlack({ by: 'socket' });
    served.slack.fail('apps.connections.open', { status: 500 });
    served.slack.socket.goQuiet();
    passTwentySeconds(served);
    await eventually('the word', () => served.platform.health().reason?.includes('cannot be reached'));
    served.slack.heal();
    await eventually('the connection', () => {
      // Little at a time: fifteen seconds without a greeting are a failed try.
      served.clock.skip(100);
      return served.platform.health().ready;
    });
  });

  it('again and again is said to be trouble, however many can be opened', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { socket, calls } = served.slack;
    socket.goQuiet(true);
    for (const opened of [2, 3]) {
      passTwentySeconds(served);
      await eventually('the next connection', () => calls('apps.connections.open').length === opened);
      await eventually('its greeting', () => served.logged.filter(isConnected).length === opened);
    }
    expect(served.platform.health()).toMatchObject({
      ready: false,
      reason: expect.stringContaining('quiet'),
    });
    socket.goQuiet(false);
    passTwentySeconds(served);
    await eventually('a sign of life', () => served.platform.health().ready);
  });

  it('is not what a connection is taken for over which nobody writes', async () => {
    const served = await serveSlack({ by: 'socket' });
    const { calls } = served.slack;
    const hour = 60 * 60_000;
    served.clock.skip(hour);
    served.clock.jumpWall(hour);
    served.clock.jumpWall(-2 * hour);
    served.clock.skip(hour);
    expect(served.platform.health()).toEqual({ ready: true });
    expect(calls('apps.connections.open')).toHaveLength(1);
  });
});

function isConnected(line: string): boolean {
  return line.includes('Connected to Slack by Socket Mode');
}
