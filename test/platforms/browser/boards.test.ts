import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import type { WireBoard } from '../../../src/platforms/browser/wire.ts';
import { createDrivenClock, type DrivenClock } from '../../support/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { act, ask } from './ask.ts';
import { type Served, serveBrowser } from './serve.ts';

const address = '/desk/board?as=omar&name=today';

const waiting = (count: number): Card => ({
  summary: own(`${count} are waiting`),
  board: 'today',
  parts: [
    { type: 'heading', text: own('Waiting at Central') },
    { type: 'facts', facts: [{ label: own('H-0001, just now'), value: own('Nobody has answered yet') }] },
    { type: 'buttons', buttons: [{ button: 'help.close', label: own('Close it') }] },
    { type: 'text', text: own(`${count - 1} more`) },
    { type: 'context', text: own('As of 18:40.') },
  ],
});

let clock: DrivenClock;
let served: Served;
let answers: Card;
beforeEach(async () => {
  clock = createDrivenClock('2026-11-22T23:40:00.000Z');
  served = await serveBrowser({ clock, boards: ['today'] });
  answers = waiting(1);
  const { handle } = served.desk;
  served.desk.handle = (asked) => {
    const handling = handle(asked);
    const isBoard = asked.what.type === 'command' && asked.what.words === 'today';
    return isBoard ? { last: Promise.resolve({ reply: answers }) } : handling;
  };
});
afterEach(() => served.stop());

/** Leaves a board open. */
function leaveOpen(path = address): Promise<{ readonly boards: readonly WireBoard[]; ended(): boolean }> {
  return new Promise((resolve, reject) => {
    const { port } = served;
    const sent = request({ host: '127.0.0.1', port, path, headers: { host: `127.0.0.1:${port}` } });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const boards: WireBoard[] = [];
      let rest = '';
      let ended = false;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) boards.push(JSON.parse(part.replace(/^.*\ndata: /, '')) as WireBoard);
      });
      response.on('close', () => {
        ended = true;
      });
      resolve({ boards, ended: () => ended });
    });
    sent.end();
  });
}

describe('a board', () => {
  it('asks the desk for the command’s answer in the person’s name, and shows its words without its buttons', async () => {
    const { boards } = await leaveOpen();
    await eventually('the board', () => boards.length === 1);
    expect(boards[0]).toMatchObject({
      summary: '1 are waiting',
      old: 'Not up to date since Sun 22 Nov 23:40.',
      words: { boardLost: expect.stringContaining('Dial 9-911 from any desk phone.') },
      parts: [
        { type: 'heading', text: 'Waiting at Central' },
        { type: 'fact', label: 'H-0001, just now', value: 'Nobody has answered yet' },
        { type: 'text', text: '0 more' },
        { type: 'context', text: 'As of 18:40.' },
      ],
    });
    expect(served.desk.requests).toMatchObject([
      {
        actor: { user: 'omar' },
        canOpenForm: false,
        what: { type: 'command', words: 'today', isLeftOpen: true },
      },
    ]);
  });

  it('is sent again when the desk has changed, once for several changes', async () => {
    const { boards } = await leaveOpen();
    await eventually('the board', () => boards.length === 1);
    answers = waiting(3);
    for (let count = 0; count < 20; count++) served.desk.change();
    clock.skip(250);
    await eventually('the change', () => boards.length === 2);
    expect(boards[1]?.summary).toBe('3 are waiting');
    served.desk.change();
    clock.skip(250);
    answers = waiting(4);
    served.desk.change();
    clock.skip(250);
    await eventually('the next change', () => boards.length > 2);
    expect(boards.map(({ summary }) => summary)).toEqual(['1 are waiting', '3 are waiting', '4 are waiting']);
  });

  it('is sent every ten seconds as a sign of life', async () => {
    const { boards } = await leaveOpen();
    await eventually('the board', () => boards.length === 1);
    clock.skip(10_000);
    await eventually('a sign of life', () => boards.length === 2);
    clock.skip(10_000);
    await eventually('another', () => boards.length === 3);
  });

  it('ends when its person is gone, and with the desk', async () => {
    let people = [{ user: 'omar', name: 'Omar Haddad' }];
    await served.stop();
    served = await serveBrowser({ clock, boards: ['today'], people: () => people });
    const gone = await leaveOpen();
    await eventually('the board', () => gone.boards.length === 1);
    people = [];
    clock.skip(10_000);
    await eventually('its end', gone.ended);
    people = [{ user: 'omar', name: 'Omar Haddad' }];
    const other = await leaveOpen();
    await served.platform.stop();
    await eventually('its end', other.ended);
  });

  it('is there only for commands that were declared to have one, and for people that there are', async () => {
    expect((await ask(served, '/desk/board?as=omar&name=assist')).status).toBe(404);
    expect((await ask(served, '/desk/board?as=omar')).status).toBe(404);
    expect((await ask(served, '/desk/board?as=nobody&name=today')).status).toBe(403);
    expect((await ask(served, '/assist')).status).toBe(404);
    expect(served.desk.requests).toEqual([]);
  });

  it('answers only this computer’s own browser', async () => {
    for (const path of ['/today', address]) {
      expect((await ask(served, path, { headers: { host: 'evil.example' } })).status).toBe(403);
      expect((await ask(served, path, { headers: { 'x-forwarded-for': '1.2.3.4' } })).status).toBe(403);
    }
    const origin = 'http://evil.example';
    expect((await ask(served, address, { headers: { origin } })).status).toBe(403);
    expect((await ask(served, address, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect(served.desk.requests).toEqual([]);
  });

  it('needs the key where there is one; the page takes it from its own address', async () => {
    await served.stop();
    served = await serveBrowser({ clock, boards: ['today'], key: 'the-key' });
    expect((await ask(served, address)).status).toBe(401);
    expect((await ask(served, '/today?as=omar')).body).toContain('/desk/board.js');
    const { status, headers } = await ask(served, '/today?as=omar&key=the-key');
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/today?as=omar' });
    const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await ask(served, '/desk/start', { headers: { cookie } })).status).toBe(200);
  });

  it('is named on the card that it shows', async () => {
    const [answer] = await act(served, { type: 'command', typed: '/desk today' });
    expect(answer?.reply?.board).toBe('today');
    const [other] = await act(served, { type: 'command', typed: 'hello' });
    expect(other?.reply).not.toHaveProperty('board');
  });
});
