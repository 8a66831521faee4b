import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields, whatHappened } from '../desk/incidents/write-report.ts';
import { adaptiveCardButtons, adaptiveCardInputs } from '../support/desk/adaptive-text.ts';
import { hears, reads } from '../support/desk/reads.ts';
import { type PlaceOfPeople, places, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type PageAct, sendAct } from '../support/process/page-client.ts';

/** A form that stays in front of somebody after it was sent, as when the answer was lost on the way. */
interface HeldForm {
  keeps(values: Readonly<Record<string, string>>): Promise<unknown>;
  submits(values: Readonly<Record<string, string>>): Promise<unknown>;
}

async function openForm(desk: TestDesk, people: PlaceOfPeople): Promise<HeldForm> {
  const { slack } = desk;
  const priya = desk.person('priya');
  if (slack === undefined) {
    const act = (what: PageAct['what']) => sendAct(desk.address, { id: randomUUID(), as: 'priya', what });
    const { form } = await act({ type: 'command', typed: '/incident' });
    const send = (label: string) => (values: Readonly<Record<string, string>>) => {
      const button = adaptiveCardButtons(form?.json).find((one) => one.label === label);
      const filled = adaptiveCardInputs(form?.json).map(({ id, label: name, value, choices }) => {
        const typed = values[name];
        return [id, typed === undefined ? value : (choices.get(typed) ?? typed)] as const;
      });
      return act({
        type: 'submitted',
        data: { ...(button?.data as Record<string, string>), ...Object.fromEntries(filled) },
      });
    };
    return { keeps: send('Save as draft'), submits: send('Submit') };
  }
  await priya.types('/incident');
  const [view] = [...slack.state.views.values()].filter((one) => one.user === 'U0PRIYA');
  if (view === undefined) throw new Error(`No form opened (${people}).`);
  return {
    async keeps(values) {
      // Slack could not put the answer in the form's place: it stands as it was.
      slack.fail('views.update', { error: 'not_found' });
      await priya.sends('Save as draft', values);
      slack.heal('views.update');
      slack.state.views.set(view.id, view);
    },
    submits: (values) => priya.submits(values),
  };
}

describe.each(places)('%s', (people) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await startDesk({ people });
  });
  afterEach(() => desk.stop());

  it('keeps a draft and submits it from the form that still stands there: one report', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.keeps({ [whatHappened]: 'A man shouted.' });
    await reads(priya, 'Only you can see this draft');
    await form.submits(fields(people, 'A man shouted. He left.'));
    await eventually('the card says where it is', async () => (await priya.sees()).includes('Waiting for'));
    const mine = await priya.types('/incident mine');
    expect(mine).toContain('CEN-2026-00001');
    expect(mine).not.toContain('Draft');
    expect(await priya.types('/incident list')).toContain('1 report found');
    // One card, which was the draft's.
    expect((await priya.sees()).match(/CEN-2026-00001 · Central Library/g)).toHaveLength(1);
  });

  it('submits the form of a draft and the form that it was kept from: the second is told the number', async () => {
    const priya = desk.person('priya');
    const form = await openForm(desk, people);
    await form.keeps({ [whatHappened]: 'A man shouted.' });
    await reads(priya, 'Only you can see this draft');
    await priya.presses('Continue');
    await priya.submits(fields(people));
    await hears(priya, 'CEN-2026-00001 is submitted');
    const second = await form.submits(fields(people, 'A man shouted.'));
    const seen = JSON.stringify(second) ?? '';
    await eventually('the second is told', async () =>
      (seen + (priya.seesForm() ?? '') + (await priya.hears()) + (await priya.sees())).includes(
        'CEN-2026-00001 is submitted already',
      ),
    );
    expect(await priya.types('/incident list')).toContain('1 report found');
  });
});
