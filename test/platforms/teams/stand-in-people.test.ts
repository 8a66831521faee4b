import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  entraId,
  mriOf,
  readFixture,
  type StandInMessage,
  startTeams,
  type TeamsStandIn,
  type TeamsUser,
  teamsUser,
} from '../../support/teams/index.ts';

interface Activity {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}

const maria = entraId('maria');
const ben = entraId('ben');
const olga = entraId('olga');
const team = '19:allstaff@thread.tacv2';
const channel = '19:central@thread.tacv2';
const group = '19:group@thread.v2';

let teams: TeamsStandIn;
let server: Server;
let arrived: Activity[];
let answer: unknown;
let status: number;
let user: TeamsUser;

beforeEach(async () => {
  teams = await startTeams({
    users: [
      { id: maria, name: 'Maria Santos', locale: 'fr-CA' },
      { id: ben, name: 'Ben Ortiz', kind: 'guest' },
      { id: olga, kind: 'stranger' },
    ],
    teams: [
      { id: team, name: 'All staff', channels: [{ id: channel, name: 'Central' }], members: [maria, ben] },
    ],
    groups: [{ id: group, members: [maria, ben] }],
  });
  arrived = [];
  answer = undefined;
  status = 200;
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Activity);
      response.writeHead(status).end(answer === undefined ? undefined : JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  user = teamsUser(teams, { deskUrl: `http://127.0.0.1:${port}` }, maria);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await teams.stop();
});

const submit = (title: string, data: object) => ({ type: 'Action.Submit', title, data });
const cardOf = (words: string, ...actions: readonly object[]) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: words },
    { type: 'ActionSet', actions },
  ],
});
const claim = {
  type: 'Action.Execute',
  title: "I'm coming",
  verb: 'help.claim',
  data: { button: 'help.claim' },
  fallback: submit("I'm coming", { button: 'help.claim' }),
};
const openForm = submit('Open form', { button: 'help.form', msteams: { type: 'task/fetch' } });
const form = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Input.Text', id: 'text.note', label: 'Note', maxLength: 20 },
    {
      type: 'Input.ChoiceSet',
      id: 'choice.zone',
      label: 'Where (needed)',
      choices: [
        { title: 'Teen area', value: 'teen' },
        { title: 'Desk', value: 'desk' },
      ],
    },
  ],
  actions: [submit('Send', { form: 'help' }), submit('Keep', { form: 'help', action: 'keep' })],
};
const dialog = (card: object) => ({
  task: {
    type: 'continue',
    value: {
      title: 'Call for help',
      card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card },
    },
  },
});

/** A message of the desk. */
function post(card: object, conversation = user.personal): StandInMessage {
  const from = `28:${teams.appId}`;
  const rest = { text: '', summary: '', rang: false, edits: 0, card: { ...card } };
  const message = { conversation, id: teams.state.nextMessage(), from, ...rest };
  teams.state.messages.push(message);
  return message;
}

describe('activities', () => {
  it('have the shapes of the fixtures, with the people and places of this tenant in them', () => {
    const on = post(cardOf('x'));
    const { activities } = teams;
    const quoted = { conversation: `${channel};messageid=5`, id: '5', author: ben, html: '<p>x</p>' };
    const built = {
      'message-personal': activities.message(maria, 'home'),
      'message-channel-mention': activities.mention(maria, channel, 'home'),
      'message-group-mention': activities.mention(maria, group, 'home'),
      'message-card-submit': activities.submit(maria, on, { button: 'x', record: 'y' }),
      'message-reaction': activities.reaction(maria, on),
      'installation-update-personal': activities.installed(maria),
      'installation-update-team': activities.installedInTeam(team, maria),
      'conversation-update-personal': activities.met(maria),
      'conversation-update-team': activities.teamChanged(team, maria, 'added', [ben]),
      'invoke-card-execute': activities.execute(maria, on, claim),
      'invoke-task-fetch': activities.taskFetch(maria, on, {}),
      'invoke-task-submit': activities.taskSubmit(maria, {}, { changes: { replyToId: on.id } }),
      'invoke-extension-fetch-task': activities.extensionFetch(maria, 'command.assist'),
      'invoke-extension-on-message': activities.extensionFetchOn(maria, 'message.incident', quoted),
      'invoke-extension-submit-action': activities.extensionSubmit(maria, 'command.assist', {}),
    };
    const files = readdirSync(new URL('../../support/teams/fixtures', import.meta.url));
    expect(
      Object.keys(built)
        .map((name) => `${name}.json`)
        .toSorted(),
    ).toEqual(files.filter((name) => name !== 'recorded').toSorted());
    for (const [name, activity] of Object.entries(built)) {
      const sent = JSON.parse(JSON.stringify(activity)) as object;
      const recorded = readFixture(name);
      expect(shapeOf(sent), name).toEqual(shapeOf(recorded));
      expect(JSON.stringify(sent), name).not.toMatch(
        /smba\.|8f2c1a4e|b7a1d6f0|3e5f9a10|9c1d4f7a|2f6b8d0c|4b7e2c9d/,
      );
    }
  });

  it('say where, in which language and time, and with which odd characters it was typed', () => {
    const activity = teams.activities.mention(maria, channel, 'home');
    expect(activity).toMatchObject({
      text: '<at>Deskbell</at>&nbsp;home\n',
      locale: 'fr-CA',
      conversation: { id: `${channel};messageid=${String(activity.id)}`, conversationType: 'channel' },
      channelData: { team: { id: team }, channel: { id: channel }, tenant: { id: teams.tenant } },
    });
  });

  it('of a stranger come from another tenant', () => {
    const activity = teams.activities.message(olga, 'home');
    expect(activity).toMatchObject({ channelData: { tenant: { id: entraId('another tenant') } } });
  });
});

