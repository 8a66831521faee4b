import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { staff } from '../support/desk/library.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';

let desk: TestDesk;
let slack: SlackStandIn;
beforeEach(async () => {
  desk = await startDesk({ people: 'slack over http' });
  slack = desk.slack as SlackStandIn;
});
afterEach(() => desk.stop());

function client(user: string): SlackUser {
  return slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, user);
}

/** Lets time pass for whatever waits to try again. */
function skipOn(ms: number): false {
  desk.clock.skip(ms);
  return false;
}

const lines = (user: SlackUser, where?: string) =>
  user
    .sees(where)
    .flatMap((message) => message.lines)
    .join('\n');

describe('the other doors of Slack', () => {
  it('take the same words in the direct message and by mention', async () => {
    const priya = client('U0PRIYA');
    await priya.says('assist now teen area');
    await reads(desk.person('maria'), 'H-0001: Come now · Central Library, teen area');
    await client('U0OMAR').mentions('C0CENTRAL', 'onshift');
    await eventually('the mention is answered', () =>
      lines(client('U0OMAR'), 'C0CENTRAL').includes('Maria Santos'),
    );
    expect(lines(client('U0MARIA'), 'C0CENTRAL')).not.toContain('in charge');
  });

  it('take what stands before the mention when that is the command', async () => {
    await client('U0OMAR').mentions('C0CENTRAL', 'come quick', 'assist now teen area');
    await reads(desk.person('maria'), 'teen area');
    expect(await desk.person('maria').sees()).toContain('come quick');
    await client('U0PRIYA').mentions('C0CENTRAL', 'help', 'assist now circulation desk');
    await reads(desk.person('maria'), 'circulation desk');
  });

  it.each([
    ['somebody collapsed', 'come quick', 'emergency somebody collapsed come quick'],
    ['emergency in the teen area', 'please', 'emergency in the teen area please'],
    ['in the teen area a man has a knife', 'help', 'emergency in the teen area a man has a knife help'],
    ['the man has a knife', 'help us', 'emergency the man has a knife help us'],
    ['the man has a knife', 'incidnet', 'emergency the man has a knife incidnet'],
    ['help', 'quickly', 'now help quickly'],
    // What stands before it says nothing, and is left out.
    ['hey there', 'asist now teen area, knife', 'now teen area, knife'],
  ])(
    'hear that somebody may be in danger before and behind the mention: “%s @Deskbell %s”',
    async (before, words, label) => {
      const priya = client('U0PRIYA');
      await priya.mentions('C0CENTRAL', words, before);
      await eventually('what to dial', () =>
        lines(priya, 'C0CENTRAL').includes('In an emergency: Dial 9-911 from any desk phone'),
      );
      expect(lines(priya, 'C0CENTRAL')).toContain('Nobody has been told yet');
      expect(lines(priya, 'C0CENTRAL')).not.toContain('no command');
      // What follows the mention may have been meant for a command.
      if (words === 'incidnet') expect(lines(priya, 'C0CENTRAL')).toContain('[Log an incident]');
      await priya.presses(`Call for help: ${label}`);
      await reads(desk.person('maria'), 'H-0001');
    },
  );

  it.each([
    ['who is in today', 'onshft', 'Did you mean'],
    ['a fight on Friday has to be written up', 'help incident', 'Log an incident'],
    ['nobody was hurt in the end', 'onshift', 'Maria Santos'],
  ])(
    'answer what follows the mention where it is meant: “%s @Deskbell %s”',
    async (before, words, answer) => {
      const priya = client('U0PRIYA');
      await priya.mentions('C0CENTRAL', words, before);
      await eventually('the answer', () => lines(priya, 'C0CENTRAL').includes(answer));
      expect(lines(priya, 'C0CENTRAL')).not.toContain('Nobody has been told yet');
    },
  );

  it('offer a button where a form cannot open by itself', async () => {
    const priya = client('U0PRIYA');
    await priya.says('assist');
    await eventually('the button is there', () => lines(priya).includes('[Open the form]'));
    await priya.presses('Open the form');
    await eventually('the form is open', () => priya.form()?.title === 'Call for help');
  });

  it('show the menu on the Home tab', async () => {
    const priya = client('U0PRIYA');
    await priya.opensHome();
    await eventually('the Home tab is drawn', () => priya.home().join('\n').includes('[Call for help]'));
  });

  it('know the branch by its channel for somebody who is not on shift', async () => {
    await client('U0ROBIN').types('/assist', 'now', { channel: 'C0CENTRAL' });
    await reads(desk.person('maria'), 'H-0001: Come now · Central Library');
  });
});

