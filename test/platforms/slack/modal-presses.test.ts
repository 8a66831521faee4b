import { describe, expect, it } from 'vitest';
import type { FormView } from '../../../src/chat/form.ts';
import type { Answer, Handling } from '../../../src/chat/outcome.ts';
import type { Request, What } from '../../../src/chat/request.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { bigForm, bigValues } from './big-form.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, later, only } from './tiny-desk.ts';

type Submitted = Extract<What, { type: 'submitted' }>;

const typed = {
  branch: 'Branch 3',
  place: 'Place-110',
  at: bigValues.at,
  kind: 'Kind 1',
  categories: ['Category 2', 'Category 23'],
  severity: 'Severity 4',
  what: bigValues.what,
  did: bigValues.did,
};

/** Opens the form for Maria; afterwards the desk answers as told. */
async function opened(then: (what: Submitted) => Handling, view: FormView = bigForm()): Promise<ServedSlack> {
  const served = await serveSlack();
  served.desk.answer = ({ what }) =>
    what.type === 'submitted' ? then(what) : { first: { form: view }, last: Promise.resolve({}) };
  await served.user('U0MARIA').types('/incident', '', { channel: 'C0CEN' });
  return served;
}

/** What the router does: `more` brings the same form with everything, and a draft is saved. */
function desk(what: Submitted): Handling {
  return what.action === 'more'
    ? { first: { form: bigForm({ values: what.values, expanded: true }) }, last: Promise.resolve({}) }
    : only(card(what.action === 'draft' ? 'Saved as a draft' : 'Submitted'));
}

const last = (served: ServedSlack): Request => served.desk.requests.at(-1) as Request;

describe('a long form', () => {
  it('shows its first page, then More and its other ways to be sent', async () => {
    const served = await opened(desk);
    const lines = served.user('U0MARIA').form()?.lines ?? [];
    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe('[More] [Save as draft]');
  });

  it('shows everything after More, with what was typed, and is sent whole', async () => {
    const served = await opened(desk);
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('More', typed);
    expect(last(served)).toMatchObject({ canOpenForm: true, what: { action: 'more', instance: 'i-1' } });
    await eventually('the rest', () => (maria.form()?.lines.length ?? 0) > 9);
    const lines = maria.form()?.lines ?? [];
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe('[Save as draft]');
    await maria.submits({
      called: ['Service 0', 'Service 2'],
      colleague: 'U0BEN',
      followUp: bigValues.followUp,
      footage: false,
    });
    const { what } = last(served) as Request & { what: Submitted };
    expect(what.action).toBeUndefined();
    expect(what.values).toEqual(bigValues);
  });

  it('brings every kind of value back as it was filled in', async () => {
    const served = await opened(desk, bigForm({ values: bigValues }));
    const maria = served.user('U0MARIA');
    expect(maria.form()?.lines.at(-1)).toBe('[Save as draft]');
    await maria.submits();
    expect((last(served).what as Submitted).values).toEqual(bigValues);
  });

  it('shows its later pages at once when something is wrong there', async () => {
    const served = await opened(desk, bigForm({ problems: { footage: own('Say yes or no') } }));
    const lines = served.user('U0MARIA').form()?.lines ?? [];
    expect(lines).toContain('Say yes or no');
    expect(lines.at(-1)).toBe('[Save as draft]');
  });
});

