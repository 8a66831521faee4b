import { describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { mriOf, personalOf } from '../../support/teams/index.ts';
import { card, field, form, later, only } from '../slack/tiny-desk.ts';
import { ben, channel, group, maria, serveTeams } from './serve-teams.ts';

const data = (changes: object = {}) => ({
  form: 'help.form',
  instance: 'instance-1',
  'text.note': 'hello',
  ...changes,
});

describe('a form that is sent', () => {
  it('reaches the desk with its values, and closes with the result in the chat', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => only(card('H-0001 is saved.'));
    const answer = await teams.deliver(deskUrl, teams.activities.taskSubmit(maria, data({ record: 'r1' })));
    expect(answer).toEqual({ status: 200, body: undefined });
    expect(desk.requests).toMatchObject([
      {
        canOpenForm: true,
        what: {
          type: 'submitted',
          form: 'help.form',
          instance: 'instance-1',
          record: 'r1',
          values: { note: 'hello' },
        },
      },
    ]);
    await teams.reads(personalOf(maria), 'H-0001 is saved.');
  });

  it('is taken from whom Teams named before and does not name now, although that could not be saved', async () => {
    const { teams, deskUrl, desk, logged } = await serveTeams();
    desk.standings.delete(ben);
    // As with a full disk.
    desk.know = async () => {};
    await teams.deliver(deskUrl, teams.activities.message(ben, 'incident'));
    teams.fail('getConversationMember', { status: 503 });
    await teams.deliver(deskUrl, teams.activities.taskSubmit(ben, data()));
    expect(logged.join()).toContain('Teams could not say who somebody is');
    expect(desk.requests.map(({ actor }) => actor.standing)).toEqual(['member', 'member']);
  });

  it('reads moments in the zone that they were asked for in', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => ({
      first: { form: form({ fields: [field({ id: 'at', type: 'moment' })] }) },
      last: Promise.resolve({}),
    });
    const opened = await teams.deliver(deskUrl, teams.activities.extensionFetch(maria, 'command.assist'));
    const sent = { ...submitData(opened.body), 'date.at': '2026-11-22', 'time.at': '18:30' };
    await teams.deliver(deskUrl, teams.activities.taskSubmit(maria, sent));
    expect(desk.requests.at(-1)?.what).toMatchObject({ values: { at: '2026-11-22T23:30:00.000Z' } });
  });

  it.each([
    ['the other one that Teams tells', 'America/Winnipeg', '17:30'],
    ['that of the organisation', 'Etc/Unknown', '18:30'],
  ])('opens also where the client tells no real time zone, in %s', async (_name, localTimezone, shown) => {
    const { teams, deskUrl, desk } = await serveTeams();
    const view = form({
      fields: [field({ id: 'at', type: 'moment' })],
      values: { at: '2026-11-22T23:30:00.000Z' },
    });
    desk.answer = () => ({ first: { form: view }, last: Promise.resolve({}) });
    const entities = [{ type: 'clientInfo', timezone: 'Etc/Unknown' }];
    const activity = teams.activities.extensionFetch(maria, 'command.assist', {
      changes: { entities, localTimezone },
    });
    const { body } = await teams.deliver(deskUrl, activity);
    expect(JSON.stringify(body)).toContain(`"value":"${shown}"`);
    expect(desk.requests[0]?.actor.zone).toBe(localTimezone === 'Etc/Unknown' ? undefined : localTimezone);
  });

  it('stays open with its problems by the fields, and with what was typed', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => ({
      first: {
        form: form({
          values: { note: 'typed' },
          problems: { note: own('Say where it is.') },
          notice: own('Please look again.'),
        }),
      },
      last: Promise.resolve({}),
    });
    const { body } = await teams.deliver(deskUrl, teams.activities.taskSubmit(maria, data()));
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'Call for help' } } });
    for (const words of ['typed', 'Say where it is.', 'Please look again.']) {
      expect(JSON.stringify(body)).toContain(words);
    }
    expect(teams.posted(personalOf(maria))).toEqual([]);
    expect(teams.invalidCards).toEqual([]);
  });

  it('that comes back late waits behind a button, with what was typed in it', async () => {
    const { teams, deskUrl, desk, clock } = await serveTeams();
    const slow = later<{ readonly form: ReturnType<typeof form> }>();
    desk.answer = () => ({ last: slow.promise });
    const sent = teams.deliver(deskUrl, teams.activities.taskSubmit(maria, data()));
    await eventually('the desk is asked', () => desk.requests.length > 0);
    clock.skip(2000);
    expect(JSON.stringify((await sent).body)).toContain('not saved yet');
    slow.resolve({ form: form({ values: { note: 'typed' }, notice: own('Please look again.') }) });
    const offered = await teams.reads(personalOf(maria), 'Please look again.');
    expect(JSON.stringify(offered.card)).not.toContain('typed');
    const button = { button: 'teams.form', value: 'instance-1' };
    const { body } = await teams.deliver(deskUrl, teams.activities.taskFetch(maria, offered, button));
    expect(JSON.stringify(body)).toContain('typed');
  });

  it('that takes long to save stays in its dialog with what was typed, and can be sent again after a restart', async () => {
    const { teams, deskUrl, desk, clock, platform } = await serveTeams();
    desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    const opened = await teams.deliver(deskUrl, teams.activities.extensionFetch(maria, 'command.assist'));
    desk.answer = () => ({ last: new Promise(() => {}) });
    const sent = { ...submitData(opened.body), 'text.note': 'typed' };
    const answer = teams.deliver(deskUrl, teams.activities.taskSubmit(maria, sent));
    await eventually('the desk is asked', () => desk.requests.length > 1);
    clock.skip(2000);
    const { body } = await answer;
    for (const words of ['typed', 'is not saved yet', 'What you wrote stays here']) {
      expect(JSON.stringify(body)).toContain(words);
    }
    await platform.stop();

    const next = await serveTeams();
    const again = next.teams.activities.taskSubmit(maria, { ...submitData(body), 'text.note': 'typed' });
    await next.teams.deliver(next.deskUrl, again);
    // The same instance: whatever was saved before the restart is not saved twice.
    expect(next.desk.requests[0]?.what).toEqual(desk.requests[1]?.what);
  });

  it('shows what must be read at once in the dialog, and the result in the chat', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => ({
      first: { reply: card('Dial 911') },
      last: Promise.resolve({ reply: card('H-0001 is saved.') }),
    });
    const { body } = await teams.deliver(deskUrl, teams.activities.taskSubmit(maria, data()));
    expect(JSON.stringify(body)).toContain('Dial 911');
    await teams.reads(personalOf(maria), 'H-0001 is saved.');
  });

  it('that is not ours is answered with a sentence', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    for (const odd of [{}, { form: 7 }, { form: 'x', instance: 'y'.repeat(1000) }]) {
      const { status, body } = await teams.deliver(deskUrl, teams.activities.taskSubmit(maria, odd));
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toContain('no longer in use');
    }
    expect(desk.requests).toEqual([]);
  });
});