describe('a person', () => {
  it('types to the bot, and sees the own words in the conversation', async () => {
    const { again } = await user.says('home');
    await again();
    expect(arrived.map((one) => one.text)).toEqual(['home', 'home']);
    expect(arrived[0]?.id).toBe(arrived[1]?.id);
    expect(user.sees()).toMatchObject([{ own: true, lines: ['home'] }]);
  });

  it('presses a button, and sees the card that answers until the message is redrawn for all', async () => {
    const on = post(cardOf('Help wanted', claim));
    answer = {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: cardOf('You are coming'),
    };
    await user.presses("I'm coming");
    expect(arrived[0]).toMatchObject({
      name: 'adaptiveCard/action',
      replyToId: on.id,
      value: { action: { verb: 'help.claim', data: { button: 'help.claim' } } },
    });
    expect(user.sees().at(-1)?.lines).toContain('You are coming');
    teams.state.messages[0] = { ...on, edits: 1, card: cardOf('Maria is coming') };
    expect(user.sees().at(-1)?.lines).toContain('Maria is coming');
  });

  it('presses on an old client, which sends a message', async () => {
    post(cardOf('Help wanted', claim));
    await user.pressesFallback("I'm coming");
    expect(arrived[0]).toMatchObject({ type: 'message', value: { button: 'help.claim' } });
  });

  it('is told what is no card, and what went wrong', async () => {
    post(cardOf('Help wanted', claim));
    answer = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'It is over.' };
    await user.presses("I'm coming");
    status = 500;
    await user.presses("I'm coming");
    expect(user.told()).toEqual(['It is over.', expect.stringContaining('Something went wrong: HTTP 500')]);
  });

  it('opens a dialog, fills it in, gets it back, and sends it by another button', async () => {
    post(cardOf('Call for help', openForm));
    answer = dialog(form);
    await user.presses('Open form');
    expect(arrived[0]).toMatchObject({ name: 'task/fetch', value: { data: { button: 'help.form' } } });
    expect(user.form()).toMatchObject({ title: 'Call for help' });
    expect(user.form()?.lines).toContain('[Keep]');
    await user.submits({ Note: 'two teenagers', Where: 'Teen area' });
    expect(arrived[1]).toMatchObject({
      name: 'task/submit',
      value: { data: { form: 'help', 'text.note': 'two teenagers', 'choice.zone': 'teen' } },
    });
    answer = undefined;
    await user.submits({}, 'Keep');
    expect(arrived[2]).toMatchObject({ value: { data: { action: 'keep' } } });
    expect(user.form()).toBeUndefined();
  });

  it('cannot fill in what is not there or too long', async () => {
    post(cardOf('Call for help', openForm));
    answer = dialog(form);
    await user.presses('Open form');
    await expect(user.submits({ Colour: 'x' })).rejects.toThrow('no field "Colour"');
    await expect(user.submits({ Where: 'Roof' })).rejects.toThrow('no option "Roof"');
    await expect(user.submits({ Note: 'x'.repeat(21) })).rejects.toThrow('at most 20');
  });

  it('uses a command of the message extension, also on a message', async () => {
    answer = dialog(form);
    await user.usesAction('command.assist');
    await user.submits({ Where: 'Desk' });
    expect(arrived.map((one) => one.name)).toEqual([
      'composeExtension/fetchTask',
      'composeExtension/submitAction',
    ]);
    expect(arrived[1]).toMatchObject({
      value: { commandId: 'command.assist', data: { 'choice.zone': 'desk' } },
    });
    const id = teams.state.nextMessage();
    const words = { text: 'Shouting', summary: '', card: undefined, rang: false, edits: 0 };
    teams.state.messages.push({ conversation: channel, thread: id, id, from: mriOf(ben), ...words });
    await user.usesActionOn('message.incident', user.sees(channel)[0] as never);
    expect(arrived[2]).toMatchObject({
      value: {
        commandId: 'message.incident',
        messagePayload: { id, body: { content: '<p>Shouting</p>' }, from: { user: { id: ben } } },
      },
    });
  });

  it('sees no card that Teams could not draw without somebody noticing', async () => {
    post(cardOf('Call for help', openForm));
    answer = dialog(cardOf('Nested', openForm));
    await user.presses('Open form');
    expect(teams.invalidCards).toMatchObject([
      { where: 'task/fetch', problems: ['a button in a dialog cannot open a dialog'] },
    ]);
    teams.state.invalidCards.length = 0;
  });
});

/** Names and kinds of what is in it, except inside what the desk itself defines. */
function shapeOf(value: unknown, name = ''): unknown {
  if (['data', 'attachments', 'messagePayload', 'legacy'].includes(name)) return name;
  if (Array.isArray(value)) return value.slice(0, 1).map((one) => shapeOf(one));
  if (typeof value !== 'object' || value === null) return typeof value;
  const entries = Object.entries(value).map(([key, one]) => [key, shapeOf(one, key)] as const);
  return Object.fromEntries(entries);
}
