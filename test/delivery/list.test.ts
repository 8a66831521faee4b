import { describe, expect, it } from 'vitest';
import { own } from '../../src/chat/text.ts';
import { cardsToList } from '../../src/delivery/list.ts';
import { SendError } from '../../src/platforms/platform.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, kind, lines, type Rig, read } from './rig.ts';
import { createTestMessenger, createTestPlatform, toPosted } from './test-platform.ts';

/** Waits until everything is sent, however long the pace makes that. */
const soonSent = (rig: Rig) =>
  eventually('everything is sent', async () => {
    rig.clock.skip(1000);
    return (await rig.states()).every((state) => state === 'sent');
  });

const five = ['H-1', 'H-2', 'H-3', 'H-4', 'H-5'];

describe('more than three asks that wait for the same person', () => {
  it('go out as one message that lists them, each with its buttons, and each ends as sent', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', five, { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    expect(slack.posts).toHaveLength(1);
    const [list] = slack.posts;
    expect(read(list?.card.summary ?? { own: '' })).toBe(
      '5 requests for you in one message. The first: H-1 open',
    );
    const shown = list === undefined ? [] : lines(list.card);
    expect(shown[0]).toContain('These 5 requests had to wait and came together.');
    expect(shown.slice(1)).toEqual(five.flatMap((id) => [id, 'open', "[I'm coming]"]));
    expect(await rig.postings()).toHaveLength(1);
  });

  it('stay apart where they are no calls: a test of who is reached is not to hide one, nor to be hidden', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack], kind: { ...kind, isCall: false } });
    await rig.ask('maria', five, { apart: true });
    await rig.delivery.start();
    await soonSent(rig);
    expect(slack.posts).toHaveLength(5);
  });

  it('stand with an emergency before other urgent ones, and with their notes', () => {
    const facts = (value: string) => ({
      type: 'facts' as const,
      facts: [{ label: own('Note'), value: own(value) }],
    });
    const now = {
      summary: own('H-1: Come now'),
      tone: 'urgent' as const,
      parts: [facts('by Maria'), facts('a knife')],
    };
    const list = cardsToList([now, now, now, { ...now, summary: own('H-4: Emergency'), isEmergency: true }]);
    expect(read(list.summary)).toBe('4 requests for you in one message. The first: H-4: Emergency');
    expect(lines(list).filter((line) => line.includes('a knife'))).toHaveLength(4);
  });

  it('stand with what is urgent first, in the notification too', () => {
    const quiet = { summary: own('Drill: nobody is to come'), parts: [] };
    const urgent = { ...quiet, summary: own('H-5: Come now'), tone: 'urgent' as const };
    const list = cardsToList([quiet, quiet, urgent, quiet]);
    expect(list.tone).toBe('urgent');
    expect(read(list.summary)).toBe('4 requests for you in one message. The first: H-5: Come now');
    expect(lines(list)[1]).toBe('H-5: Come now');
  });

  it('stay up to date in their one message', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', five, { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    await rig.change('H-4', { state: 'Omar is coming' });
    const update = await eventually('the list is redrawn', () => slack.updates[0]);
    expect(update.message).toBe(`message of ${slack.posts[0]?.marker}`);
    expect(lines(update.card)).toContain('Omar is coming');
    expect(lines(update.card).filter((line) => line === 'open')).toHaveLength(4);
    await rig.change('H-1', { state: 'Done' });
    await eventually('and again', () => slack.updates.length === 2);
  });

  it('do not go out about calls that are over by then', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', five, { apart: true, onlyWhileOpen: true });
    await rig.change('H-2', { over: true });
    await rig.delivery.start();
    await eventually(
      'it is sent',
      async () => !(await rig.states()).includes('pending') && slack.posts.length > 0,
    );
    await eventually(
      'all is settled',
      async () => (await rig.states()).toSorted().join() === 'expired,sent,sent,sent,sent',
    );
    expect(slack.posts).toHaveLength(1);
    expect(lines(slack.posts[0]?.card ?? { summary: { own: '' }, parts: [] })).not.toContain('H-2');
  });

  it('are separate messages for separate people, and up to three are separate too', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', five.slice(0, 3), { apart: true });
    await rig.ask('omar', five.slice(0, 3), { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    expect(slack.posts).toHaveLength(6);
  });

  it('are sent in several lists when one would not hold them', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    const twenty = Array.from({ length: 20 }, (_, index) => `H-${index + 1}`);
    await rig.ask('maria', twenty, { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    expect(slack.posts).toHaveLength(3);
    const headings = slack.posts.flatMap(({ card }) => lines(card).filter((line) => line.startsWith('H-')));
    expect(headings.toSorted()).toEqual(twenty.toSorted());
  });

  it('go out separately when the platform refuses the list', async () => {
    const slack = createTestPlatform('slack');
    slack.answer = async ({ to, card, marker }) => {
      if (lines(card).length > 5) throw new SendError('never', 'msg_too_long');
      return toPosted(to, marker);
    };
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', five, { apart: true });
    await rig.delivery.start();
    await eventually('all are sent', async () => {
      rig.clock.skip(1000);
      return (await rig.states()).every((state) => state === 'sent');
    });
    expect(slack.posts).toHaveLength(6);
    expect(await rig.postings()).toHaveLength(5);
  });

  it('are each looked for by themselves after a crash, when they went out separately', async () => {
    const landed = new Set<string>();
    const slack = createTestPlatform('slack', {
      sent: {
        pace: { count: 50, perMs: 60_000 },
        find: async (_to, marker) => (landed.has(marker) ? toPosted('D1', marker) : undefined),
      },
    });
    slack.answer = async ({ marker }) => {
      if (marker.startsWith('list')) throw new SendError('never', 'invalid_blocks');
      landed.add(marker);
      return new Promise(() => {});
    };
    const first = await createRig({ platforms: [slack] });
    await first.ask('maria', five, { apart: true });
    await first.delivery.start();
    await eventually('one has arrived by itself', () => landed.size === 1);
    const second = await first.crash();
    slack.answer = async ({ to, marker }) => {
      expect(landed.has(marker)).toBe(false);
      return toPosted(to, marker);
    };
    await second.delivery.start();
    await soonSent(second);
    const shown = (await second.postings()).flatMap(({ content }) =>
      'list' in content ? content.list.map(({ record }) => record.id) : [content.record?.id],
    );
    expect(shown).toHaveLength(five.length);
    expect(new Set(shown)).toEqual(new Set(five));
    const calls = slack.posts
      .filter(({ marker }) => !marker.startsWith('list'))
      .map(({ card }) => read(card.summary));
    expect(calls.filter((call) => call === calls[0])).toHaveLength(1);
    const listed = slack.posts.at(-1);
    expect(listed === undefined ? [] : lines(listed.card)).not.toContain(calls[0]?.split(' ')[0]);
  });

  it('that were cut off by a crash are looked for once, and not posted again', async () => {
    const asked: string[] = [];
    const slack = createTestPlatform('slack', {
      sent: {
        pace: { count: 50, perMs: 60_000 },
        async find(to, marker) {
          asked.push(marker);
          return toPosted(to.id, marker);
        },
      },
    });
    slack.answer = () => new Promise(() => {});
    const first = await createRig({ platforms: [slack] });
    await first.ask('maria', five, { apart: true });
    await first.delivery.start();
    await eventually('the list is being sent', () => slack.posts.length === 1);
    const second = await first.crash();
    await second.delivery.start();
    await second.all('sent');
    expect(slack.posts).toHaveLength(1);
    expect(asked).toEqual([slack.posts[0]?.marker]);
    expect(await second.postings()).toMatchObject([{ content: { list: [{}, {}, {}, {}, {}] } }]);
  });

  it('are one e-mail when they wait for the mail server', async () => {
    const slack = createTestPlatform('slack');
    slack.answer = () => Promise.reject(new SendError('never', 'channel_not_found'));
    const email = createTestMessenger();
    const { send } = email;
    // It is away until all of them have waited for it: a try with fewer may be under way when the last one comes.
    email.send = (to, message, draw) =>
      message.more.length > five.length
        ? send(to, message, draw)
        : Promise.reject(new SendError('later', 'ECONNREFUSED'));
    const rig = await createRig({ platforms: [slack], messengers: [email] });
    await rig.delivery.start();
    await rig.ask('maria', five, { apart: true });
    await eventually('the e-mail is there', async () => {
      rig.clock.skip(1000);
      return (await rig.states()).filter((state) => state === 'sent').length === 5;
    });
    expect(email.sent).toHaveLength(1);
    expect(email.sent[0]?.message.more.map(read)).toEqual([
      ...five.map((id) => `${id} open`),
      expect.stringContaining("press “I'm coming”"),
    ]);
  });
});

