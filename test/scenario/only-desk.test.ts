import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';
import { addMessage } from '../support/slack/state.ts';

const script = resolve(import.meta.dirname, '../../scripts/slack-manifest.mjs');
/** What people can type in a workspace where another app owns `/assist`. */
let slashCommands: readonly string[];
beforeAll(async () => {
  const args = [script, 'https://desk.example.org', '--only', '/desk'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { features } = JSON.parse(stdout) as {
    features: { slash_commands: readonly { readonly command: string }[] };
  };
  slashCommands = features.slash_commands.map(({ command }) => command);
});

const words = 'assist onshift incident escalate today whatif drill reach checkin home'.split(' ');

describe('in Slack with no other command than /desk, no answer names one that is not there', () => {
  let desk: TestDesk;
  let slack: SlackStandIn;
  beforeEach(async () => {
    desk = await startDesk({ people: 'slack over http' });
    slack = desk.slack as SlackStandIn;
  });
  afterEach(() => desk.stop());

  const client = (id: string) =>
    slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, id);

  /** Every command in all that Slack was ever given to show: what stands behind a slash, and a bare word that is to be typed. */
  function named(): readonly string[] {
    const { messages, calls, views, homes } = slack.state;
    const shown = JSON.stringify([messages, calls, [...views.values()], [...homes.values()]]);
    const command = new RegExp(`(?<![\\w/.:])/[a-z]+\\b|(?<=“)(?:help|${words.join('|')})\\b`, 'g');
    return [...new Set([...shown.matchAll(command)].map(([name]) => name))];
  }

  it('whatever is typed, known or not', async () => {
    const typed = words.flatMap((word) => [`help ${word}`, word.slice(0, -1), `x${word} now`]);
    for (const person of ['priya', 'dana'])
      for (const one of ['', 'help', 'xyzzy', 'emergency somebody fell', ...typed])
        await desk.person(person).types(`/desk ${one}`);
    expect(named()).toEqual(slashCommands);
  });

  it('whatever a command answers, also where its form does not open', async () => {
    slack.fail('views.open', { error: 'expired_trigger_id' });
    const mistaken = [
      'onshift nowhere',
      'whatif nowhere',
      'whatif CEN 25:99',
      'incident R-9',
      'drill nowhere',
    ];
    const more = [
      'incident list',
      'incident mine',
      'incident log door broken',
      'drill CEN',
      'drill end',
      'reach x',
    ];
    for (const person of ['robin', 'dana'])
      for (const one of [...words, ...mistaken, ...more]) await desk.person(person).types(`/desk ${one}`);
    await desk.person('priya').types(`/desk assist now ${'wet '.repeat(100)}`);
    await reads(desk.person('maria'), 'H-0001');
    await desk.person('maria').presses('Done', 'H-0001');
    await client('U0PRIYA').opensHome();
    await eventually('the Home', () => client('U0PRIYA').home().length > 0);
    expect(named()).toEqual(slashCommands);
  });

  it('when Slack itself is slow', async () => {
    slack.fail('*', { hang: true });
    const typing = desk.person('priya').types('/desk assist');
    await eventually('Slack is asked for the form', () => slack.calls('views.open').length > 0);
    desk.clock.skip(1800);
    expect(await typing).toContain('type /desk assist now and go on in your own words');
    expect(named()).toEqual(slashCommands);
    slack.heal();
  });

  it('on what it does not know any more: a button, a shortcut, a command on a message', async () => {
    const priya = client('U0PRIYA');
    const said = () => priya.sees('C0CENTRAL').filter(({ ephemeral }) => ephemeral);
    addMessage(slack.state, { channel: 'C0CENTRAL', user: 'U0PRIYA', text: 'A man shouts', blocks: [] });
    const message = priya.sees('C0CENTRAL').at(-1);
    if (message === undefined) throw new Error('Nothing was said.');
    for (const callback of ['message.assist', 'message.gone', 'older-app']) {
      const before = said().length;
      await priya.usesOnMessage(callback, message);
      await eventually('an answer', () => said().length > before);
    }
    expect(said().map(({ lines }) => lines.join('\n'))).toContainEqual(
      expect.stringContaining('Type /desk assist instead.'),
    );
    expect(named()).toEqual(slashCommands);
  });
});
