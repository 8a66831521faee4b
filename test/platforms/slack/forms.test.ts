import { describe, expect, it } from 'vitest';
import type { FormView } from '../../../src/chat/form.ts';
import type { Answer, Handling } from '../../../src/chat/outcome.ts';
import type { Request } from '../../../src/chat/request.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, field, form, later, only } from './tiny-desk.ts';

const option = (value: string) => ({ value, label: own(`Option ${value}`) });
const many = (count: number) => Array.from({ length: count }, (_, index) => option(String(index)));

const everyField: FormView = form({
  record: 'H-0001',
  notice: own('Please look at this again.'),
  fields: [
    field({ id: 'more', type: 'text', page: 2 }),
    field({ id: 'note', type: 'text', multiline: true, required: true, hint: own('No names') }),
    field({ id: 'place', type: 'choice', options: [{ ...option('a'), group: own('Central') }, option('b')] }),
    field({ id: 'hundreds', type: 'choice', options: many(150) }),
    field({ id: 'few', type: 'choices', options: many(3) }),
    field({ id: 'several', type: 'choices', options: many(40) }),
    field({ id: 'who', type: 'person' }),
    field({ id: 'at', type: 'moment' }),
    field({ id: 'sure', type: 'yesNo' }),
    field({ id: 'nothing', type: 'choice' }),
  ],
});

/** Opens this form for Maria; afterwards the desk answers as told. */
async function opened(view: FormView, then: (request: Request) => Handling): Promise<ServedSlack> {
  const served = await serveSlack();
  served.desk.answer = (request) =>
    request.what.type === 'command' ? { first: { form: view }, last: Promise.resolve({}) } : then(request);
  await served.user('U0MARIA').types('/assist', '', { channel: 'C0CEN' });
  return served;
}

