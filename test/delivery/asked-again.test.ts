import { describe, expect, it } from 'vitest';
import { SendError } from '../../src/platforms/platform.ts';
import { eventually } from '../support/eventually.ts';
import { createRig, lines, type Rig, read } from './rig.ts';
import { createTestMessenger, createTestPlatform } from './test-platform.ts';

describe('asks about the same call that wait for the same person', () => {
  const again = ['H-1', 'H-1', 'H-1', 'H-1'];
  const shows = (rig: Rig) =>
    rig
      .postings()
      .then((postings) =>
        postings.map(({ content }) =>
          'list' in content ? content.list.map(({ record }) => record.id) : content.record?.id,
        ),
      );

  it('go out as the one card that it is, which stays up to date, and each ends as sent', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', again, { apart: true });
    rig.clock.skip(3 * 60_000);
    await rig.delivery.start();
    await rig.all('sent');
    expect(slack.posts.map(({ card }) => read(card.summary))).toEqual(['H-1 open']);
    expect(slack.posts.flatMap(({ card }) => lines(card))).toEqual([
      'H-1',
      'open',
      "[I'm coming]",
      'This message is 3 minutes late.',
    ]);
    expect(await shows(rig)).toEqual(['H-1']);
    await rig.change('H-1', { state: 'Omar is coming' });
    const update = await eventually('it is redrawn', () =>
      slack.updates.map(({ card }) => lines(card)).find((shown) => shown.includes('Omar is coming')),
    );
    expect(update.filter((line) => line === 'H-1')).toHaveLength(1);
  });

  it('count once for whether there are more than three, and stand once in the list', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    await rig.ask('maria', [...again, 'H-2', 'H-3'], { apart: true });
    await rig.ask('omar', [...again, 'H-2', 'H-3', 'H-4', 'H-3'], { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    const said = (to: string) =>
      slack.posts.filter((one) => one.to === to).map(({ card }) => read(card.summary));
    expect(said('maria')).toEqual(['H-1 open', 'H-2 open', 'H-3 open']);
    expect(said('omar')).toEqual(['4 requests for you in one message. The first: H-1 open']);
    expect(await shows(rig)).toContainEqual(['H-1', 'H-2', 'H-3', 'H-4']);
    await rig.change('H-3', { state: 'Ben is coming' });
    const update = await eventually('the list is redrawn', () =>
      slack.updates.map(({ card }) => lines(card)).find((shown) => shown.includes('H-4')),
    );
    expect(update.filter((line) => line.startsWith('H-'))).toEqual(['H-1', 'H-2', 'H-3', 'H-4']);
  });

  it('take no other call its place in a list', async () => {
    const slack = createTestPlatform('slack');
    const rig = await createRig({ platforms: [slack] });
    const nine = Array.from({ length: 9 }, (_, index) => `H-${index + 1}`);
    await rig.ask('maria', [...again, ...nine, ...again, 'H-9'], { apart: true });
    await rig.delivery.start();
    await rig.all('sent');
    expect(slack.posts.map(({ card }) => read(card.summary))).toEqual([
      '8 requests for you in one message. The first: H-1 open',
      'H-9 open',
    ]);
  });

  it('stand once in an e-mail', async () => {
    const slack = createTestPlatform('slack');
    slack.answer = () => Promise.reject(new SendError('never', 'channel_not_found'));
    const email = createTestMessenger();
    const { send } = email;
    let isAway = true;
    let tries = 0;
    email.send = (to, message, draw) => {
      tries += 1;
      return isAway ? Promise.reject(new SendError('later', 'ECONNREFUSED')) : send(to, message, draw);
    };
    const rig = await createRig({ platforms: [slack], messengers: [email] });
    await rig.delivery.start();
    await rig.ask('maria', again, { apart: true });
    await eventually('all of them are to go there', async () => {
      const states = await rig.states();
      return states.filter((state) => state === 'failed').length === 4 && !states.includes('waiting');
    });
    // What is under way by now may be one of them alone.
    const before = tries;
    await eventually('they wait for the mail server', () => {
      rig.clock.skip(1000);
      return tries > before + 1;
    });
    isAway = false;
    await eventually('the e-mail is there', async () => {
      rig.clock.skip(1000);
      return (await rig.states()).filter((state) => state === 'sent').length === 4;
    });
    expect(email.sent.map(({ message }) => read(message.summary))).toEqual(['H-1 open']);
    expect(email.sent[0]?.message.more.map(read)).not.toContain('H-1 open');
  });
});