describe('a Slack that fails', () => {
  it.each([
    ['429', { retryAfter: 2 }],
    ['500', { status: 500 }],
    ['a reset', { reset: true }],
  ] as const)('answers the caller all the same and sends what is owed later: %s', async (_name, failure) => {
    slack.fail('chat.postMessage', { ...failure, times: 4 });
    expect(await desk.person('priya').types('/assist now')).toContain('H-0001 is saved');
    const asked = eventually(
      'the ask arrives in the end',
      async () => (await desk.person('maria').sees()).includes('H-0001'),
      30_000,
    );
    const hurry = setInterval(() => desk.clock.skip(1000), 100);
    await asked.finally(() => clearInterval(hurry));
  });

  it('for longer than any single try loses nothing', async () => {
    slack.fail('chat.postMessage', { status: 500 });
    await desk.person('priya').types('/assist now');
    await eventually(
      'every message has been tried several times',
      () => slack.calls('chat.postMessage').length > 15 || skipOn(1000),
    );
    slack.heal('chat.postMessage');
    await eventually(
      'the ask arrives',
      async () => (await desk.person('maria').sees()).includes('H-0001') || skipOn(1000),
      30_000,
    );
    await eventually(
      'so does the caller’s card',
      async () => (await desk.person('priya').sees()).includes('[Cancel]') || skipOn(1000),
      30_000,
    );
  });

  it('that does not answer at all holds up nobody’s reply', async () => {
    slack.fail('*', { hang: true });
    const before = performance.now();
    expect(await desk.person('priya').types('/assist now')).toContain('H-0001 is saved');
    expect(performance.now() - before).toBeLessThan(2500);
  });

  it('whose form does not open gives a button instead', async () => {
    slack.fail('views.open', { error: 'expired_trigger_id' });
    const priya = desk.person('priya');
    expect(await priya.types('/assist')).toContain('[Open the form]');
    slack.heal('views.open');
    await priya.presses('Open the form');
    expect(priya.seesForm()).toContain('How soon');
  });
});

describe('people who cannot be reached', () => {
  it('are named on the caller’s card, and when nobody else was asked the next people are asked at once', async () => {
    await desk.stop();
    desk = await startDesk({ people: 'slack over http', prepare: withoutSlack(['maria', 'omar', 'sam']) });
    slack = desk.slack as SlackStandIn;
    await desk.person('priya').types('/assist now');
    await reads(desk.person('lee'), 'H-0001');
    const card = await reads(desk.person('priya'), 'Could not be reached');
    expect(card).toContain('Maria Santos');
  });

  it('count as such when Slack says that they are gone', async () => {
    for (const user of ['U0MARIA', 'U0OMAR', 'U0SAM']) slack.state.users.delete(user);
    await desk.person('priya').types('/assist now');
    await reads(desk.person('lee'), 'H-0001');
  });
});

describe('a form in Slack', () => {
  it('comes back with the problem when what was chosen is gone meanwhile', async () => {
    const robin = client('U0ROBIN');
    await robin.types('/assist');
    await eventually('the form is open', () => robin.form()?.title === 'Call for help');
    await robin.submits({});
    expect(robin.form()?.problems).toEqual({ Where: 'Choose where you are.' });
    expect(await desk.person('maria').sees()).toBe('');
  });
});

describe('the same delivery twice', () => {
  it('makes one call and one set of messages, also after a restart', async () => {
    const priya = client('U0PRIYA');
    const sent = await priya.says('assist now');
    await reads(desk.person('maria'), 'H-0001');
    await Promise.all([sent.again(), sent.again()]);
    await sent.again();
    expect(lines(priya).match(/H-0001 is saved and goes to/g)).toHaveLength(1);
    await desk.restart();
    await sent.again();
    await client('U0PRIYA').types('/assist', 'reading room');
    await hears(desk.person('priya'), 'H-0001 was still open');
    expect((await desk.person('maria').sees()).match(/H-0001: Come now/g)).toHaveLength(1);
  });
});

describe('somebody’s words', () => {
  it('ping nobody, wherever they are shown', async () => {
    await desk.person('priya').types('/assist now <!channel> & <@U0LEE> *fire*');
    expect(await reads(desk.person('maria'), 'H-0001')).toContain('<!channel> & <@U0LEE> *fire*');
    const sent = JSON.stringify(
      slack.calls('chat.postMessage').map((call) => [call.args.text, call.args.attachments]),
    );
    expect(sent).not.toContain('<!channel>');
    expect(sent).not.toContain('fire');
  });
});

/** Takes people's Slack ids and addresses out of staff.json. */
function withoutSlack(ids: readonly string[]): (directory: string) => Promise<void> {
  return (directory) => {
    const listed = staff.map(({ slack: user, email, ...member }) =>
      ids.includes(member.id) ? member : { ...member, email, slack: user },
    );
    return writeFile(join(directory, 'staff.json'), JSON.stringify(listed));
  };
}
