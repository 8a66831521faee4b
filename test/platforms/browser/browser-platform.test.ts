import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { SendError } from '../../../src/platforms/platform.ts';
import { createDrivenClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { linesOf } from '../adaptive-card/inspect.ts';
import { act, actBody, ask, type Listening, listenAs, pageHeaders } from './ask.ts';
import { type Served, serveBrowser } from './serve.ts';
import { callForm, plainCard } from './tiny-desk.ts';

const clock = createDrivenClock('2026-11-22T18:40:00.000Z');
let served: Served;
const open: Listening[] = [];

beforeEach(async () => {
  served = await serveBrowser({ clock });
});
afterEach(async () => {
  for (const listening of open.splice(0)) listening.close();
  await served.stop();
});

async function listen(as: string, locale?: string): Promise<Listening> {
  const listening = await listenAs(served, as, locale);
  open.push(listening);
  return listening;
}

const maria = { id: 'person:maria', private: true };
const central = { id: 'channel:CEN', private: false };
const english = { locale: 'en' };

describe('what somebody does', () => {
  it('reaches the desk as a request of that member of staff, in that conversation', async () => {
    await act(served, { type: 'command', typed: '/assist now teen area' }, { place: 'channel:CEN' });
    expect(served.desk.requests).toMatchObject([
      {
        key: expect.stringMatching(/^browser:[0-9a-f-]{36}$/),
        actor: {
          platform: 'browser',
          tenant: 'local',
          user: 'maria',
          name: 'Maria Santos',
          standing: 'member',
        },
        place: { id: 'channel:CEN', private: false },
        locale: 'en-GB',
        canOpenForm: true,
        what: { type: 'command', words: 'assist now teen area' },
      },
    ]);
  });

  it('has the same key when the page sends the same thing again', async () => {
    const id = '6f7c1c39-4f0a-4f5e-9b1a-2f4e0d6c7b8a';
    await act(served, { type: 'command', typed: 'x' }, { id });
    await act(served, { type: 'command', typed: 'x' }, { id });
    const [first, second] = served.desk.requests;
    expect(first?.key).toBe(second?.key);
  });

  it('can be a press, with the message that holds the button', async () => {
    const data = { button: 'help.claim', record: 'h1', value: 'CEN' };
    const [answer] = await act(served, { type: 'pressed', data, message: 'm1' });
    expect(served.desk.requests[0]?.what).toEqual({ type: 'pressed', ...data, message: 'm1' });
    expect(answer?.reply?.summary).toBe('You pressed: help.claim');
  });

  it('can be a form, which comes back with what was written and what is wrong', async () => {
    const [opened] = await act(served, { type: 'command', typed: '/assist' });
    expect(opened?.form).toMatchObject({ title: 'Call for help', form: 'help.form', problems: false });
    const data = { form: 'help.form', instance: 'instance-1', 'text.note': 'a chair' };
    const [back] = await act(served, { type: 'submitted', data });
    expect(served.desk.requests[1]?.what).toEqual({
      type: 'submitted',
      form: 'help.form',
      instance: 'instance-1',
      values: { note: 'a chair' },
    });
    expect(back?.form?.problems).toBe(true);
    expect(JSON.stringify(back?.form?.json)).toContain('a chair');
  });

  it('is answered with what must be read at once before the rest is known', async () => {
    let finish = (): void => {};
    const last = new Promise<{ reply: ReturnType<typeof plainCard> }>((resolve) => {
      finish = () => resolve({ reply: plainCard('Saved') });
    });
    served.desk.answerNext({ first: { reply: plainCard('Dial 9-911') }, last });
    const response = await fetch(`${served.url}/desk/act`, {
      method: 'POST',
      headers: pageHeaders(served),
      body: actBody({ type: 'command', typed: 'assist emergency' }),
    });
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader?.read())?.value)).toContain('Dial 9-911');
    finish();
    expect(decoder.decode((await reader?.read())?.value)).toContain('Saved');
  });
});