describe('another way to send a form', () => {
  it('carries what was typed and its name, and its answer takes the form’s place', async () => {
    const served = await opened(desk);
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('Save as draft', { what: 'half' });
    expect(last(served).what).toEqual({
      type: 'submitted',
      form: 'incident.log',
      instance: 'i-1',
      action: 'draft',
      values: { what: 'half' },
    });
    await eventually('the answer', () => maria.form()?.lines.join() === 'Saved as a draft');
    expect([...maria.sees(), ...maria.sees('C0CEN')]).toEqual([]);
  });

  it('has the same key when Slack delivers it again, and another when it is pressed again', async () => {
    const served = await opened(() => ({ last: Promise.resolve({ form: bigForm() }) }));
    const maria = served.user('U0MARIA');
    const sent = await maria.pressesInForm('Save as draft');
    served.clock.skip(11 * 60_000);
    await sent.again();
    await maria.pressesInForm('Save as draft');
    const [, first, again, second] = served.desk.requests.map(({ key }) => key);
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });

  it('brings the form back with its problems and what was typed', async () => {
    const problems = { branch: own('That branch is closed') };
    const served = await opened(({ values }) => ({
      last: Promise.resolve({ form: bigForm({ values, problems, expanded: true }) }),
    }));
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('Save as draft', { what: 'half' });
    await eventually('the problem', () => maria.form()?.lines.includes('That branch is closed'));
    await maria.submits();
    expect((last(served).what as Submitted).values).toEqual({ what: 'half' });
  });

  it('says after two seconds that it is not saved yet, and shows the result in the same place', async () => {
    const saved = later<Answer>();
    const served = await opened(() => ({ last: saved.promise }));
    const maria = served.user('U0MARIA');
    const pressing = maria.pressesInForm('Save as draft', { what: 'half' });
    await eventually('the request', () => served.desk.requests.length === 2);
    served.clock.skip(2000);
    await pressing;
    await eventually('the notice', () => maria.form()?.lines[0]?.includes('not saved yet'));
    saved.resolve({ reply: card('Saved as a draft') });
    await eventually('the result', () => maria.form()?.lines[0] === 'Saved as a draft');
  });

  it('gives its answer where the form was asked for when the person has closed it', async () => {
    const saved = later<Answer>();
    const served = await opened(() => ({ last: saved.promise }));
    const maria = served.user('U0MARIA');
    const pressing = maria.pressesInForm('Save as draft');
    await eventually('the request', () => served.desk.requests.length === 2);
    await maria.closesForm();
    saved.resolve({ reply: card('Saved as a draft') });
    await pressing;
    await eventually('the message', () => maria.sees('C0CEN').at(-1)?.text === 'Saved as a draft');
  });

  it('leaves the form as it is when the desk fails, and says so', async () => {
    const served = await opened(() => {
      throw new Error('broken');
    });
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('Save as draft', { what: 'half' });
    expect(maria.form()?.title).toBe('Log an incident');
    await eventually('the sentence', () => maria.sees().at(-1)?.text.includes('Something went wrong'));
  });

  it('works for somebody whom Slack has to be asked about first', async () => {
    const served = await opened(desk);
    served.desk.standings.clear();
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('Save as draft');
    await eventually('the answer', () => maria.form()?.lines[0] === 'Saved as a draft');
  });
});

describe('a button of a card in a modal', () => {
  const saved = card('Saved as a draft', {
    parts: [
      { type: 'text', text: own('Saved as a draft') },
      { type: 'buttons', buttons: [{ button: 'incident.edit', label: own('Go on writing'), record: 'D-1' }] },
    ],
  });

  it('is a press, and a form that it opens takes the modal’s place', async () => {
    const served = await opened(() => only(saved));
    const maria = served.user('U0MARIA');
    await maria.pressesInForm('Save as draft');
    await eventually('the button', () => maria.form()?.lines.includes('[Go on writing]'));
    served.desk.answer = () => ({ first: { form: bigForm() }, last: Promise.resolve({}) });
    await maria.pressesInForm('Go on writing');
    expect(last(served).what).toEqual({ type: 'pressed', button: 'incident.edit', record: 'D-1' });
    expect(maria.form()?.title).toBe('Log an incident');
  });

  it('that is not in use gets a sentence', async () => {
    const served = await opened(desk);
    const view = { id: 'V1', type: 'modal', callback_id: 'desk1.form', private_metadata: 'not ours' };
    await served.user('U0MARIA').sends({
      type: 'block_actions',
      user: { id: 'U0MARIA', team_id: 'T0LIBRARY' },
      view,
      actions: [{ type: 'button', action_id: 'desk1.send.draft' }],
    });
    await eventually('the sentence', () =>
      served.user('U0MARIA').sees().at(-1)?.text.includes('no longer in use'),
    );
    expect(served.desk.requests).toHaveLength(1);
  });
});
