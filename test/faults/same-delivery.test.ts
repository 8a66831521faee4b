import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { readDatabase } from '../support/process/read-database.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

it('twelve times at once and again after a restart makes one record and one set of messages', async () => {
  const call: PageAct = {
    id: randomUUID(),
    as: 'priya',
    what: { type: 'command', typed: '/assist now teen area two people' },
  };
  const answers = await Promise.all(Array.from({ length: 12 }, () => sendAct(desk.address, call)));
  const [first] = answers;
  expect(first?.reply).toContain('H-0001 is saved');
  for (const answer of answers) expect(answer).toEqual(first);

  const maria = desk.person('maria');
  await reads(maria, 'H-0001');
  const { calls } = await readDatabase(join(desk.directory, 'db'));
  const press: PageAct = {
    id: randomUUID(),
    as: 'maria',
    what: { type: 'pressed', data: { button: 'help.claim', record: calls[0]?.id ?? '' } },
  };
  const pressed = await Promise.all(Array.from({ length: 6 }, () => sendAct(desk.address, press)));
  expect(new Set(pressed.map(({ reply }) => reply)).size).toBe(1);
  await reads(desk.person('priya'), 'Maria Santos is coming to you');

  await desk.restart();
  expect(await sendAct(desk.address, call)).toEqual(first);
  expect((await sendAct(desk.address, press)).reply).toBe(pressed[0]?.reply);

  await desk.restart();
  const found = await readDatabase(join(desk.directory, 'db'));
  expect(found.calls).toHaveLength(1);
  expect(found.calls[0]?.notes).toHaveLength(1);
  expect(found.calls[0]?.responders).toHaveLength(1);
  // The caller's card and "is coming", the channel's card, and one for each of those on shift.
  expect(found.postings).toHaveLength(6);
  expect(new Set(found.postings.map(({ message }) => message)).size).toBe(6);
});

it('is something else than the same words typed again', async () => {
  const priya = desk.person('priya');
  expect(await priya.types('/assist now teen area')).toContain('H-0001 is saved');
  expect(await priya.types('/assist now teen area')).toContain('Your call H-0001 was still open');
  const { calls } = await readDatabase(join(desk.directory, 'db'));
  expect(calls.map((call) => call.timeline.filter(({ what }) => what === 'added').length)).toEqual([1]);
});
