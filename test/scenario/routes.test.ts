import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { createRoutesRoom } from '../support/desk/routes-room.ts';
import { eventually } from '../support/eventually.ts';
import type { SlackStandIn } from '../support/slack/index.ts';

const seconds = 1000;
const room = createRoutesRoom();

const lostWay: readonly (readonly [string, Parameters<SlackStandIn['fail']>[1]])[] = [
  ['answers 500', { status: 500 }],
  ['answers 429', { retryAfter: 3600 }],
  ['says nothing at all', { hang: true, times: 12 }],
  ['cuts every connection', { reset: true }],
  ['says that the token is revoked', { error: 'token_revoked' }],
];

describe('a call to people whom Slack does not reach', () => {
  it.each(lostWay)('goes out by e-mail after half a minute while Slack %s', async (_how, failure) => {
    await room.start();
    room.slack.fail('*', failure);
    const { clock } = room.desk;
    const from = clock.elapsedMs();
    await room.priya.types('/assist now teen area Mr Abernathy shouts');
    // Where Slack says nothing, seconds go by before it is asked to post.
    await room.triedInSlack(1);
    clock.skip(25 * seconds - (clock.elapsedMs() - from));
    expect(room.smtp.mails).toEqual([]);
    clock.skip(6 * seconds);
    for (const id of ['maria', 'omar']) {
      const { subject, text, raw } = await room.mailTo(id);
      expect(subject).toBe('Come now: Priya Nair asks for help at Central Library, teen area (H-0001).');
      expect(text).toBe(`${subject}\n\nTo answer, open Slack and press “I’m coming”, or phone the desk.\n`);
      expect(raw).not.toContain('Abernathy');
    }
    await reads(room.priya, /Maria Santos.*, by e-mail, as Slack/);
    expect(await room.priya.sees()).toContain('did not deliver');
    expect(room.mailsTo('priya')).toEqual([]);
    expect(room.gateway.calls).toEqual([]);
  });

  it('goes out by e-mail at once where Slack says never', async () => {
    await room.start();
    room.slack.fail('chat.postMessage', { error: 'channel_not_found' });
    await room.priya.types('/assist now');
    await room.mailTo('maria');
    await room.mailTo('omar');
    expect(await room.priya.sees()).not.toContain('Could not be reached');
  });

  it('waits two minutes when somebody can come later', async () => {
    await room.start();
    room.slack.fail('*', { status: 500 });
    await room.priya.types('/assist cen');
    await room.triedInSlack(1);
    room.desk.clock.skip(115 * seconds);
    expect(room.smtp.mails).toEqual([]);
    room.desk.clock.skip(6 * seconds);
    expect((await room.mailTo('maria')).subject).toContain('When you can');
  });

  it('is not repeated by e-mail to somebody who has answered elsewhere meanwhile', async () => {
    await room.start();
    room.slack.fail('*', { status: 500 });
    await room.priya.types('/assist now');
    await reads(room.desk.person('omar', 'page'), '[Can’t come]');
    room.desk.clock.skip(10 * seconds);
    await room.desk.person('omar', 'page').presses('Can’t come');
    room.desk.clock.skip(21 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    expect(room.mailsTo('omar')).toEqual([]);
  });

  it('is not sent by e-mail when Slack took it, also when it is slow to be answered', async () => {
    await room.start();
    await room.priya.types('/assist now');
    await reads(room.desk.person('maria'), '[I’m coming]');
    await reads(room.desk.person('omar'), '[I’m coming]');
    await reads(room.desk.person('sam'), '[I’m coming]');
    // That Slack took each of them is written down.
    await room.letItSettle();
    room.desk.clock.skip(31 * seconds);
    await room.desk.person('maria').presses('I’m coming');
    await room.letItSettle();
    expect(room.smtp.offered).toBe(0);
  });

  it('goes to each person by the route that reaches them', async () => {
    await room.start({ maria: { slack: 'U0GONE' } }, { alsoAt: [] });
    await room.desk.person('priya').types('/assist now');
    await room.mailTo('maria');
    await reads(room.desk.person('priya'), 'Maria Santos, by e-mail, as Slack did not deliver');
    await reads(room.desk.person('omar'), '[I’m coming]');
    expect(room.mailsTo('omar')).toEqual([]);
  });
});

describe('the route after e-mail', () => {
  const phone = { maria: { phone: '+1 555 0100' } };

  it('is the webhook, at once when the mail server refuses', async () => {
    await room.start(phone);
    room.smtp.fail(550);
    room.slack.fail('chat.postMessage', { error: 'channel_not_found' });
    await room.priya.types('/assist now teen area Mr Abernathy shouts');
    const [call] = await eventually('the gateway is called', () =>
      room.gateway.to('+15550100').length > 0 ? room.gateway.to('+15550100') : undefined,
    );
    expect(call?.signed).toBe(true);
    expect(call?.body.text).toBe(
      'Come now: Priya Nair asks for help at Central Library, teen area (H-0001).\n' +
        'To answer, open Slack and press “I’m coming”, or phone the desk.',
    );
    await reads(room.priya, 'Maria Santos, by text message, as Slack and e-mail did not deliver');
  });

  it('is the webhook half a minute after a mail server that is not there was tried', async () => {
    await room.start(phone);
    await room.smtp.close();
    room.slack.fail('*', { status: 500 });
    await room.priya.types('/assist now');
    await room.triedInSlack(1);
    room.desk.clock.skip(31 * seconds);
    // The wait of the next route begins only then.
    await eventually('e-mail is taken', () => {
      if (room.gateway.calls.length === 0) room.desk.clock.skip(seconds);
      return room.gateway.to('+15550100').length === 1;
    });
  });

  it('is not taken when the mail server has taken the message', async () => {
    await room.start(phone);
    room.slack.fail('*', { status: 500 });
    await room.priya.types('/assist now');
    await room.triedInSlack(1);
    room.desk.clock.skip(31 * seconds);
    await room.mailTo('maria');
    await reads(room.priya, /Maria Santos.*, by e-mail/);
    room.desk.clock.skip(31 * seconds);
    await room.letItSettle();
    expect(room.gateway.calls).toEqual([]);
  });

  it('is nobody: only then is the person not reached, and the next people are asked at once', async () => {
    const onShift = ['maria', 'omar', 'sam'];
    const gone = onShift.map((id) => [id, { slack: `U0GONE${id.toUpperCase()}` }]);
    await room.start(Object.fromEntries(gone), { alsoAt: [] });
    room.smtp.fail(550);
    await room.desk.person('priya').types('/assist now');
    await reads(room.desk.person('lee'), '[I’m coming]');
    // In the order in which the mail server refused them.
    const names = '(?:Maria Santos|Omar Haddad|Sam Reid)';
    const together = new RegExp(`Could not be reached: ${names}, ${names} and ${names}`);
    await reads(room.desk.person('priya'), together);
    expect(room.smtp.offered).toBe(3);
  });
});

describe('the caller', () => {
  it('learns by e-mail that nobody has confirmed, with what to dial', async () => {
    await room.start({}, { alsoAt: [] });
    await room.desk.person('priya').types('/assist emergency');
    room.slack.fail('*', { status: 500 });
    const told = async () => {
      // A mail that is under way would be given up when time goes on, also one that has not come to the server yet.
      if (!room.smtp.busy) room.desk.clock.skip(5 * seconds);
      return room.mailsTo('priya').find(({ subject }) => subject.includes('Nobody has confirmed'));
    };
    expect((await eventually('Priya is told', told)).text).toContain('Dial 9-911');
  });
});

it('goes out by e-mail while Slack and Teams are both down', async () => {
  await room.start({}, { alsoAt: ['teams', 'page'] });
  room.slack.fail('*', { status: 500 });
  room.desk.teams?.fail('*', { status: 503 });
  await room.priya.types('/assist now');
  await room.triedInSlack(1);
  room.desk.clock.skip(31 * seconds);
  await room.mailTo('maria');
  await reads(room.priya, /Maria Santos.*, by e-mail, as/);
  expect(await room.priya.sees()).toMatch(/as (?:Slack and Teams|Teams and Slack) did not deliver/);
});

it('is off without its settings: nothing but the platforms is tried', async () => {
  await room.start({}, { env: {} });
  room.slack.fail('chat.postMessage', { error: 'channel_not_found' });
  await room.priya.types('/assist now');
  await room.triedInSlack(2);
  room.desk.clock.skip(31 * seconds);
  await room.priya.types('/onshift');
  expect(room.smtp.offered).toBe(0);
});