describe('what the desk posts', () => {
  it('reaches every open page of the person and nobody else', async () => {
    const [first, second, omar] = [await listen('maria'), await listen('omar,maria'), await listen('omar')];
    const posted = await served.platform.post(maria, plainCard('Are you there?'), english);
    await eventually('both pages to have it', () => first.events.length === 1 && second.events.length === 1);
    expect(first.events).toMatchObject([
      {
        type: 'post',
        place: 'person:maria',
        message: { message: posted.message, summary: 'Are you there?' },
      },
    ]);
    await served.platform.post(central, plainCard('To all'), english);
    await eventually('the channel’s message', () => omar.events.length === 1);
    expect(omar.events).toMatchObject([{ place: 'channel:CEN' }]);
  });

  it('is changed in place by an update', async () => {
    const listening = await listen('maria');
    const posted = await served.platform.post(maria, plainCard('Asked'), english);
    await served.platform.update(posted, plainCard('Coming'), english);
    await eventually('both', () => listening.events.length === 2);
    expect(listening.events[1]).toMatchObject({
      type: 'update',
      message: { message: posted.message, summary: 'Coming' },
    });
  });

  it('keeps its id when it is sent again, and a new message has a new one', async () => {
    const marked = { locale: 'en', marker: 'row-1' };
    const first = await served.platform.post(maria, plainCard('a'), marked);
    const again = await served.platform.post(maria, plainCard('a'), { ...marked, repeat: true });
    const other = await served.platform.post(maria, plainCard('a'), english);
    expect(again).toEqual(first);
    expect(other.message).not.toBe(first.message);
  });

  it('is written in each reader’s language', async () => {
    const [british, american] = [await listen('maria', 'en-GB'), await listen('maria', 'en-US')];
    await served.platform.post(maria, plainCard('x'), english);
    await eventually('both', () => british.events.length + american.events.length === 2);
    const [whenBritish, whenAmerican] = [british, american].map(({ events: [event] }) =>
      event !== undefined && 'message' in event ? event.message.when : undefined,
    );
    expect(whenBritish).toBeDefined();
    expect(whenBritish).not.toBe(whenAmerican);
  });

  it('is refused for good when there is no such place', async () => {
    for (const id of ['person:nobody', 'channel:NOWHERE', 'elsewhere']) {
      const refused = served.platform.post({ id, private: true }, plainCard('x'), english);
      await expect(refused).rejects.toMatchObject({
        name: SendError.name,
        failure: 'never',
        reason: 'no_such_place',
      });
    }
    expect(served.platform.channelAddress('NOWHERE', undefined)).toBeUndefined();
    expect(served.platform.channelAddress('CEN', undefined)).toEqual(central);
    expect(served.platform.personAddress({ tenant: 'local', user: 'maria' })).toEqual(maria);
  });

  it('shows the pressed card’s new face on every page of the place, and tells the desk that it is drawn', async () => {
    const listening = await listen('maria');
    const redrawn = { posting: 'p1', revision: 3, card: plainCard('You are coming') };
    served.desk.answerNext({ last: Promise.resolve({ redrawn }) });
    await act(served, { type: 'pressed', data: { button: 'help.claim' }, message: 'm1' });
    await eventually('the update', () => listening.events.length === 1);
    expect(listening.events[0]).toMatchObject({
      type: 'update',
      message: { message: 'm1', summary: 'You are coming' },
    });
    expect(served.desk.redrawn).toEqual(['p1@3']);
  });
});

