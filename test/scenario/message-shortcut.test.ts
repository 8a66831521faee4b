import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, whatHappened } from '../desk/incidents/write-report.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';
import { addMessage } from '../support/slack/state.ts';
import { entraId, type TeamsStandIn, teamsUser } from '../support/teams/index.ts';

type Changes = Readonly<Record<string, unknown>>;

/** A message that somebody wrote in the branch's channel, as Priya has it before her. */
interface Written {
  readonly link: string;
  /** She uses “Log as incident” on it, on the message as the chat tells of it unless it is changed. */
  use(changes?: Changes): Promise<unknown>;
  /** Somebody uses an action on it that opens no form. Resolves with what is said instead. */
  useAs(who: string, action: string): Promise<string>;
  /** As it is when an app has written it in her name. */
  readonly byApp: Changes;
  /** As it is when it stands in a thread, and the link to it there. */
  readonly inThread: { readonly changes: Changes; readonly link: string };
}

interface Chat {
  writes(who: string, words: string): Written;
  /** What the desk has asked the chat for, or told it, besides the form that it opens. */
  calls(): readonly unknown[];
}

function inSlack(desk: TestDesk, slack: SlackStandIn, people: PlaceOfPeople): Chat {
  const reach =
    people === 'slack by socket'
      ? 'socket'
      : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
  const user = (id: string) => slackUser(slack, reach, id);
  const priya = user('U0PRIYA');
  slack.addUser({ id: 'U0GUEST', name: 'Gus Guest', kind: 'guest' });
  return {
    writes(who, words) {
      const author = `U0${who.toUpperCase()}`;
      const text = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      addMessage(slack.state, { channel: 'C0CENTRAL', user: author, text, blocks: [] });
      const message = priya.sees('C0CENTRAL').at(-1);
      if (message === undefined) throw new Error('There is no message.');
      const { ts } = message;
      const link = `https://library.slack.com/archives/C0CENTRAL/p${ts.replace('.', '')}`;
      const told = { type: 'message', ts, user: author, text };
      const thread = '1600000000.000100';
      return {
        link,
        use: (changes = {}) => priya.usesOnMessage('message.incident', message, changes),
        async useAs(id, action) {
          const client = user(`U0${id.toUpperCase()}`);
          const said = () => client.sees('C0CENTRAL').filter((one) => one.ephemeral);
          const before = said().length;
          await client.usesOnMessage(action, message);
          return eventually('the answer', () => said()[before]?.lines.join('\n'));
        },
        byApp: { message: { ...told, bot_id: 'B0OTHER' } },
        inThread: {
          changes: { message: { ...told, thread_ts: thread } },
          link: `${link}?thread_ts=${thread}&cid=C0CENTRAL`,
        },
      };
    },
    calls: () => slack.calls().filter(({ method }) => method !== 'views.open'),
  };
}

function inTeams(desk: TestDesk, teams: TeamsStandIn): Chat {
  const channel = '19:central@thread.tacv2';
  const user = (who: string) => teamsUser(teams, { deskUrl: desk.address }, entraId(who));
  teams.state.users.set(entraId('guest'), { id: entraId('guest'), name: 'Gus Guest', kind: 'guest' });
  return {
    writes(who, words) {
      const message = user(who).writes(channel, words);
      const link = `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${message.id}`;
      const application = { id: entraId('an app'), displayName: 'Flow', applicationIdentityType: 'bot' };
      const threaded = `${link}?parentMessageId=1600000000000`;
      return {
        link,
        use: (changes) => user('priya').usesActionOn('message.incident', message, changes),
        async useAs(id, action) {
          await user(id).usesActionOn(action, message);
          const { lines = [], buttons = [] } = user(id).form() ?? {};
          expect(buttons).toEqual([]);
          return lines.join('\n');
        },
        byApp: { from: { user: { id: entraId(who) }, application } },
        inThread: {
          changes: { replyToId: '1600000000000', linkToMessage: threaded },
          link: threaded,
        },
      };
    },
    // A dialog is the answer to what opens it. The keys are those of whatever arrives.
    calls: () => teams.calls().filter(({ method }) => method !== 'keys'),
  };
}

