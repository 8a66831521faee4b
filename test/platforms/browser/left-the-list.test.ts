import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireStart } from '../../../src/platforms/browser/wire.ts';
import { act, actBody, ask, pageHeaders } from './ask.ts';
import { type Served, serveBrowser } from './serve.ts';

/** Ken has left, and has a part in call-1 alone. */
const left = (user: string, call = 'call-1') =>
  user === 'ken' && call === 'call-1' ? { user, name: 'Ken Abe' } : undefined;
const ken = { as: 'ken', place: 'person:ken' };
const press = (record?: string) => ({
  type: 'pressed',
  data: { button: 'help.claim', ...(record === undefined ? {} : { record }) },
});

describe('somebody who left the list during a call', () => {
  let served: Served;
  beforeEach(async () => {
    served = await serveBrowser({ left, boards: ['today'] });
  });
  afterEach(() => served.stop());

  const statusOf = async (what: unknown) => {
    const sent = { method: 'POST', headers: pageHeaders(served), body: actBody(what, ken) } as const;
    return (await ask(served, '/desk/act', sent)).status;
  };

  it('presses the buttons of that call', async () => {
    await act(served, press('call-1'), ken);
    expect(served.desk.requests.at(-1)?.actor).toMatchObject({ user: 'ken', name: 'Ken Abe' });
  });

  it.each([
    ['a button of another record', press('call-2')],
    ['a button of no record', press()],
    ['a typed command', { type: 'command', typed: 'assist now' }],
    ['a form', { type: 'submitted', data: { form: 'help.form', instance: 'i-1', action: 'submit' } }],
  ])('is refused %s', async (_, what) => {
    expect(await statusOf(what)).toBe(403);
    expect(served.desk.requests).toEqual([]);
  });

  it('reads their own conversation, and neither Home nor what others have', async () => {
    const read = async (path: string) => (await ask(served, path)).status;
    expect(await read('/desk/state?as=ken')).toBe(200);
    expect(await read('/desk/state?as=ken&place=person:maria')).toBe(403);
    expect(await read('/desk/state?as=nobody')).toBe(403);
    expect(await read('/desk/home?as=ken')).toBe(403);
    expect(await read('/desk/board?as=ken&name=today')).toBe(403);
  });

  it('cannot be chosen', async () => {
    expect((await ask(served, '/desk/start')).body).not.toContain('Ken Abe');
  });

  it('is told of beside those who can be chosen to a page that shows them', async () => {
    const start = JSON.parse((await ask(served, '/desk/start?as=maria,ken,nobody')).body) as WireStart;
    expect(start.left.map(({ user }) => user)).toEqual(['ken']);
    expect(start.people.map(({ user }) => user)).not.toContain('ken');
  });
});
