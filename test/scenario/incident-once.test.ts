import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, whatHappened } from '../desk/incidents/write-report.ts';
import { adaptiveCardButtons, adaptiveCardInputs } from '../support/desk/adaptive-text.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { allPlaces, type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';
import { slackUser } from '../support/slack/index.ts';
import { entraId, type TeamsStandIn, teamsUser } from '../support/teams/index.ts';
import { screenOf } from '../support/teams/state.ts';

type Values = Readonly<Record<string, string>>;

/** A form that stays in front of somebody after it was sent, as when the answer was lost on the way. */
interface HeldForm {
  keeps(values: Values): Promise<unknown>;
  submits(values: Values): Promise<unknown>;
  /** What it says when it has come back. */
  says(): string;
  /** Everything that the sender has been told. */
  told(): Promise<string>;
}

async function openForm(desk: TestDesk, people: PlaceOfPeople): Promise<HeldForm> {
  const { slack, teams } = desk;
  if (teams !== undefined) return openDialog(desk, teams);
  const priya = desk.person('priya');
  if (slack === undefined) {
    const act = (what: PageAct['what']) => sendAct(desk.address, { id: randomUUID(), as: 'priya', what });
    const told: string[] = [];
    let { form } = await act({ type: 'command', typed: '/incident' });
    const send = (label: string) => async (values: Values) => {
      const button = adaptiveCardButtons(form?.json).find((one) => one.label === label);
      const filled = adaptiveCardInputs(form?.json).map(({ id, label: name, value, choices }) => {
        const typed = values[name];
        return [id, typed === undefined ? value : (choices.get(typed) ?? typed)] as const;
      });
      const answer = await act({
        type: 'submitted',
        data: { ...(button?.data as Values), ...Object.fromEntries(filled) },
      });
      form = answer.form ?? form;
      told.push(answer.reply);
    };
    return {
      keeps: send('Save as draft'),
      submits: send('Submit'),
      says: () => form?.text ?? '',
      told: async () => told.join('\n'),
    };
  }
  const client = () =>
    slackUser(
      slack,
      people === 'slack by socket'
        ? 'socket'
        : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) },
      'U0PRIYA',
    );
  const views = () => [...slack.state.views.values()];
  const before = new Set(views().map((one) => one.id));
  await client().types('/incident');
  const view = await eventually('a form', () => views().find((one) => !before.has(one.id)));
  /** Puts it before whatever else is open. */
  const stands = (current = slack.state.views.get(view.id) ?? view) => {
    slack.state.views.delete(view.id);
    slack.state.views.set(view.id, current);
  };
  const shown = () => slack.calls().filter((call) => call.method === 'views.update').length;
  return {
    async keeps(values) {
      stands();
      // Slack cannot put the answer in the form's place: it stands as it was.
      slack.fail('views.update', { error: 'not_found' });
      const count = shown();
      await client().pressesInForm('Save as draft', values);
      await eventually('it is answered', () => shown() > count);
      slack.heal('views.update');
      stands(view);
    },
    async submits(values) {
      stands();
      await client().submits(values);
    },
    says: () => priya.seesForm() ?? '',
    told: async () => `${await priya.hears()}\n${await priya.sees()}`,
  };
}

/** A dialog whose answer Teams has lost: it stands as it was. */
async function openDialog(desk: TestDesk, teams: TeamsStandIn): Promise<HeldForm> {
  const priya = desk.person('priya');
  const screen = screenOf(teams.state, entraId('priya'));
  const client = () => teamsUser(teams, { deskUrl: desk.address }, entraId('priya'));
  await priya.types('/incident');
  let held = screen.dialog;
  if (held === undefined) throw new Error('There is no form.');
  return {
    async keeps(values) {
      screen.dialog = held;
      await client().submits(values, 'Save as draft');
      screen.dialog = held;
    },
    async submits(values) {
      screen.dialog = held;
      await client().submits(values);
      held = screen.dialog ?? held;
    },
    says: () => priya.seesForm() ?? '',
    told: async () => `${await priya.hears()}\n${await priya.sees()}`,
  };
}

