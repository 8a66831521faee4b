import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, whatHappened } from '../desk/incidents/write-report.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { places, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SeenMessage, type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';
import { addMessage } from '../support/slack/state.ts';

// The built-in page has no messages of people to use it on.
const chats = places.filter((place) => place !== 'page');

describe.each(chats)('“Log as incident” on a message, %s', (people) => {
  let desk: TestDesk;
  let slack: SlackStandIn;
  let priya: SlackUser;
  beforeEach(async () => {
    desk = await startDesk({ people });
    slack = desk.slack as SlackStandIn;
    const reach =
      people === 'slack by socket'
        ? 'socket'
        : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
    priya = slackUser(slack, reach, 'U0PRIYA');
  });
  afterEach(() => desk.stop());

  function said(user: string, text: string): SeenMessage {
    addMessage(slack.state, { channel: 'C0CENTRAL', user, text, blocks: [] });
    return priya.sees('C0CENTRAL').at(-1) as SeenMessage;
  }

  /** Uses it, and gives what the form shows and which methods were called until then. */
  async function uses(message: SeenMessage, changes = {}) {
    const before = slack.calls().length;
    await priya.usesOnMessage('message.incident', message, changes);
    await eventually('the form', () => priya.form()?.title === 'Log an incident');
    const called = slack
      .calls()
      .slice(before)
      .map((call) => call.method);
    return { form: priya.form()?.lines.join('\n') ?? '', called };
  }

  const linkTo = (message: SeenMessage) =>
    `https://library.slack.com/archives/C0CENTRAL/p${message.ts.replace('.', '')}`;

  it('takes the link and its author’s words, and asks Slack nothing for it', async () => {
    const message = said('U0PRIYA', 'A man shouts at &lt;Maria&gt; &amp; *leaves*');
    const { form, called } = await uses(message);
    expect(called).toEqual(['views.open']);
    expect(form).toContain(linkTo(message));
    expect(form).toContain('A man shouts at <Maria> & *leaves*');
    await desk.person('priya').submits(fields(people));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    const lee = desk.person('lee');
    await reads(lee, 'CEN-2026-00001');
    const read = await lee.presses('Read');
    expect(read).toContain(linkTo(message));
    expect(read).toContain('A man shouts at <Maria> & *leaves*');
    expect(await desk.person('omar').types('/incident CEN-2026-00001')).not.toMatch(/archives|shouts/);
  });

  it.each([
    ['somebody else', 'U0OMAR', {}],
    ['an app in the name of the one who uses it', 'U0PRIYA', { bot_id: 'B0OTHER' }],
  ])('takes the link alone from a message of %s', async (_who, user, more) => {
    const message = said(user, 'Secret-words only for us');
    const changes = {
      message: { type: 'message', ts: message.ts, user, text: 'Secret-words only for us', ...more },
    };
    const { form, called } = await uses(message, changes);
    expect(called).toEqual(['views.open']);
    expect(form).toContain(linkTo(message));
    await desk.person('priya').submits(fields(people, 'A man shouted.'));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    expect(await desk.person('priya').types('/incident CEN-2026-00001')).toContain(linkTo(message));
    expect(JSON.stringify(slack.calls())).not.toContain('Secret-words');
  });

  it('finds an answer in a thread through its thread', async () => {
    const message = said('U0OMAR', 'In a thread');
    const thread = '1600000000.000100';
    const { form } = await uses(message, {
      message: { type: 'message', ts: message.ts, user: 'U0OMAR', text: 'In a thread', thread_ts: thread },
    });
    expect(form).toContain(`${linkTo(message)}?thread_ts=${thread}&cid=C0CENTRAL`);
  });

  it('is kept as a draft with its link like any other', async () => {
    const message = said('U0PRIYA', 'A man shouts');
    await uses(message);
    await desk.person('priya').sends('Save as draft', { [whatHappened]: 'A man shouts at children' });
    await reads(desk.person('priya'), 'Only you can see this draft');
    await desk.person('priya').presses('Continue');
    await desk.person('priya').submits(fields(people));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    expect(await desk.person('priya').types('/incident CEN-2026-00001')).toContain(linkTo(message));
  });
});