describe('a form', () => {
  it('is taken by Slack with every type of field, in the order of its pages', async () => {
    const served = await opened({ ...everyField, expanded: true }, () => only(card('Sent')));
    expect(served.user('U0MARIA').form()?.lines).toEqual([
      'Please look at this again.',
      'note: ',
      'place: ',
      'hundreds: ',
      'few: ',
      'several: ',
      'who: ',
      'at: ',
      'sure: ',
      'nothing: there is nothing to choose from.',
      'more: ',
    ]);
  });

  it('comes back as values by field, with its instance as the key; what is empty is absent', async () => {
    const served = await opened(everyField, () => only(card('Sent')));
    const maria = served.user('U0MARIA');
    await maria.submits({
      note: 'a <!channel> & :tada: שלום 🎉',
      place: 'Option a',
      hundreds: '149',
      few: ['Option 0', 'Option 2'],
      several: ['Option 39'],
      who: 'U0BEN',
      at: '2026-11-22T18:40:00.000Z',
      sure: false,
    });
    expect(served.desk.requests.at(-1)).toMatchObject({
      key: 'submit:instance-1',
      what: {
        type: 'submitted',
        form: 'help.form',
        instance: 'instance-1',
        record: 'H-0001',
      },
    });
    const { what } = served.desk.requests.at(-1) as Request & { what: { type: 'submitted' } };
    expect(what.values).toEqual({
      note: 'a <!channel> & :tada: שלום 🎉',
      place: 'a',
      hundreds: '149',
      few: ['0', '2'],
      several: ['39'],
      who: { platform: 'slack', tenant: 'T0LIBRARY', user: 'U0BEN' },
      at: '2026-11-22T18:40:00.000Z',
      sure: false,
    });
    await eventually('the reply', () => maria.sees('C0CEN').at(-1)?.text === 'Sent');
    expect(maria.form()).toBeUndefined();
  });

  it('opens with the values that it is given', async () => {
    const values = {
      note: 'x'.repeat(4000),
      place: 'b',
      hundreds: '120',
      few: ['1'],
      several: ['3', '4'],
      who: { tenant: 'T0LIBRARY', user: 'U0BEN' },
      at: '2026-11-22T18:40:00.000Z',
      sure: true,
    };
    const served = await opened({ ...everyField, values }, () => only(card('Sent')));
    await served.user('U0MARIA').submits();
    const { what } = served.desk.requests.at(-1) as Request & { what: { type: 'submitted' } };
    expect(what.values).toMatchObject({
      place: 'b',
      hundreds: '120',
      few: ['1'],
      several: ['3', '4'],
      at: '2026-11-22T18:40:00.000Z',
      sure: true,
    });
    expect(String(what.values.note)).toHaveLength(3000);
  });

  it('shows problems beside the fields and keeps what was typed', async () => {
    const problems = { note: own('Say what happened') };
    const again: Answer = { form: form({ problems, notice: own('Not sent yet.') }) };
    const served = await opened(form(), ({ what }) =>
      what.type === 'submitted' && what.values.note === 'enough'
        ? only(card('Sent'))
        : { last: Promise.resolve(again) },
    );
    const maria = served.user('U0MARIA');
    await maria.submits({ Note: 'hm' });
    expect(maria.form()).toMatchObject({ problems: { Note: 'Say what happened' } });
    await maria.submits();
    expect(served.desk.requests.at(-1)?.what).toMatchObject({ values: { note: 'hm' } });
    await maria.submits({ Note: 'enough' });
    expect(maria.form()).toBeUndefined();
  });

  it('gives way to another form, with the values and the problem that this one has', async () => {
    const next = form({
      form: 'help.next',
      instance: 'instance-2',
      title: own('Which branch'),
      values: { note: 'kept' },
      problems: { note: own('too short') },
    });
    const served = await opened(form(), () => ({ last: Promise.resolve({ form: next }) }));
    const maria = served.user('U0MARIA');
    await maria.submits({ Note: 'hm' });
    expect(maria.form()).toMatchObject({ title: 'Which branch', lines: ['Note: kept', 'too short'] });
    await maria.submits();
    expect(served.desk.requests.at(-1)).toMatchObject({
      key: 'submit:instance-2',
      what: { form: 'help.next', values: { note: 'kept' } },
    });
  });

  it('says after two seconds that it is not saved yet, and shows the result in the same place', async () => {
    const saved = later<Answer>();
    const served = await opened(form(), () => ({ last: saved.promise }));
    const maria = served.user('U0MARIA');
    const submitting = maria.submits({ Note: 'x' });
    await eventually('the request', () => served.desk.requests.length === 2);
    served.clock.skip(2000);
    await submitting;
    expect(maria.form()?.lines[0]).toContain('not saved yet');
    saved.resolve({ reply: card('Sent') });
    await eventually('the result', () => maria.form()?.lines[0] === 'Sent');
  });

  it('gives the late result as a message when the person has closed it', async () => {
    const saved = later<Answer>();
    const served = await opened(form(), () => ({ last: saved.promise }));
    const maria = served.user('U0MARIA');
    const submitting = maria.submits({ Note: 'x' });
    await eventually('the request', () => served.desk.requests.length === 2);
    served.clock.skip(2000);
    await submitting;
    await maria.closesForm();
    saved.resolve({ reply: card('Sent') });
    await eventually('the message', () => maria.sees('C0CEN').at(-1)?.text === 'Sent');
  });

  it('keeps in sight what must be read at once, and says the result in a message', async () => {
    const served = await opened(form(), () => ({
      first: { reply: card('Dial 9-911') },
      last: Promise.resolve({ reply: card('Three people are asked') }),
    }));
    const maria = served.user('U0MARIA');
    await maria.submits({ Note: 'x' });
    expect(maria.form()?.lines).toEqual(['Dial 9-911']);
    await eventually('the result', () => maria.sees('C0CEN').at(-1)?.text === 'Three people are asked');
  });

  it.each([
    ['that begins with its fields', form()],
    ['that says above them what to dial', form({ opening: own('In an emergency: Dial 911') })],
  ])('%s stays open with a sentence when the desk fails', async (_what, view) => {
    const served = await opened(view, () => {
      throw new Error('broken');
    });
    const maria = served.user('U0MARIA');
    await maria.submits({ Note: 'x' });
    expect(maria.form()?.problems.Note).toContain('Something went wrong');
  });

  it('is taken from whom Slack named before and does not name now, although that could not be saved', async () => {
    const served = await serveSlack();
    const { desk, slack, user } = served;
    slack.addUser({ id: 'U0NINA', name: 'Nina New' });
    // As with a full disk.
    desk.know = async () => {};
    desk.answer = ({ what }) =>
      what.type === 'command' ? { first: { form: form() }, last: Promise.resolve({}) } : only(card('Sent'));
    const nina = user('U0NINA');
    await nina.types('/incident');
    slack.fail('users.info', { retryAfter: 30 });
    await nina.submits({ Note: 'ten minutes of work' });
    await eventually('the request', () => desk.requests.length === 2);
    expect(desk.requests[1]).toMatchObject({
      actor: { user: 'U0NINA', standing: 'member' },
      what: { values: { note: 'ten minutes of work' } },
    });
  });

  it('stays in its place while Slack, too busy to say who sends it, would not take it back either', async () => {
    const values = { note: 'ten minutes of work' };
    const again: Answer = { form: form({ values, notice: own('Please try again.') }) };
    const served = await serveSlack();
    const { desk, slack, user } = served;
    slack.addUser({ id: 'U0NINA', name: 'Nina New' });
    slack.fail('users.info', { retryAfter: 30 });
    desk.answer = ({ what }) => ({
      first: what.type === 'command' ? { form: form() } : again,
      last: Promise.resolve({}),
    });
    const nina = user('U0NINA');
    await nina.types('/incident');
    slack.fail('views.update', { retryAfter: 30 });
    await nina.submits({ Note: values.note });
    expect(nina.form()?.lines).toEqual(['Please try again.', 'Note: ten minutes of work']);
  });

  it('that is not ours, or is from an older version, gets a sentence', async () => {
    const served = await opened(form(), () => only(card('Sent')));
    const view = { id: 'V1', callback_id: 'other', private_metadata: '', state: { values: {} }, blocks: [] };
    const user = { id: 'U0MARIA', team_id: 'T0LIBRARY' };
    const reply = await served.user('U0MARIA').sends({ type: 'view_submission', user, view });
    expect(JSON.stringify(reply)).toContain('no longer in use');
    expect(served.desk.requests).toHaveLength(1);
  });

  it('asks the desk for the options of a long list, and offers those with the words typed', async () => {
    const served = await opened(everyField, ({ what }) => ({
      last: Promise.resolve(what.type === 'options' ? { options: many(150) } : {}),
    }));
    expect(await served.user('U0MARIA').searches('hundreds', 'OPTION 14')).toEqual([
      'Option 14',
      ...Array.from({ length: 10 }, (_, index) => `Option 14${index}`),
    ]);
    expect(served.desk.requests.at(-1)?.what).toMatchObject({
      type: 'options',
      form: 'help.form',
      field: 'hundreds',
      query: 'OPTION 14',
    });
  });
});