describe.each(allPlaces)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('keeps a form twice and submits it rewritten, an hour and a restart later: one report', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.keeps({ [whatHappened]: 'A man shouted.' });
    await reads(priya, 'Only you can see this draft');
    await form.keeps({ [whatHappened]: 'Somebody was loud.' });
    expect(await priya.presses('Continue')).not.toContain('not here any more');
    expect(priya.seesForm()).toContain('Somebody was loud.');
    desk.clock.skip(3600_000);
    await desk.restart();
    await form.submits(fields(people, 'Two pipes leak.'));
    await eventually('the card says where it is', async () => (await priya.sees()).includes('Waiting for'));
    const mine = await priya.types('/incident mine');
    expect(mine).toContain('CEN-2026-00001');
    expect(mine).not.toContain('Draft');
    expect(await priya.types('/incident list')).toContain('1 report found');
    // One card, which was the draft's.
    expect((await priya.sees()).match(/CEN-2026-00001 · Central Library/g)).toHaveLength(1);
  });

  it('a late answer and a resubmit are one record: one report, and the second is told its number', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.submits(fields(people, 'A man shouted.'));
    await reads(priya, 'CEN-2026-00001');
    await desk.restart();
    await form.submits(fields(people, 'A man shouted.'));
    await eventually(
      'both are told',
      async () => (await form.told()).match(/CEN-2026-00001 is submitted and goes to/g)?.length === 2,
    );
    expect(await priya.types('/incident list')).toContain('1 report found');
  });

  it('submits a form once more with other words: it comes back with them and says the number', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.submits(fields(people, 'A man shouted.'));
    await reads(priya, 'CEN-2026-00001');
    await form.submits(fields(people, 'A man shouted and left.'));
    await eventually('it says why', () => form.says().includes('CEN-2026-00001 is submitted already'));
    expect(form.says()).toContain('A man shouted and left.');
    expect(await priya.types('/incident list')).toContain('1 report found');
  });

  it('keeps two forms that say the same: two drafts', async () => {
    const priya = desk.person('priya');
    const first = await openForm(desk, people);
    await first.keeps({ [whatHappened]: 'A man shouted.' });
    const second = await openForm(desk, people);
    await second.keeps({ [whatHappened]: 'A man shouted.' });
    await eventually(
      'both are there',
      async () => (await priya.sees()).match(/Only you can see this draft/g)?.length === 2,
    );
  });

  it('sends a form whose draft was changed in another one: it comes back with its words, and takes its place', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.keeps({ [whatHappened]: 'A man shouted.' });
    await reads(priya, 'Only you can see this draft');
    await priya.presses('Continue');
    await priya.sends('Save as draft', { [whatHappened]: 'Two men shouted.' });
    await form.submits(fields(people, 'A pipe leaks.'));
    await eventually('it says why', () => form.says().includes('changed elsewhere'));
    expect(form.says()).toContain('A pipe leaks.');
    expect(await priya.types('/incident list')).toContain('No report found');
    await form.submits({});
    await reads(priya, 'CEN-2026-00001');
    expect(await priya.types('/incident CEN-2026-00001')).toContain('A pipe leaks.');
    expect(await priya.types('/incident list')).toContain('1 report found');
  });

  it('submits the form of a draft and the form that it was kept from: the second is told the number', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.keeps({ [whatHappened]: 'A man shouted.' });
    await reads(priya, 'Only you can see this draft');
    await priya.presses('Continue');
    await priya.submits(fields(people));
    await hears(priya, 'CEN-2026-00001 is submitted');
    await form.submits(fields(people, 'A pipe leaks.'));
    await eventually('the second is told', () => form.says().includes('CEN-2026-00001 is submitted already'));
    expect(form.says()).toContain('A pipe leaks.');
    expect(await priya.types('/incident list')).toContain('1 report found');
  });
});