it('A message that was held up says so, and so does the record', async () => {
  const slack = createTestPlatform('slack');
  const rig = await createRig({ platforms: [slack] });
  await rig.ask('maria', five, { apart: true });
  await rig.ask('omar', ['H-1']);
  rig.clock.skip(6 * 60_000);
  await rig.delivery.start();
  await rig.all('sent');
  const said = (to: string) => slack.posts.filter((one) => one.to === to).flatMap(({ card }) => lines(card));
  expect(said('maria')).toContain('The oldest of them is 6 minutes late.');
  expect(said('omar')).toContain('This message is 6 minutes late.');
  await rig.change('H-1', { state: 'Ben is coming' });
  const redrawn = await eventually('Omar’s is redrawn with the news', () =>
    slack.updates
      .map(({ card }) => lines(card))
      .findLast((shown) => shown.length < 6 && shown.includes('Ben is coming')),
  );
  expect(redrawn).toContain('This message is 6 minutes late.');
  expect(await rig.call('H-1')).toMatchObject({
    delayed: expect.arrayContaining(['maria by slack 6', 'omar by slack 6']),
  });
});

it.each([
  ['set right by an hour', 60 * 60_000],
  ['put back by an hour', -60 * 60_000],
])(
  'A message is as late as the time that has passed, also where the clock is %s meanwhile',
  async (_, ms) => {
    const slack = createTestPlatform('slack');
    const answer = slack.answer;
    slack.answer = () => Promise.reject(new SendError('later', 'ratelimited', { retryAfterMs: 2000 }));
    const rig = await createRig({ platforms: [slack] });
    await rig.delivery.start();
    await rig.ask('maria', ['H-1']);
    await rig.ask('omar', ['H-2']);
    await eventually('one was tried', () => slack.posts.length > 0);
    rig.clock.jumpWall(ms);
    rig.clock.skip(4 * 60_000);
    slack.answer = answer;
    await soonSent(rig);
    for (const to of ['maria', 'omar']) {
      const posted = slack.posts.findLast((one) => one.to === to);
      expect(posted && lines(posted.card)).toContain('This message is 4 minutes late.');
    }
    expect((await rig.call('H-1'))?.delayed).toEqual(['maria by slack 4']);
  },
);
