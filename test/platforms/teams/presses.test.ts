import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { personalOf, type StandInMessage } from '../../support/teams/index.ts';
import { card, form, only } from '../slack/tiny-desk.ts';
import { ben, channel, maria, type ServedTeams, serveTeams } from './serve-teams.ts';

const buttons = (...ids: readonly string[]): Card =>
  card('H-0001', {
    parts: [
      {
        type: 'buttons',
        buttons: ids.map((button) => ({ button, label: own(button), record: 'r1', value: 'v' })),
      },
    ],
  });

/** A card of ours in a place, with its actions as they were posted. */
async function posted(served: ServedTeams, where: string, shown: Card) {
  const { platform, teams } = served;
  const address =
    where === channel
      ? (platform.channelAddress('CEN', channel) ?? { id: '', private: false })
      : platform.personAddress({ tenant: teams.tenant, user: ben, contact: `${where} ${teams.serviceUrl}` });
  // A channel that nobody has written in has no address of its own.
  await teams.deliver(served.deskUrl, teams.activities.message(maria, 'hello'));
  const at = await platform.post(address, shown, { locale: 'en' });
  const message = teams.posted(where).at(-1) as StandInMessage;
  return { at, message, actions: actionsIn(message.card) };
}

describe('a press', () => {
  it.each([
    ['in the chat with the desk', personalOf(ben), true],
    ['in a channel', channel, false],
  ])('%s reaches the desk with the message that it stands in', async (_name, where, isPrivate) => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { at, message, actions } = await posted(served, where, buttons('help.claim'));
    await teams.deliver(deskUrl, teams.activities.execute(ben, message, actions[0] ?? {}));
    expect(desk.requests.at(-1)).toMatchObject({
      actor: { user: ben },
      place: { id: where, private: isPrivate },
      what: { type: 'pressed', button: 'help.claim', record: 'r1', value: 'v', message: at.message },
    });
    await teams.reads(personalOf(ben), 'You did: pressed');
  });

  it('redraws the card in its answer and for everybody, and says so to the desk', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { message, actions } = await posted(served, channel, buttons('help.claim'));
    desk.answer = () => ({
      last: Promise.resolve({
        reply: card('You are on your way.'),
        redrawn: { posting: 'p1', revision: 2, card: card('Ben Ortiz is coming') },
      }),
    });
    const answer = await teams.deliver(deskUrl, teams.activities.execute(ben, message, actions[0] ?? {}));
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(JSON.stringify(answer.body)).toContain('Ben Ortiz is coming');
    await teams.reads(channel, 'Ben Ortiz is coming');
    await teams.reads(personalOf(ben), 'You are on your way.');
    // Teams has shown it before it says so.
    await eventually('the desk is told', () => desk.redrawn.length > 0);
    expect(desk.redrawn).toEqual(['p1@2']);
    expect(teams.invalidCards).toEqual([]);
  });

  it('from a client that knows no Action.Execute is the same press', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { message, actions } = await posted(served, personalOf(ben), buttons('help.claim'));
    const { data } = (actions[0]?.fallback ?? {}) as { readonly data: Record<string, unknown> };
    await teams.deliver(deskUrl, teams.activities.submit(ben, message, data));
    expect(desk.requests.at(-1)?.what).toMatchObject({ button: 'help.claim', record: 'r1' });
    await teams.reads(personalOf(ben), 'You did: pressed');
  });

  it('on a button that is not ours is answered with a sentence', async () => {
    const served = await serveTeams();
    const { teams, deskUrl } = served;
    const { message } = await posted(served, personalOf(ben), buttons('help.claim'));
    for (const data of [{}, { button: 7 }, { button: 'x'.repeat(1000) }]) {
      const answer = await teams.deliver(deskUrl, teams.activities.execute(ben, message, { data }));
      expect(answer).toMatchObject({ status: 200 });
      expect(JSON.stringify(answer.body)).toContain('no longer in use');
    }
  });

  it('that is answered with a form after all gives a button that opens it, for the presser only', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { message, actions } = await posted(served, channel, buttons('help.claim'));
    desk.answer = () => ({ last: Promise.resolve({ form: form({ values: { note: 'typed before' } }) }) });
    await teams.deliver(deskUrl, teams.activities.execute(ben, message, actions[0] ?? {}));
    const offered = await teams.reads(personalOf(ben), 'Open the form');
    expect(JSON.stringify(offered)).not.toContain('typed before');
    const [button] = actionsIn(offered.card);
    const data = button?.data as Record<string, unknown>;
    expect(data).toMatchObject({ msteams: { type: 'task/fetch' } });
    const opened = await teams.deliver(deskUrl, teams.activities.taskFetch(ben, offered, data));
    expect(JSON.stringify(opened.body)).toContain('typed before');
    const other = await teams.deliver(deskUrl, teams.activities.taskFetch(maria, offered, data));
    expect(JSON.stringify(other.body)).toContain('somebody else');
    expect(JSON.stringify(other.body)).not.toContain('typed before');
  });
});

describe('a button that opens a form', () => {
  it('is drawn as one, and its press is answered with the dialog', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { message, actions } = await posted(served, personalOf(ben), buttons('tiny.form', 'help.claim'));
    expect(actions.map(({ type }) => type)).toEqual(['Action.Submit', 'Action.Execute']);
    desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    const data = actions[0]?.data as Record<string, unknown>;
    const answer = await teams.deliver(deskUrl, teams.activities.taskFetch(ben, message, data));
    expect(desk.requests.at(-1)).toMatchObject({
      canOpenForm: true,
      what: { button: 'tiny.form', record: 'r1' },
    });
    expect(answer.body).toMatchObject({ task: { type: 'continue', value: { title: 'Call for help' } } });
    expect(teams.invalidCards).toEqual([]);
  });

  it('shows what is said instead of a form in the dialog, where only the presser sees it', async () => {
    const served = await serveTeams();
    const { teams, deskUrl, desk } = served;
    const { message, actions } = await posted(served, channel, buttons('tiny.form'));
    desk.answer = () => only(card('Only a supervisor may.'));
    const data = actions[0]?.data as Record<string, unknown>;
    const answer = await teams.deliver(deskUrl, teams.activities.taskFetch(ben, message, data));
    expect(JSON.stringify(answer.body)).toContain('Only a supervisor may.');
    expect(teams.posted(personalOf(ben))).toEqual([]);
  });
});

function actionsIn(json: unknown): readonly Readonly<Record<string, unknown>>[] {
  const body = (json as { readonly body?: readonly Readonly<Record<string, unknown>>[] })?.body ?? [];
  return body.flatMap((one) => (Array.isArray(one.actions) ? one.actions : []));
}
