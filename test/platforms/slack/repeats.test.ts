import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/chat/outcome.ts';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { serveSlack } from './serve-slack.ts';
import { card, form, later } from './tiny-desk.ts';

describe('a delivery that Slack repeats', () => {
  it('is acknowledged without another answer', async () => {
    const served = await serveSlack();
    const maria = served.user('U0MARIA');
    const sent = [
      await maria.says('onshift'),
      await maria.mentions('C0CEN', 'onshift'),
      await maria.opensHome(),
      await maria.types('/onshift'),
    ];
    const answered = () => served.slack.calls().map(({ method }) => method);
    const before = answered();
    for (const { again } of sent) await Promise.all([again(), again()]);
    expect(answered()).toEqual(before);
    expect(served.desk.requests).toHaveLength(sent.length);
  });

  it('of a command has the same reply, which may not have arrived', async () => {
    const served = await serveSlack();
    const { again } = await served.user('U0MARIA').types('/onshift');
    expect(JSON.stringify(await again())).toContain('You did: command');
  });

  it('while the first is under way is acknowledged only when that one is done', async () => {
    const served = await serveSlack();
    const saved = later<Answer>();
    served.desk.answer = () => ({ last: saved.promise });
    const maria = served.user('U0MARIA');
    const event = { type: 'message', channel_type: 'im', channel: maria.direct, user: 'U0MARIA', text: 'x' };
    const order: string[] = [];
    const deliveries = ['one', 'other'].map((name) =>
      maria
        .sends({ type: 'event_callback', event_id: 'Ev1', event })
        .then(() => order.push(`the ${name} is acknowledged`)),
    );
    await eventually('the desk has it', () => served.desk.requests.length > 0);
    for (let count = 0; count < 3; count += 1) await maria.sends({ type: 'view_closed' });
    order.push('saved');
    saved.resolve({ reply: card('Saved') });
    await Promise.all(deliveries);
    expect(order[0]).toBe('saved');
    expect(served.desk.requests).toHaveLength(1);
    expect(maria.sees().filter(({ text }) => text === 'Saved')).toHaveLength(1);
  });

  it('is something else than a form that came back and is sent again', async () => {
    const served = await serveSlack();
    const maria = served.user('U0MARIA');
    served.desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    await maria.types('/assist');
    for (const note of ['one', 'two']) {
      served.desk.answer = () => ({
        last: Promise.resolve({ form: form({ problems: { note: own('No') } }) }),
      });
      await maria.submits({ note });
    }
    expect(served.desk.requests.filter(({ what }) => what.type === 'submitted')).toHaveLength(2);
  });
});
