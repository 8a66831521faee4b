import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import type { SlackStandIn } from '../support/slack/index.ts';

const minute = 60_000;

let desk: TestDesk;
let slack: SlackStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'slack over http' });
  if (desk.slack === undefined) throw new Error('There is no workspace.');
  slack = desk.slack;
  // The desk begins with it when it has started, and a test counts from then on.
  await eventually('the list was read', () => listings() > 0);
});
afterEach(async () => {
  slack.heal();
  await desk.stop();
});

const listings = () => slack.calls('users.list').length;

describe('the workspace is not crawled:', () => {
  it.each([
    ['is too busy for it', { retryAfter: 19 * 60 }],
    ['does not answer', { hang: true }],
    ['fails', { status: 500 }],
  ] as const)(
    'people are asked at once while Slack %s, and the list waits its time',
    async (_how, failure) => {
      const before = listings();
      slack.fail('users.list', failure);
      await desk.restart();
      await eventually('the list was asked for', () => listings() > before);
      await desk.person('priya').types('/assist now');
      for (const id of ['maria', 'omar', 'sam']) await reads(desk.person(id), 'H-0001');
      desk.clock.skip(minute);
      await reads(desk.person('lee'), 'H-0001');
      expect(listings()).toBeLessThanOrEqual(before + ('retryAfter' in failure ? 1 : 5));
    },
  );

  it('it is asked for its people once an hour, a page at a time, and never for its channels or groups', async () => {
    for (let count = 0; count < 450; count++) slack.addUser({ id: `U0READER${count}` });
    const before = listings();
    await desk.restart();
    await desk.person('priya').types('/assist now');
    await reads(desk.person('maria'), 'H-0001');
    await desk.person('maria').presses('I’m coming');
    await reads(desk.person('priya'), 'Maria Santos is coming to you');
    await eventually('all pages are read', () => listings() === before + 3);
    desk.clock.skip(50 * minute);
    await desk.person('priya').types('/onshift');
    expect(listings()).toBe(before + 3);
    desk.clock.skip(10 * minute);
    await eventually('they are asked for anew', () => listings() === before + 6);
    const called = new Set(slack.calls().map(({ method }) => method));
    expect(
      [...called].filter((method) => /(?:conversations|usergroups|channels).*\.list/.test(method)),
    ).toEqual([]);
    expect(called).not.toContain('users.conversations');
  });
});
