import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import { eventually } from '../support/eventually.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const room = createRoutesRoom();
const phone = { maria: { phone: '+1 555 0100' } };

/** Everybody on shift has the card, and that the chat took it is written down. */
async function callThatArrived(words: string): Promise<void> {
  await room.priya.types(words);
  for (const id of ['maria', 'omar', 'sam']) await reads(room.desk.person(id), '[I’m coming]');
  await room.letItSettle();
}

describe.each(chats)('a call that %s took and that nobody answers', (people, chat) => {
  it('goes out by e-mail after a minute, and a minute later by text message', async () => {
    await room.start(phone, { people, alsoAt: ['page'] });
    const { clock } = room.desk;
    const from = clock.elapsedMs();
    await callThatArrived('/assist now teen area Mr Abernathy shouts');
    // The minute has begun when the chat took it: later than that.
    clock.skip(55 * seconds - (clock.elapsedMs() - from));
    await room.letItSettle();
    expect(room.mailsTo('maria')).toEqual([]);
    clock.skip(10 * seconds);
    const { subject, text, raw } = await room.mailTo('maria');
    expect(subject).toBe('Come now: Priya Nair asks for help at Central Library, teen area (H-0001).');
    expect(text).toContain('You were asked before, and there is no answer yet');
    expect(raw).not.toContain('Abernathy');
    await room.mailTo('omar');
    await reads(
      room.desk.person('priya'),
      new RegExp(`Maria Santos.*, by e-mail too, as ${chat} brought no answer`),
    );
    expect(room.gateway.calls).toEqual([]);
    await room.letItSettle();
    room.desk.clock.skip(65 * seconds);
    await eventually('the gateway is called', () => room.gateway.to('+15550100').length === 1);
    await reads(
      room.desk.person('priya'),
      `Maria Santos, by text message too, as ${chat} and e-mail brought no answer`,
    );
  });

  it('rings nobody again once somebody is coming', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    room.desk.clock.skip(30 * seconds);
    await room.desk.person('sam').presses('I’m coming');
    await room.letItSettle();
    room.desk.clock.skip(35 * seconds);
    await room.letItSettle();
    expect(room.smtp.offered).toBe(0);
  });

  it('leaves those alone who have said that they can’t come', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    await room.desk.person('omar').presses('Can’t come');
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    expect(room.mailsTo('omar')).toEqual([]);
  });

  it('leaves them alone also when the clock was put back before they said so', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    room.desk.clock.jumpWall(-60 * minutes);
    await room.desk.person('omar').presses('Can’t come');
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    expect(room.mailsTo('omar')).toEqual([]);
  });

  it('leaves those alone who are coming, while others are still needed', async () => {
    const policy = {
      for: 'now',
      steps: [{ afterSeconds: 0, ask: ['onShift'], needs: 2 }],
      lastAfterSeconds: 900,
    };
    const prepare = (directory: string) =>
      writeFile(join(directory, 'policies.json'), JSON.stringify({ policies: [policy] }));
    await room.start({}, { people, alsoAt: ['page'], prepare });
    await callThatArrived('/assist now');
    await room.desk.person('sam').presses('I’m coming');
    await room.letItSettle();
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    room.desk.clock.skip(5 * minutes);
    await room.letItSettle();
    expect(room.mailsTo('sam')).toEqual([]);
  });

  it('goes on to them after all when the only one who was coming cannot', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    await room.desk.person('sam').presses('I’m coming');
    await room.letItSettle();
    room.desk.clock.skip(65 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('maria')).toEqual([]);
    await room.desk.person('sam').presses('Can’t come');
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    expect(room.mailsTo('sam')).toEqual([]);
  });

  it('wakes nobody after a stop by which it has become too old', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    await room.desk.restart(async () => room.desk.clock.skip(13 * 60 * minutes));
    room.desk.clock.skip(65 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('maria')).toEqual([]);
  });

  it('does not follow those who have left meanwhile', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    await room.desk.restart(() => room.changeStaff({ omar: { active: false } }));
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    expect(room.mailsTo('omar')).toEqual([]);
  });

  it('waits five minutes when somebody can come later', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist cen');
    room.desk.clock.skip(4 * minutes);
    await room.letItSettle();
    expect(room.mailsTo('omar')).toEqual([]);
    room.desk.clock.skip(65 * seconds);
    expect((await room.mailTo('omar')).text).toContain('You were asked before, and there is no answer yet');
  });

  it('goes out in its time also when the clock is put back and the desk starts anew', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    room.desk.clock.jumpWall(-60 * minutes);
    await room.desk.restart();
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('omar');
  });

  it('goes on to a text message in its time also when the clock jumps before and after the e-mail', async () => {
    await room.start(phone, { people, alsoAt: ['page'] });
    await callThatArrived('/assist now');
    room.desk.clock.jumpWall(60 * minutes);
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    room.desk.clock.jumpWall(-60 * minutes);
    await room.desk.restart();
    room.desk.clock.skip(65 * seconds);
    await eventually('the gateway is called', () => room.gateway.to('+15550100').length === 1);
  });

  it('leaves time between e-mail and text message also once a clock that was ahead is set right', async () => {
    await room.start(phone, { people, alsoAt: ['page'] });
    room.desk.clock.jumpWall(60 * minutes);
    await callThatArrived('/assist now');
    room.desk.clock.jumpWall(-60 * minutes);
    room.desk.clock.skip(65 * seconds);
    await room.mailTo('maria');
    await room.letItSettle();
    room.desk.clock.skip(5 * seconds);
    await room.letItSettle();
    expect(room.gateway.calls).toEqual([]);
  });
});

it('a call to people who are on the page alone says what brought no answer, once for all of them', async () => {
  await room.start({}, { people: 'page', alsoAt: [] });
  await room.desk.person('priya').types('/assist now');
  for (const id of ['maria', 'omar', 'sam']) await reads(room.desk.person(id), '[I’m coming]');
  room.desk.clock.skip(65 * seconds);
  for (const id of ['maria', 'omar', 'sam'])
    expect((await room.mailTo(id)).text).toContain('You were asked before, and there is no answer yet');
  // In the order in which the mail server took them.
  const together = /\w+ \w+, \w+ \w+,? and \w+ \w+, by e-mail too, as the desk page brought no answer/;
  await reads(room.desk.person('priya'), together);
});

it('a question that is to be answered within minutes goes on after one', async () => {
  await room.start();
  await room.priya.types('/escalate Refund over the limit, in 3 minutes');
  await reads(room.desk.person('lee'), '[Acknowledge]');
  await room.letItSettle();
  room.desk.clock.skip(65 * seconds);
  expect((await room.mailTo('lee')).subject).toContain('E-0001');
});

it('a question to a supervisor that is not taken up goes out by e-mail', async () => {
  await room.start();
  await room.priya.types('/escalate Refund over the limit');
  await reads(room.desk.person('lee'), '[Acknowledge]');
  await room.letItSettle();
  room.desk.clock.skip(5 * minutes + 5 * seconds);
  expect((await room.mailTo('lee')).subject).toContain('E-0001');
});
