import { describe, expect, it } from 'vitest';
import { inOrder, lost, type Rings, ringsSomebody, routesOf, settle } from '../../src/delivery/routes.ts';
import type { OutboxRow, Target } from '../../src/delivery/schema.ts';

const now = '2026-11-22T23:40:00.000Z';
const rings: Rings = (route) => route !== 'browser';
const content = { record: { kind: 'help', id: 'one' }, view: 'asked' } as const;

type Route = Omit<Target, 'state'>;
function to(platform: Target['platform'], person = 'staff:maria'): Route {
  return { platform, person, content, address: { id: `${platform} ${person}`, private: true } };
}

function rowOf(first: readonly Route[], later: readonly Route[], urgent = true): OutboxRow {
  const what = urgent ? { urgent } : {};
  const marked = [first, later].map((routes) => routes.map((one) => ({ ...one, ...what })));
  const targets = [...inOrder(marked[0] ?? [], marked[1] ?? [], { message: 0, urgent, now })];
  return { id: 'row', revision: 1, at: now, lane: 'ask', targets };
}

/** The row after one of its targets has come to an end. */
function ended(
  row: OutboxRow,
  platform: Target['platform'],
  state: Target['state'],
  isAnswerExpected = false,
  at = now,
): OutboxRow {
  const index = row.targets.findIndex((one) => one.platform === platform);
  const targets = row.targets.map((one, at) => (at === index ? { ...one, state } : one));
  return settle({ ...row, targets }, index, at, { rings, isAnswerExpected: () => isAnswerExpected });
}

const statesOf = (row: OutboxRow) => Object.fromEntries(row.targets.map((one) => [one.platform, one.state]));
const dueOf = (row: OutboxRow) =>
  Object.fromEntries(row.targets.flatMap(({ platform, dueAt }) => (dueAt ? [[platform, dueAt]] : [])));

describe('the routes of one message', () => {
  const all = rowOf([to('slack'), to('teams')], [to('email'), to('webhook')]);

  it('begin with every platform at once, and the next one waits for them', () => {
    expect(statesOf(all)).toEqual({
      slack: 'pending',
      teams: 'pending',
      email: 'waiting',
      webhook: 'waiting',
    });
    expect(dueOf(all)).toEqual({ email: '2026-11-22T23:40:30.000Z' });
    expect(dueOf(rowOf([to('slack')], [to('email')], false))).toEqual({ email: '2026-11-22T23:42:00.000Z' });
  });

  it('begin with e-mail for somebody who is on no platform', () => {
    const row = rowOf([], [to('email'), to('webhook')]);
    expect(statesOf(row)).toEqual({ email: 'pending', webhook: 'waiting' });
    expect(dueOf(row)).toEqual({ webhook: '2026-11-22T23:40:30.000Z' });
  });

  it('end with the first platform that delivers', () => {
    expect(statesOf(ended(all, 'teams', 'sent'))).toEqual({
      slack: 'pending',
      teams: 'sent',
      email: 'expired',
      webhook: 'expired',
    });
  });

  it('go on with the next one after a minute, when what was delivered has to be answered', () => {
    const taken = ended(all, 'teams', 'sent', true);
    expect(statesOf(taken)).toMatchObject({ email: 'waiting', webhook: 'waiting' });
    expect(dueOf(taken)).toEqual({ email: '2026-11-22T23:41:00.000Z' });
    const late = ended(rowOf([to('slack')], [to('email')], false), 'slack', 'sent', true);
    expect(dueOf(late)).toEqual({ email: '2026-11-22T23:45:00.000Z' });
  });

  it('are not put off by a platform that delivers later than another', () => {
    const later = '2026-11-22T23:40:50.000Z';
    const taken = ended(all, 'slack', 'sent', true);
    expect(dueOf(ended(taken, 'teams', 'sent', true, later))).toEqual({ email: '2026-11-22T23:41:00.000Z' });
  });

  it('go on at once when every platform has failed for good, and not before', () => {
    const one = ended(all, 'slack', 'failed');
    expect(statesOf(one)).toMatchObject({ email: 'waiting' });
    const both = ended(one, 'teams', 'failed');
    expect(statesOf(both)).toMatchObject({ email: 'pending', webhook: 'waiting' });
    expect(dueOf(both)).toEqual({ webhook: '2026-11-22T23:40:30.000Z' });
    expect(statesOf(ended(both, 'email', 'failed'))).toMatchObject({ webhook: 'pending' });
    expect(statesOf(ended(both, 'email', 'sent'))).toMatchObject({ webhook: 'expired' });
  });

  it('end when there is nothing to say any more', () => {
    expect(statesOf(ended(all, 'slack', 'expired'))).toMatchObject({ email: 'expired', webhook: 'expired' });
  });

  it('do not end at a page that nobody may be looking at, unless the person is nowhere else', () => {
    const besides = rowOf([to('slack'), to('browser')], [to('email')]);
    expect(statesOf(ended(besides, 'browser', 'sent'))).toMatchObject({ slack: 'pending', email: 'waiting' });
    const gone = ended(ended(besides, 'browser', 'sent'), 'slack', 'failed');
    expect(statesOf(gone)).toMatchObject({ email: 'pending' });
    expect(statesOf(ended(rowOf([to('browser')], [to('email')]), 'browser', 'sent'))).toEqual({
      browser: 'sent',
      email: 'expired',
    });
  });

  it('leave the routes of others in the same row alone', () => {
    const row = rowOf([to('slack')], [to('email')]);
    const others = inOrder([to('slack', 'staff:omar')], [to('email', 'staff:omar')], {
      message: row.targets.length,
      urgent: true,
      now,
    });
    const both = { ...row, targets: [...row.targets, ...others] };
    const states = ended(both, 'slack', 'failed').targets.map(({ state }) => state);
    expect(states).toEqual(['failed', 'pending', 'pending', 'waiting']);
  });
});

