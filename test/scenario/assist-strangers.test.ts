import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { allPlaces, type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { staffTeam } from '../support/desk/teams-library.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';
import { entraId, type TeamsStandIn, teamsUser } from '../support/teams/index.ts';

const refusals = {
  guest: 'Deskbell is for full members of this organisation, and you are here as a guest.',
  stranger: 'your account belongs to another one.',
} as const;
/** A member is one whom staff.json does not list. */
type Kind = keyof typeof refusals | 'member';

const names = { guest: 'Gus Guest', stranger: 'Olga Other', member: 'Nia New' } as const;

/** Somebody whom the desk does not know, in front of a chat. */
interface Stranger {
  /** Every way in which they can write to the desk. */
  readonly ways: readonly ((words: string) => Promise<unknown>)[];
  /** Presses a button in the branch's channel. */
  presses(label: string): Promise<unknown>;
  /** What the desk has said where they read, a text for each message. */
  heard(): readonly string[];
  hasForm(): boolean;
  /** From now on the chat does not say who anybody is. */
  losesVouching(): void;
}

function inSlack(desk: TestDesk, slack: SlackStandIn, people: PlaceOfPeople, kind: Kind): Stranger {
  const id = `U0${kind.toUpperCase()}`;
  slack.addUser({ id, name: names[kind], kind, ...(kind === 'stranger' ? { team: 'T0OTHER' } : {}) });
  const reach =
    people === 'slack by socket'
      ? 'socket'
      : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
  const user = slackUser(slack, reach, id);
  return {
    ways: [
      (words) => user.types('/desk', words),
      (words) => {
        const [first = '', ...rest] = words.split(' ');
        return user.types(`/${first}`, rest.join(' '));
      },
      (words) => user.mentions('C0CENTRAL', words),
    ],
    presses: (label) =>
      user.presses(
        label,
        user.sees('C0CENTRAL').findLast((message) => message.buttons.some((one) => one.label === label)),
      ),
    heard: () => [...user.sees(), ...user.sees('C0CENTRAL')].map(({ lines }) => lines.join('\n')),
    hasForm: () => user.form() !== undefined,
    losesVouching: () => slack.fail('users.info', { status: 500 }),
  };
}

/** Somebody of another tenant takes part in a channel that is shared with them, and cannot have the app. */
function inTeams(desk: TestDesk, teams: TeamsStandIn, kind: Kind): Stranger {
  const id = entraId(kind);
  const channel = '19:central@thread.tacv2';
  const { members = [], ...team } = teams.state.teams.get(staffTeam) ?? { id: staffTeam };
  teams.state.users.set(id, { id, name: names[kind], kind });
  teams.state.teams.set(staffTeam, { ...team, members: [...members, id] });
  const user = teamsUser(teams, { deskUrl: desk.address }, id);
  const mentions = (words: string) => user.mentions(channel, words);
  return {
    ways: kind === 'stranger' ? [mentions] : [mentions, user.says],
    presses: (label) => user.presses(label),
    heard: () => [
      ...[...user.sees(), ...user.sees(channel)]
        .filter((message) => !message.own)
        .map(({ lines }) => lines.join('\n')),
      ...user.told(),
    ],
    hasForm: () => user.form() !== undefined,
    losesVouching: () => teams.fail('getConversationMember', { status: 503 }),
  };
}

// The page lets nobody act but the library's staff: access.test.ts shows what it answers to anybody else.
describe.each(allPlaces.filter((place) => place !== 'page'))('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  function stranger(kind: Kind): Stranger {
    const { slack, teams } = desk;
    if (teams !== undefined) return inTeams(desk, teams, kind);
    if (slack === undefined) throw new Error('There is no chat.');
    return inSlack(desk, slack, people, kind);
  }

  /** What they are told to it, once the reason is there. */
  async function answer({ heard }: Stranger, act: () => Promise<unknown>, why: string) {
    const before = heard();
    await act();
    return eventually('the reason', () =>
      heard().find((said) => said.includes(why) && count(heard(), said) > count(before, said)),
    );
  }

  it.each(['guest', 'stranger'] as const)(
    'a call for help by somebody who is no member is refused with what to dial and why: %s',
    async (kind) => {
      const person = stranger(kind);
      for (const way of person.ways) {
        for (const words of ['assist emergency a man fell', 'assist now', 'assist']) {
          const said = await answer(person, () => way(words), refusals[kind]);
          expect(said.startsWith('In an emergency: Dial 911. Nobody has been told here.')).toBe(true);
          expect(person.hasForm()).toBe(false);
        }
      }
      expect(await desk.person('maria').sees()).toBe('');
      expect(await desk.person('priya').seesInChannel('CEN')).not.toContain('H-0001');
    },
  );

  it.each(['guest', 'stranger'] as const)('anything else is refused with why alone: %s', async (kind) => {
    const person = stranger(kind);
    for (const way of person.ways) {
      expect(await answer(person, () => way('onshift all'), refusals[kind])).not.toContain('Dial 911');
    }
  });

  it.each(['guest', 'stranger'] as const)('a press in a channel is refused with why: %s', async (kind) => {
    const priya = desk.person('priya');
    await priya.types('/assist now');
    const shown = () => priya.seesInChannel('CEN');
    await eventually('the call is in the channel', async () => (await shown()).includes('[I’m coming]'));
    const person = stranger(kind);
    await answer(person, () => person.presses('I’m coming'), refusals[kind]);
    expect(await shown()).toContain('[I’m coming]');
    expect(await priya.sees()).not.toContain('is coming');
  });

  it('no linking and no role is needed to call or to answer: who is not listed may do both, and look up', async () => {
    const person = stranger('member');
    const [way] = person.ways;
    await way?.('assist now CEN');
    expect(await reads(desk.person('maria'), '[I’m coming]')).toContain('Nia New');
    await answer(person, async () => way?.('onshift CEN'), 'Maria Santos');
    await desk.person('priya').types('/assist now');
    await eventually('that call is in the channel too', async () =>
      (await desk.person('priya').seesInChannel('CEN')).includes('H-0002'),
    );
    await person.presses('I’m coming');
    await reads(desk.person('priya'), 'Nia New is coming to you (H-0002)');
  });

  it('whoever the chat cannot vouch for may call, and nothing else', async () => {
    const person = stranger('member');
    person.losesVouching();
    const [way] = person.ways;
    await answer(person, async () => way?.('onshift CEN'), 'could not check your account');
    await way?.('assist now CEN');
    await reads(desk.person('maria'), '[I’m coming]');
  });
});

function count(list: readonly string[], one: string): number {
  return list.filter((other) => other === one).length;
}
