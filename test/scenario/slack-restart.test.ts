import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type Failure, type SlackStandIn, slackUser } from '../support/slack/index.ts';

let desk: TestDesk;
afterEach(() => desk.stop());

const slack = () => desk.slack as SlackStandIn;
const readyz = async () => (await fetch(`${desk.address}/readyz`)).text();

/** A desk that has run, started again while Slack does not say whose token it has. */
async function restartWhile(failure: Failure, people: 'slack over http' | 'slack by socket'): Promise<void> {
  desk = await startDesk({ people });
  expect(await desk.person('priya').types('/onshift')).toContain('Maria Santos');
  slack().fail('auth.test', failure);
  await desk.restart();
}

describe.each([
  ['an error of its own', { status: 500 }],
  ['nothing', { hang: true }],
  ['that it is too busy, once, for half an hour', { retryAfter: 1800, times: 1 }],
] as const)('when Slack answers the question whose token it is with %s', (_name, failure) => {
  it.each(['slack over http', 'slack by socket'] as const)(
    'a desk that has run before takes commands, presses and forms all the same (%s)',
    { timeout: 30_000 },
    async (people) => {
      await restartWhile(failure, people);
      const priya = desk.person('priya');
      expect(await priya.types('/assist emergency teen area')).toContain('Dial 9-911');
      await reads(desk.person('maria'), 'teen area');
      await desk.person('maria').presses('I’m coming');
      await reads(priya, 'Maria Santos is coming');
      const lee = desk.person('lee');
      await lee.types('/assist');
      await lee.submits({ 'How soon': 'Come now', Where: 'Central Library, circulation desk' });
      await reads(desk.person('maria'), 'circulation desk');
    },
  );
});

describe('a desk that has run before', () => {
  it('still tells a person of another workspace why not, and is not ready before Slack has said anything', async () => {
    await restartWhile({ status: 500 }, 'slack over http');
    expect(await readyz()).toContain('slack: not ready. Slack cannot be reached (http_500)');
    slack().addUser({ id: 'U0OLGA', name: 'Olga Other', kind: 'stranger', team: 'T0OTHER' });
    const reach = { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
    const olga = slackUser(slack(), reach, 'U0OLGA');
    await olga.types('/onshift');
    expect(olga.sees().at(-1)?.lines.join('\n')).toMatch(/belongs to another one/);
    slack().heal();
    await eventually('Slack is asked again', async () => {
      desk.clock.skip(1000);
      return (await readyz()).includes('slack: ready');
    });
  });
});