it('are there for what rings somebody about a record, and not for redraws, channels or one’s own card', () => {
  const { record } = content;
  const card = { summary: { own: 'Nobody has confirmed' }, parts: [] };
  expect(ringsSomebody(content)).toBe(true);
  expect(ringsSomebody({ record, view: 'supervisor' })).toBe(true);
  expect(ringsSomebody({ card, record })).toBe(true);
  expect(ringsSomebody({ card })).toBe(false);
  expect(ringsSomebody({ record, view: 'caller' })).toBe(false);
  expect(ringsSomebody({ record, view: 'channel' })).toBe(false);
});

describe('a person whom nothing reached', () => {
  const at = (platform: Target['platform'], state: Target['state']): Target => ({ ...to(platform), state });
  const lostOf = (...routes: Target[]) => lost(routes, rings)?.map(({ platform }) => platform);

  it('is one with whom every route failed', () => {
    expect(lostOf(at('slack', 'failed'), at('email', 'failed'))).toEqual(['slack', 'email']);
    expect(lostOf(at('slack', 'failed'), at('teams', 'sending'))).toBeUndefined();
    expect(lostOf(at('slack', 'failed'), at('email', 'waiting'))).toBeUndefined();
    expect(lostOf(at('slack', 'failed'), at('email', 'expired'))).toBeUndefined();
  });

  it('is not saved by a page that shows everything to everybody, unless they are nowhere else', () => {
    expect(lostOf(at('slack', 'failed'), at('browser', 'sent'))).toEqual(['slack']);
    expect(lostOf(at('browser', 'sent'))).toBeUndefined();
  });

  it('is told apart by message: another to them in the same row says nothing of this one', () => {
    const end = {
      ...to('slack'),
      content: { record: content.record, card: { summary: { own: '' }, parts: [] } },
    };
    const [asked, rung] = [
      inOrder([to('slack')], [], { message: 0, urgent: true, now }),
      inOrder([end], [], { message: 1, urgent: true, now }),
    ];
    const row: OutboxRow = { id: 'row', revision: 1, at: now, lane: 'ask', targets: [...asked, ...rung] };
    expect(routesOf(row, 0)).toEqual(asked);
    expect(routesOf(row, 1)).toEqual(rung);
  });
});
