import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';

describe('asking Slack whether it is there', () => {
  it('notices a revoked token before somebody calls, and that nobody but the operator can mend it', async () => {
    const { slack, platform } = await serveSlack();
    await platform.probe?.();
    expect(platform.health()).toEqual({ ready: true });
    slack.revokeToken();
    await expect(platform.probe?.()).rejects.toMatchObject({ failure: 'later', reason: 'token_revoked' });
    expect(platform.health()).toMatchObject({
      ready: false,
      lasting: true,
      reason: expect.stringContaining('SLACK_BOT_TOKEN (token_revoked)'),
    });
  });

  it('notices that the access is back', async () => {
    const { slack, platform } = await serveSlack();
    slack.fail('auth.test', { error: 'account_inactive', times: 1 });
    await expect(platform.probe?.()).rejects.toMatchObject({ reason: 'account_inactive' });
    expect(platform.health().ready).toBe(false);
    await platform.probe?.();
    expect(platform.health()).toEqual({ ready: true });
  });

  it('does not come in the way of the first connection', async () => {
    const { slack, platform, desk, clock } = await serveSlack({ unstarted: true });
    slack.fail('auth.test', { status: 500, times: 1 });
    await platform.start(desk);
    await platform.probe?.();
    expect(platform.health()).toMatchObject({ ready: false });
    clock.skip(1000);
    await eventually('the connection', () => platform.health().ready);
  });
});
