import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type Reach, type SlackStandIn, type SlackUser, slackUser } from '../support/slack/index.ts';

const refusals = {
  guest: 'Deskbell is for full members of this organisation, and you are here as a guest.',
  stranger: 'your account belongs to another one.',
} as const;

describe.each(['slack over http', 'slack by socket'] as const)('%s', (people) => {
  let desk: TestDesk;
  let slack: SlackStandIn;
  beforeEach(async () => {
    desk = await startDesk({ people });
    slack = desk.slack as SlackStandIn;
    slack.addUser({ id: 'U0GUEST', name: 'Gus Guest', kind: 'guest' });
    slack.addUser({ id: 'U0OTHER', name: 'Olga Other', kind: 'stranger', team: 'T0OTHER' });
  });
  afterEach(() => desk.stop());

  function client(id: string): SlackUser {
    const reach: Reach =
      people === 'slack by socket'
        ? 'socket'
        : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
    return slackUser(slack, reach, id);
  }
  const hears = (person: SlackUser, words: string) =>
    eventually(`${person.id} hears "${words}"`, () =>
      person
        .sees()
        .find(({ lines }) => lines.join('\n').includes(words))
        ?.lines.join('\n'),
    );

  it.each([
    ['U0GUEST', refusals.guest],
    ['U0OTHER', refusals.stranger],
  ])(
    'a call for help by somebody who is no member is refused with what to dial and why: %s',
    async (id, why) => {
      const person = client(id);
      for (const typed of ['emergency a man fell', 'now', '']) {
        const before = person.sees().length;
        await person.types('/assist', typed);
        const said = await eventually('the reason', () =>
          person
            .sees()
            .slice(before)
            .map(({ lines }) => lines.join('\n'))
            .find((lines) => lines.includes(why)),
        );
        expect(said.startsWith('In an emergency: Dial 911. Nobody has been told here.')).toBe(true);
        expect(person.form()).toBeUndefined();
      }
      const before = person.sees().length;
      await person.mentions('C0CENTRAL', 'assist now');
      await eventually('the answer', () =>
        person.sees()[before]?.lines[0]?.startsWith('In an emergency: Dial 911.'),
      );
      expect(await desk.person('maria').sees()).toBe('');
      expect(await desk.person('priya').seesInChannel('CEN')).not.toContain('H-0001');
    },
  );

  it('anything else is refused with why alone', async () => {
    const guest = client('U0GUEST');
    await guest.types('/onshift', 'all');
    const said = await hears(guest, refusals.guest);
    expect(said).not.toContain('Dial 911');
  });
});