describe('a page that opens', () => {
  it('gets what stands in the conversation from the desk', async () => {
    served.desk.standing.set('channel:CEN', [
      { message: 'm1', at: '2026-11-22T18:40:00.000Z', card: plainCard('**Open**') },
    ]);
    const { body } = await ask(served, '/desk/state?as=maria&place=channel:CEN');
    const { messages } = JSON.parse(body) as { messages: { json: unknown; message: string }[] };
    expect(messages.map(({ message }) => message)).toEqual(['m1']);
    expect(linesOf(messages[0]?.json)).toEqual(['**Open**']);
  });

  it('learns who can be acted as, where, and what can be typed', async () => {
    const start = JSON.parse((await ask(served, '/desk/start')).body) as unknown;
    expect(start).toMatchObject({
      title: 'Northgate Libraries',
      note: expect.stringContaining('demo') as string,
      people: [
        {
          user: 'maria',
          actingAs: 'You act as Maria Santos',
          detail: 'At Central until 18:00',
          onShift: true,
        },
        {},
        {},
        {},
      ],
      branches: [{ code: 'CEN', name: 'Central' }, {}],
      commands: [{ word: 'assist', label: 'Call for help', direct: true }, {}, {}],
    });
  });

  it('sees people and branches that were added since', async () => {
    const people = [{ user: 'new', name: 'New Person', detail: own('First day') }];
    await served.stop();
    served = await serveBrowser({ people: () => people });
    people.push({ user: 'newer', name: 'Newer Person', detail: own('Second day') });
    expect((await ask(served, '/desk/state?as=newer')).status).toBe(200);
  });
});

describe('the streams', () => {
  it('are kept alive, so that dead ones are noticed', async () => {
    const listening = await listen('maria');
    clock.skip(5_000);
    await eventually('the first beat', () => listening.raw().includes('event: beat'));
    const before = listening.raw().length;
    clock.skip(5_000);
    await eventually('the next beat', () => listening.raw().length > before);
  });

  it('end when the desk stops', async () => {
    const listening = await listen('maria');
    await served.platform.stop();
    await eventually('the end', () => listening.ended());
  });

  it('carry what happens to a hundred pages at once', async () => {
    const pages = await Promise.all(Array.from({ length: 100 }, () => listen('maria')));
    await served.platform.post(maria, plainCard('All'), english);
    await eventually('all of them', () => pages.every((page) => page.events.length === 1));
  });
});

it('draws a form with the fields’ own words', async () => {
  served.desk.answerNext({
    first: { form: callForm({ notice: own('<b>Look</b>') }) },
    last: Promise.resolve({}),
  });
  const [first] = await act(served, { type: 'command', typed: 'assist' });
  expect(linesOf(first?.form?.json)[0]).toBe('<b>Look</b>');
});

describe('a person’s Home', () => {
  it('is asked of the desk as that person, and is drawn as a card', async () => {
    served.desk.answerNext({ last: Promise.resolve({ reply: plainCard('Your shift') }) });
    const { status, body } = await ask(served, '/desk/home?as=maria');
    expect(status).toBe(200);
    expect(linesOf((JSON.parse(body) as { card: { json: unknown } }).card.json)).toEqual(['Your shift']);
    expect(served.desk.requests).toMatchObject([
      { actor: { user: 'maria', standing: 'member' }, place: maria, what: { type: 'homeOpened' } },
    ]);
  });

  it('is told of anew to the pages of that person alone', async () => {
    const [marias, omars] = [await listen('maria'), await listen('omar')];
    await served.platform.publishHome?.('maria', plainCard('Your shift'), english);
    await served.platform.post({ id: 'person:omar', private: true }, plainCard('x'), english);
    await eventually('both', () => marias.events.length > 0 && omars.events.length > 0);
    expect(marias.events).toMatchObject([
      { type: 'home', place: 'person:maria', card: { summary: 'Your shift' } },
    ]);
    expect(omars.events).toMatchObject([{ type: 'post' }]);
  });

  it('is known to be shown for as long as a page of that person is open', async () => {
    const isShown = () => served.platform.isHomeShown?.('maria');
    await listen('omar');
    expect(isShown()).toBe(false);
    const page = await listen('maria');
    expect(isShown()).toBe(true);
    page.close();
    await eventually('the end', () => isShown() === false);
  });

  it('is refused for somebody whom the page cannot act as', async () => {
    expect((await ask(served, '/desk/home?as=nobody')).status).toBe(403);
    expect((await ask(served, '/desk/home')).status).toBe(403);
    await expect(served.platform.publishHome?.('nobody', plainCard('x'), english)).rejects.toMatchObject({
      failure: 'never',
    });
    expect(served.desk.requests).toEqual([]);
  });
});
