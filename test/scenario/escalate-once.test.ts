import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adaptiveCardButtons } from '../support/desk/adaptive-text.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

/** The id of the record behind a button in somebody's conversation. */
async function recordOf(label: string, user: string): Promise<string> {
  const query = new URLSearchParams({ as: user, place: `person:${user}` });
  const response = await fetch(`${desk.address}/desk/state?${query.toString()}`);
  const { messages } = (await response.json()) as { messages: { json: unknown }[] };
  const buttons = messages.flatMap(({ json }) => adaptiveCardButtons(json));
  const data = buttons.find((button) => button.label === label)?.data as { record: string } | undefined;
  if (data === undefined) throw new Error(`${user} sees no button "${label}".`);
  return data.record;
}

it('a question and its answer delivered many times at once, and again after a restart, happen once', async () => {
  const asked: PageAct = {
    id: randomUUID(),
    as: 'priya',
    what: { type: 'command', typed: '/escalate may we close early before 19:30' },
  };
  const answers = await Promise.all(Array.from({ length: 8 }, () => sendAct(desk.address, asked)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]?.reply).toContain('E-0001');
  const [priya, lee] = [desk.person('priya'), desk.person('lee')];
  await reads(lee, '[Yes]');
  expect(await lee.rings()).toBe(1);

  const record = await recordOf('Yes', 'lee');
  const press: PageAct = {
    id: randomUUID(),
    as: 'lee',
    what: { type: 'pressed', data: { button: 'escalation.yes', record } },
  };
  const pressed = await Promise.all(Array.from({ length: 8 }, () => sendAct(desk.address, press)));
  expect(new Set(pressed.map(({ reply }) => reply)).size).toBe(1);
  await reads(priya, 'Lee Wong decided: Yes (E-0001).');
  // The live card, and the decision.
  expect(await priya.rings()).toBe(2);

  await desk.restart();
  expect(await sendAct(desk.address, asked)).toEqual(answers[0]);
  expect((await sendAct(desk.address, press)).reply).toBe(pressed[0]?.reply);
  expect(await priya.rings()).toBe(2);
  expect(await lee.rings()).toBe(1);
  expect(await priya.types('/escalate another matter')).toContain('E-0002');
});

// Slack itself refuses an empty required field and a text that is too long; the page leaves both to the desk.
it('a form on the page comes back with each problem by its field and everything kept', async () => {
  const priya = desk.person('priya');
  await priya.types('/escalate');
  await priya.submits({ 'By when': 'soon', 'Number of the call or report': 'seven' });
  const again = priya.seesForm();
  expect(again).toContain('Say what needs deciding.');
  expect(again).toContain('I could not read that as a time.');
  expect(again).toContain('That is not a number such as H-0007 or CEN-2026-00042.');
  await priya.submits({
    'What needs deciding': 'x'.repeat(1001),
    'By when': 'before 18:30',
    'Number of the call or report': '',
  });
  expect(priya.seesForm()).toContain('18:30 is over. Write a time that lies ahead.');
  await priya.submits({ 'By when': 'in 20 minutes' });
  expect(priya.seesForm()).toContain('1001 characters');
  await priya.submits({ 'What needs deciding': 'kept to the point' });
  await hears(priya, 'E-0001');
  await reads(desk.person('lee'), 'kept to the point');
});
