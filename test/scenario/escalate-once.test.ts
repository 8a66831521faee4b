import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adaptiveCardButtons } from '../support/desk/adaptive-text.ts';
import { allRecorded } from '../support/desk/all-recorded.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { entraId, personalOf, type TeamsStandIn } from '../support/teams/index.ts';
import { cardToButtons } from '../support/teams/seen.ts';

/** Something that one person does, delivered as often as this is called. Resolves with the answer to the delivery. */
type Delivery = () => Promise<string>;

interface Deliveries {
  typed(who: string, words: string): Delivery;
  pressed(who: string, label: string): Promise<Delivery>;
}

function fromThePage(desk: TestDesk): Deliveries {
  const delivery = (act: PageAct) => async () => (await sendAct(desk.address, act)).reply;
  return {
    typed: (as, typed) => delivery({ id: randomUUID(), as, what: { type: 'command', typed } }),
    async pressed(as, label) {
      const query = new URLSearchParams({ as, place: `person:${as}` });
      const response = await fetch(`${desk.address}/desk/state?${query.toString()}`);
      const { messages } = (await response.json()) as { messages: { json: unknown }[] };
      const buttons = messages.flatMap(({ json }) => adaptiveCardButtons(json));
      const data = buttons.find((button) => button.label === label)?.data as
        | Record<'button' | 'record', string>
        | undefined;
      if (data === undefined) throw new Error(`${as} sees no button "${label}".`);
      return delivery({ id: randomUUID(), as, what: { type: 'pressed', data } });
    },
  };
}

function fromTeams(desk: TestDesk, teams: TeamsStandIn): Deliveries {
  const delivery = (activity: object) => async () => {
    const { status, body } = await teams.deliver(desk.address, activity);
    expect(status).toBe(200);
    return JSON.stringify(body ?? '');
  };
  return {
    typed: (who, words) => delivery(teams.activities.message(entraId(who), words.replace('/', ''))),
    async pressed(who, label) {
      const on = await teams.reads(personalOf(entraId(who)), label);
      const { action = {} } = cardToButtons(on.card).find((button) => button.label === label) ?? {};
      return delivery(teams.activities.execute(entraId(who), on, action));
    },
  };
}

// What Slack delivers twice is in slack.test.ts.
describe.each(['page', 'teams'] as const)('%s', (people) => {
  let desk: TestDesk;
  let deliveries: Deliveries;
  beforeEach(async () => {
    desk = await startDesk({ people });
    deliveries = desk.teams === undefined ? fromThePage(desk) : fromTeams(desk, desk.teams);
  });
  afterEach(() => desk.stop());

  it('a question and its answer delivered many times at once, and again after a restart, happen once', async () => {
    const [priya, lee] = [desk.person('priya'), desk.person('lee')];
    const asked = deliveries.typed('priya', '/escalate may we close early before 19:30');
    const answers = await Promise.all(Array.from({ length: 8 }, asked));
    expect(new Set(answers).size).toBe(1);
    // The page answers the delivery itself, and Teams with a message.
    if (people === 'page') expect(answers[0]).toContain('E-0001');
    else await hears(priya, 'E-0001');
    await reads(lee, '[Yes]');
    expect(await lee.rings()).toBe(1);

    // The answer to a press shows the card, once it is known where that stands.
    await allRecorded(desk);
    const press = await deliveries.pressed('lee', 'Yes');
    const pressed = await Promise.all(Array.from({ length: 8 }, press));
    expect(new Set(pressed).size).toBe(1);
    await reads(priya, 'Lee Wong decided: Yes (E-0001).');
    await eventually('the live card and the decision', async () => (await priya.rings()) === 2);

    await desk.restart();
    expect(await asked()).toBe(answers[0]);
    expect(await press()).toBe(pressed[0]);
    expect(await priya.rings()).toBe(2);
    expect(await lee.rings()).toBe(1);
    expect(await priya.types('/escalate another matter')).toContain('E-0002');
  });

  // Slack itself refuses an empty required field and a text that is too long; the others leave both to the desk.
  it('a form comes back with each problem by its field and everything kept', async () => {
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
});
