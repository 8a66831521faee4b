import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';

/** Below the time that a command waits for Slack to say who somebody is. */
const atOnceMs = 1500;

let desk: TestDesk;
let slack: SlackStandIn;
let nina: SlackUser;
let sayWho: () => void;
beforeEach(async () => {
  desk = await startDesk({ people: 'slack over http' });
  slack = desk.slack as SlackStandIn;
  // Somebody whom no listing has named yet, of whom Slack says nothing for a while.
  await eventually('the list was read', () => slack.calls('users.list').length > 0);
  slack.addUser({ id: 'U0NINA', name: 'Nina New' });
  nina = slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, 'U0NINA');
  const once = new Promise<void>((resolve) => {
    sayWho = resolve;
  });
  slack.fail('users.info', { status: 500, once });
});
afterEach(async () => {
  sayWho();
  await desk.stop();
});

const said = () => nina.sees().map(({ lines }) => lines.join('\n'));
const dials = () => said().filter((text) => /^Dial 9?-?911/.test(text));

/** How long it took to be told what to dial. */
async function msUntilTold(does: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  const doing = does();
  await eventually('what to dial is said', () => dials().length > 0);
  const ms = performance.now() - before;
  await doing;
  return ms;
}

describe('somebody of whom Slack does not say who it is', () => {
  it.each([
    ['a command', () => nina.types('/assist', 'emergency cen')],
    ['a message to the desk', () => nina.says('assist emergency cen')],
  ])('is told at once what to dial, and once: %s', async (_name, does) => {
    expect(await msUntilTold(does)).toBeLessThan(atOnceMs);
    sayWho();
    await eventually('the call is saved', () => said().some((text) => text.includes('H-0001 is saved')));
    expect(dials()).toHaveLength(1);
    expect(await reads(desk.person('maria'), '[I’m coming]')).toContain('H-0001');
  });

  it.each([
    ['a message to the desk', 'chat.postMessage', () => nina.says('assist emergency cen')],
    ['a mention', 'chat.postEphemeral', () => nina.mentions('C0CENTRAL', 'assist emergency cen')],
  ] as const)('has a call while Slack still takes nothing for them: %s', async (_name, method, does) => {
    slack.fail(method, { retryAfter: 60, times: 1 });
    sayWho();
    const doing = does();
    expect(await reads(desk.person('maria'), '[I’m coming]')).toContain('H-0001');
    expect(dials()).toEqual([]);
    desk.clock.skip(60_000);
    await doing;
    const all = () => [...said(), ...nina.sees('C0CENTRAL').map(({ lines }) => lines.join('\n'))];
    await eventually('what was saved', () => all().some((text) => text.includes('H-0001 is saved')));
    const answers = all().filter((text) => /^Dial 9?-?911|is saved/.test(text));
    expect(answers.map((text) => /is saved/.test(text))).toEqual([false, true]);
  });

  it('gets the form for a call while its trigger holds', async () => {
    await nina.types('/assist');
    await eventually('the form is open', () => nina.form()?.title === 'Call for help');
    expect(said()).toEqual([]);
  });

  it('still waits to be known for what is open to members alone', async () => {
    slack.heal();
    await nina.types('/onshift', 'cen');
    expect(said().join()).toContain('Maria Santos');
    expect(slack.calls('users.info')).toHaveLength(1);
  });
});
