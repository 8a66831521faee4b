import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import { eventually } from '../support/eventually.ts';

const seconds = 1000;
const room = createRoutesRoom();

/** Looks while some minutes go by, and not the night: with the next shift everybody is asked anew. */
function soon(what: string, look: () => Promise<boolean> | boolean): Promise<boolean> {
  const { clock } = room.desk;
  const until = clock.elapsedMs() + 300 * seconds;
  return eventually(what, () => {
    if (clock.elapsedMs() < until) clock.skip(seconds);
    return look();
  });
}

describe.each(chats)('%s: a filter in between that refuses everything for a while', (people) => {
  it('costs a call no message', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    room.filterChat();
    await room.priya.types('/assist now');
    await room.triedInChat(1);
    const first = room.triesInChat();
    await soon('everybody is tried again and again', () => room.triesInChat() > 4 * first + 10);
    await soon('Maria gets a mail', () => room.mailsTo('maria').length > 0);
    expect(await room.priya.sees()).not.toContain('Could not be reached');
    room.healChat();
    const maria = room.desk.person('maria');
    await soon('Maria has her card', async () => (await maria.sees()).includes('[I’m coming]'));
    await maria.presses('I’m coming');
    await reads(room.priya, 'Maria Santos is coming to you (H-0001)');
  });

  it('leaves no card as it was', async () => {
    await room.start({}, { people, alsoAt: ['page'] });
    await room.priya.types('/assist now');
    const omar = room.desk.person('omar');
    expect(await reads(omar, '[I’m coming]')).not.toContain('Maria Santos is coming');
    const maria = room.desk.person('maria', 'page');
    await reads(maria, '[I’m coming]');
    room.filterChat();
    await maria.presses('I’m coming');
    await room.triedToRedraw();
    room.healChat();
    await soon('his card follows', async () => (await omar.sees()).includes('Maria Santos is coming'));
  });
});

it('A Home in Slack is kept up to date again when a filter in between lets it through', async () => {
  await room.start();
  const omar = room.desk.person('omar');
  await omar.opensHome();
  await eventually('his Home is shown', async () => (await omar.seesHome()).includes('On shift'));
  room.filterChat();
  await room.priya.types('/assist now');
  const tries = () => room.slack.calls('views.publish').length;
  const before = tries();
  await soon('it is tried', () => tries() > before);
  room.healChat();
  await soon('it shows the call', async () => (await omar.seesHome()).includes('H-0001'));
});