describe('an action of the message extension', () => {
  it('opens the form of its command, also where we take no part', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    const where = '19:two_people@unq.gbl.spaces';
    const activity = teams.activities.extensionFetch(maria, 'command.assist', { where });
    const { body } = await teams.deliver(deskUrl, activity);
    expect(desk.requests).toMatchObject([
      { canOpenForm: true, place: { private: false }, what: { type: 'command', words: 'assist' } },
    ]);
    expect(desk.requests[0]?.contact).toBe(`member:${mriOf(maria)} ${teams.serviceUrl}`);
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'Call for help' } } });
  });

  it('shows the result in its dialog and in the chat', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => only(card('H-0001 is saved.'));
    const activity = teams.activities.extensionSubmit(maria, 'command.assist', data(), { where: group });
    const { body } = await teams.deliver(deskUrl, activity);
    expect(JSON.stringify(body)).toContain('H-0001 is saved.');
    await teams.reads(personalOf(maria), 'H-0001 is saved.');
  });

  it.each([
    ['with its words when it is one’s own', maria, 'He shouted & left'],
    ['without its words when somebody else wrote it', ben, undefined],
  ])('on a message gives its link, %s', async (_name, author, text) => {
    const { teams, deskUrl, desk } = await serveTeams();
    desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    const on = {
      conversation: channel,
      id: '1700000000000',
      author,
      html: '<p>He <b>shouted</b> &amp; left</p>',
    };
    await teams.deliver(deskUrl, teams.activities.extensionFetchOn(maria, 'message.incident', on));
    const what = desk.requests[0]?.what;
    expect(what).toMatchObject({ type: 'quoted', command: 'incident' });
    expect(what).toHaveProperty('link', expect.stringContaining('https://teams.microsoft.com/l/message/'));
    expect((what as { readonly text?: string }).text).toBe(text);
  });

  it('that is not ours is answered with a sentence', async () => {
    const { teams, deskUrl, desk } = await serveTeams();
    const { body } = await teams.deliver(deskUrl, teams.activities.extensionFetch(maria, 'else'));
    expect(JSON.stringify(body)).toContain('no longer in use');
    expect(desk.requests).toEqual([]);
  });
});

function submitData(body: unknown): object {
  const { task } = body as {
    readonly task: {
      readonly value: {
        readonly card: { readonly content: { readonly actions: readonly { readonly data: object }[] } };
      };
    };
  };
  return task.value.card.content.actions[0]?.data ?? {};
}
