import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../support/repeatable.ts';
import type { Person } from '../support/desk/person.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';
import {
  entraId,
  personalOf,
  type StandInMessage,
  type TeamsStandIn,
  type TeamsUser,
  teamsUser,
} from '../support/teams/index.ts';

const central = '19:central@thread.tacv2';

let desk: TestDesk;
let teams: TeamsStandIn;
let priya: Person;
let maria: Person;
const user = (id: string): TeamsUser => teamsUser(teams, { deskUrl: desk.address }, entraId(id));

beforeEach(async () => {
  desk = await startDesk({ people: 'teams' });
  if (desk.teams === undefined) throw new Error('There is no tenant.');
  teams = desk.teams;
  priya = desk.person('priya');
  maria = desk.person('maria');
});
afterEach(() => desk.stop());

describe('in a channel', () => {
  it('a call by mention is answered in person, and the channel reads neither note nor names', async () => {
    await user('priya').mentions(central, 'assist now teen area man shouting');
    await hears(priya, 'H-0001 is saved');
    await reads(maria, 'man shouting');
    const seen = () =>
      user('priya')
        .sees(central)
        .filter((message) => !message.own)
        .map((message) => message.lines.join('\n'));
    const lines = await eventually('the line and the card in the channel', () =>
      seen().length > 1 ? seen() : undefined,
    );
    expect(lines.filter((line) => line === 'The answer is in your chat with me.')).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('shouting');
    expect(lines.join('\n')).toContain('H-0001');
    // What shows on a locked phone.
    for (const { summary } of teams.state.messages) expect(summary).not.toContain('shouting');
    expect(teams.posted(personalOf(entraId('maria'))).at(-1)?.summary).toBe(
      'Come now: Priya Nair asks for help at Central Library, teen area (H-0001).',
    );
  });

  it('a guest is told why not, and nothing is recorded', async () => {
    const guest = entraId('guest');
    teams.state.users.set(guest, { id: guest, name: 'Gil Guest', kind: 'guest' });
    const activity = teams.activities.message(guest, 'onshift');
    await teams.deliver(desk.address, activity);
    expect(JSON.stringify(teams.posted(personalOf(guest)).at(-1))).toContain('guest');
    expect((await readDatabase(join(desk.directory, 'db'))).calls).toEqual([]);
  });
});

describe('the same activity', () => {
  it('twelve times at once and again after a restart makes one record and one set of messages', async () => {
    const activity = teams.activities.message(entraId('priya'), 'assist now teen area two people');
    const again = () => teams.deliver(desk.address, activity);
    await Promise.all(Array.from({ length: 12 }, again));
    await reads(maria, 'H-0001');
    await desk.restart();
    expect((await again()).status).toBe(200);
    await desk.restart();
    const { calls, postings } = await readDatabase(join(desk.directory, 'db'));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.notes).toHaveLength(1);
    // The caller's card, the channel's card, and one for each of those on shift.
    expect(postings).toHaveLength(5);
  });
});

describe('a message extension', () => {
  it('calls for help from any place, by its form', async () => {
    await user('priya').usesAction('command.assist', '19:two_people@unq.gbl.spaces');
    expect(user('priya').form()?.title).toBe('Call for help');
    await user('priya').submits({ 'How soon': 'Come now' });
    await reads(maria, 'H-0001: Come now');
    await hears(priya, 'H-0001 is saved');
  });
});

describe('typed words that need a form', () => {
  it('stand in no button, and open filled for whoever typed them and for nobody else', async () => {
    await user('priya').says('incident a man shouted at the desk');
    const offered = await eventually('the card with the button', () =>
      teams
        .posted(personalOf(entraId('priya')))
        .find((message) => JSON.stringify(message).includes('"Continue"')),
    );
    expect(JSON.stringify(actionsIn(offered))).not.toContain('shouted');
    await user('priya').presses('Continue');
    expect(user('priya').form()?.lines.join('\n')).toContain('a man shouted at the desk');
    const [action] = actionsIn(offered);
    const data = (action as { readonly data: Readonly<Record<string, unknown>> }).data;
    const press = teams.activities.taskFetch(entraId('omar'), offered, data);
    const { body } = await teams.deliver(desk.address, press);
    expect(JSON.stringify(body)).not.toContain('shouted');
  });
});

describe('somebody who cannot be reached', () => {
  it('stands in the call, and the others are asked all the same', async () => {
    const omar = entraId('omar');
    teams.state.users.set(omar, { id: omar, name: 'Omar Haddad', deleted: true });
    await priya.types('/assist now');
    await reads(maria, '[I’m coming]');
    await reads(priya, 'Could not be reached');
  });
});

describe('a Teams that fails', () => {
  it.each([
    ['is away', { status: 503 }],
    ['is too busy and does not say for how long', { status: 429, code: 'Throttled' }],
    ['cuts the connection', { reset: true } as const],
  ])('and %s loses no message', async (_name, failure) => {
    await priya.types('onshift');
    teams.fail('*', failure);
    const call = teams.deliver(desk.address, teams.activities.message(entraId('priya'), 'assist now'));
    await teams.called('createConversation', 3);
    teams.heal();
    await eventually('everybody is asked, and the channel is told', async () => {
      desk.clock.skip(5000);
      const seen = [await maria.sees(), await priya.sees(), await priya.seesInChannel('CEN')];
      return seen.every((text) => text.includes('H-0001'));
    });
    expect((await call).status).toBe(200);
  });
});

describe('whatever arrives', () => {
  it('is answered without a failure of ours, and the desk goes on', async () => {
    const message = teams.activities.message(entraId('priya'), 'onshift');
    const on = { conversation: personalOf(entraId('priya')), id: '1' } as StandInMessage;
    const shapes = [
      message,
      teams.activities.execute(entraId('priya'), on, { data: { button: 'help.claim' } }),
      teams.activities.taskSubmit(entraId('priya'), { form: 'help.assist', instance: 'x' }),
      teams.activities.extensionFetch(entraId('priya'), 'command.assist'),
      teams.activities.teamChanged('19:staff@thread.tacv2', entraId('dana'), 'added'),
    ];
    const fields = [
      'type',
      'name',
      'id',
      'text',
      'value',
      'from',
      'entities',
      'conversation',
      'channelData',
      'replyToId',
    ];
    const odd = fc.record({
      shape: fc.constantFrom(...shapes),
      field: fc.constantFrom(...fields),
      value: fc.jsonValue({ maxDepth: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(odd, async ({ shape, field, value }) => {
        const { status } = await teams.deliver(desk.address, { ...shape, [field]: value });
        expect([200, 400, 401, 403]).toContain(status);
      }),
      { numRuns: 150 },
    );
    expect(await priya.types('onshift')).toContain('Maria Santos');
  });

  it('as a flood does not keep a call for help from going out', async () => {
    teams.limit(true);
    const flood = Array.from({ length: 200 }, (_, at) =>
      teams.deliver(desk.address, teams.activities.message(entraId(at % 2 ? 'robin' : 'nora'), 'help')),
    );
    const call = teams.deliver(desk.address, teams.activities.message(entraId('priya'), 'assist now'));
    expect((await call).status).toBe(200);
    await reads(maria, '[I’m coming]');
    for (const { status } of await Promise.all(flood)) expect(status).toBe(200);
  });
});

function actionsIn(part: unknown): readonly unknown[] {
  if (Array.isArray(part)) return part.flatMap(actionsIn);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && String(part.type).startsWith('Action.')) return [part];
  return Object.values(part).flatMap(actionsIn);
}
