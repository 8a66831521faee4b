import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { chats, createRoutesRoom } from '../support/desk/routes-room.ts';
import type { StartOptions } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

const room = createRoutesRoom();

/** Only Maria is asked, and after her nobody but whoever is there when nobody else is. */
const onlyMaria = {
  policies: [{ for: 'now', steps: [{ afterSeconds: 0, ask: [{ person: 'maria' }] }], lastAfterSeconds: 600 }],
};

const prepare: StartOptions['prepare'] = (directory) =>
  writeFile(join(directory, 'policies.json'), JSON.stringify(onlyMaria));

/** With the page as well, where anybody can be shown anything and nobody may be looking. */
const places = chats.flatMap(([people]) => [
  { people, alsoAt: [] as const },
  { people, alsoAt: ['page'] as const },
]);

describe.each(places)('$people and $alsoAt: a call whose only person asked cannot be reached', (where) => {
  const options: StartOptions = { ...where, prepare };

  it('goes on where that one is out of reach as well, as far as somebody can be asked', async () => {
    await room.startWithout(['maria', 'dana'], options);
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/assist now');
    await reads(room.desk.person('lee'), '[I’m coming]');
    expect(await reads(priya, /Could not be reached(?:: |\n)Maria Santos and Dana Whitfield/)).not.toContain(
      'Nobody has confirmed',
    );
  });

  it('goes to whoever is there when nobody else is, and the caller is told by a new message', async () => {
    await room.startWithout(['maria'], options);
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    expect(await priya.types('/assist now')).toContain('Maria Santos');
    await reads(priya, /Could not be reached(?:: |\n)Maria Santos/);
    await reads(priya, 'Dana Whitfield');
    // Her live card, and the message that somebody else is asked.
    await eventually('Priya is rung', async () => (await priya.rings()) === 2);
    await reads(room.desk.person('dana'), '[I’m coming]');
  });

  it('is never silent: with nobody left at all, the caller is told at once, with what to dial', async () => {
    await room.startWithout(['maria', 'dana', 'lee'], options);
    room.smtp.fail(550);
    const priya = room.desk.person('priya');
    await priya.types('/assist now');
    const told = await reads(priya, 'Nobody has confirmed');
    expect(told).toContain('Dial 9-911');
    await eventually('Priya is rung', async () => (await priya.rings()) >= 2);
    await reads(priya, /Could not be reached(?:: |\n)Maria Santos, Dana Whitfield and Lee Wong/);
  });
});

describe.each(chats)('%s: a call whose only person asked has no address anywhere', (people) => {
  it('is never silent either', async () => {
    const nowhere = { slack: undefined, email: undefined };
    await room.start({ maria: nowhere, dana: nowhere, lee: nowhere }, { people, alsoAt: [], prepare });
    const priya = room.desk.person('priya');
    await priya.types('/assist now');
    expect(await reads(priya, 'Nobody has confirmed')).toContain('Dial 9-911');
    await eventually('Priya is rung', async () => (await priya.rings()) >= 2);
  });
});