// The built-in page has no messages of people to use it on.
const chats = allPlaces.filter((place) => place !== 'page');

describe.each(chats)('“Log as incident” on a message, %s', (people) => {
  let desk: TestDesk;
  let chat: Chat;
  beforeEach(async () => {
    desk = await startDesk({ people });
    const { slack, teams } = desk;
    if (teams !== undefined) chat = inTeams(desk, teams);
    else if (slack !== undefined) chat = inSlack(desk, slack, people);
    else throw new Error('There is no chat.');
  });
  afterEach(() => desk.stop());

  /** Uses it, and gives what the form shows and what the chat was asked for until then. */
  async function uses(message: Written, changes?: Changes) {
    const before = chat.calls().length;
    await message.use(changes);
    const form = await eventually('the form', () => desk.person('priya').seesForm());
    expect(form).toContain(whatHappened);
    return { form, called: chat.calls().slice(before) };
  }

  it('takes the link and its author’s words, and asks the chat nothing for it', async () => {
    const message = chat.writes('priya', 'A man shouts at <Maria> & *leaves*');
    const { form, called } = await uses(message);
    expect(called).toEqual([]);
    expect(form).toContain(message.link);
    expect(form).toContain('A man shouts at <Maria> & *leaves*');
    await desk.person('priya').submits(fields(people));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    const lee = desk.person('lee');
    await reads(lee, 'CEN-2026-00001');
    const read = await lee.presses('Read');
    expect(read).toContain(message.link);
    expect(read).toContain('A man shouts at <Maria> & *leaves*');
    expect(await desk.person('omar').types('/incident CEN-2026-00001')).not.toMatch(
      /archives|l\/message|shouts/,
    );
  });

  it.each([
    ['somebody else', 'omar', false],
    ['an app in the name of the one who uses it', 'priya', true],
  ])('takes the link alone from a message of %s', async (_who, writer, byApp) => {
    const message = chat.writes(writer, 'Secret-words only for us');
    const { form, called } = await uses(message, byApp ? message.byApp : undefined);
    expect(called).toEqual([]);
    expect(form).toContain(message.link);
    expect(form).not.toContain('Secret-words');
    await desk.person('priya').submits(fields(people, 'A man shouted.'));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    expect(await desk.person('priya').types('/incident CEN-2026-00001')).toContain(message.link);
    expect(JSON.stringify(chat.calls())).not.toContain('Secret-words');
  });

  it('finds an answer in a thread through its thread', async () => {
    const message = chat.writes('omar', 'In a thread');
    const { changes, link } = message.inThread;
    expect((await uses(message, changes)).form).toContain(link);
  });

  it('is kept as a draft with its link like any other', async () => {
    const message = chat.writes('priya', 'A man shouts');
    await uses(message);
    await desk.person('priya').sends('Save as draft', { [whatHappened]: 'A man shouts at children' });
    await reads(desk.person('priya'), 'Only you can see this draft');
    await desk.person('priya').presses('Continue');
    await desk.person('priya').submits(fields(people));
    await hears(desk.person('priya'), 'CEN-2026-00001 is submitted');
    expect(await desk.person('priya').types('/incident CEN-2026-00001')).toContain(message.link);
  });

  it.each([
    ['a command that cannot be used on a message', 'priya', 'message.onshift', 'cannot be used on a message'],
    ['one that is not there', 'priya', 'message.xyzzy', 'has no command “xyzzy”'],
    ['a guest', 'guest', 'message.incident', 'you are here as a guest'],
  ])('opens no form for %s, and says why', async (_what, who, action, why) => {
    expect(await chat.writes('omar', 'A man shouts').useAs(who, action)).toContain(why);
  });
});
