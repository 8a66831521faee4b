import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const room = createRoutesRoom();

describe.each(chats)('%s: a later route', (people) => {
  it('is taken in its time, however the wall clock jumps', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    room.desk.clock.jumpWall(60 * minutes);
    room.desk.clock.skip(25 * seconds);
    expect(room.smtp.offered).toBe(0);
    room.desk.clock.jumpWall(-120 * minutes);
    room.desk.clock.skip(6 * seconds);
    await room.mailTo('maria');
  });

  it('that was still waiting at a stop is taken after the next start, when the chat has had its turn', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    await room.desk.restart();
    room.desk.clock.skip(31 * seconds);
    await room.mailTo('maria');
  });

  it('is not taken after a start at which the chat is well again', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    room.desk.clock.skip(20 * seconds);
    room.healChat();
    await room.desk.restart();
    await reads(room.desk.person('maria'), '[I’m coming]');
    // That the chat took it is written down.
    await room.letItSettle();
    room.desk.clock.skip(31 * seconds);
    await room.letItSettle();
    expect(room.mailsTo('maria')).toEqual([]);
  });
});

describe.each(chats)('%s: a chat that comes back', (people) => {
  it('brings the card with its buttons late, and there is one call', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    room.desk.clock.skip(31 * seconds);
    await room.mailTo('maria');
    room.healChat();
    room.desk.clock.skip(3 * minutes);
    const maria = room.desk.person('maria');
    expect(await reads(maria, '[I’m coming]')).toContain('minutes late');
    await maria.presses('I’m coming');
    await reads(room.priya, 'Maria Santos is coming to you (H-0001)');
    expect(await room.priya.sees()).not.toContain('H-0002');
  });

  it('brings nothing any more of a call that is over but that it is not needed', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.failChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    room.desk.clock.skip(31 * seconds);
    await room.mailTo('maria');
    await reads(room.priya, '[Cancel]');
    await room.priya.presses('Cancel');
    room.desk.clock.skip(31 * seconds);
    expect((await room.mailTo('maria', 'No longer needed')).subject).toContain('H-0001');
    room.healChat();
    room.desk.clock.skip(minutes);
    expect(await reads(room.desk.person('maria'), 'No longer needed')).not.toContain('[I’m coming]');
  });
});
