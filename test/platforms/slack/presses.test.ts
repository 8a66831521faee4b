import { describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, form, later, only } from './tiny-desk.ts';

const callCard = card('Call H-0001', {
  parts: [
    { type: 'text', text: own('Call H-0001') },
    {
      type: 'buttons',
      buttons: [
        { button: 'help.claim', label: own("I'm coming"), record: 'H-0001', style: 'primary' },
        { button: 'help.claim', label: own('Somebody else'), record: 'H-0002', value: 'CEN' },
      ],
    },
  ],
});

async function posted({ platform }: ServedSlack, to = { id: 'U0BEN', private: true }) {
  return platform.post(to, callCard, { locale: 'en' });
}

describe('a press', () => {
  it('hands on the button, the record and the value that the card was drawn with, and the message', async () => {
    const served = await serveSlack();
    const message = await posted(served);
    const ben = served.user('U0BEN');
    await ben.presses('Somebody else');
    await ben.presses("I'm coming");
    expect(served.desk.requests.map(({ what }) => what)).toEqual([
      { type: 'pressed', button: 'help.claim', record: 'H-0002', value: 'CEN', message: message.message },
      { type: 'pressed', button: 'help.claim', record: 'H-0001', message: message.message },
    ]);
    expect(served.desk.requests[0]?.place).toEqual({ id: ben.direct, private: true });
    expect(new Set(served.desk.requests.map(({ key }) => key)).size).toBe(2);
  });

  it('redraws the pressed message in its own reply, tells the desk so, and says the rest privately', async () => {
    const served = await serveSlack();
    const { message } = await posted(served, { id: 'C0CEN', private: false });
    served.desk.answer = () => ({
      last: Promise.resolve({
        reply: card('Maria sees that you are coming'),
        redrawn: { posting: message, revision: 7, card: card('Ben is coming') },
      }),
    });
    const ben = served.user('U0BEN');
    await ben.presses("I'm coming");
    await eventually('the reply', () => ben.sees('C0CEN').length === 2);
    const [redrawn, reply] = ben.sees('C0CEN');
    expect(redrawn).toMatchObject({ lines: ['Ben is coming'], buttons: [], edits: 1, ephemeral: false });
    expect(reply).toMatchObject({ lines: ['Maria sees that you are coming'], ephemeral: true });
    expect(served.user('U0MARIA').sees('C0CEN')).toHaveLength(1);
    expect(served.desk.redrawn).toEqual([`${message}@7`]);
    expect(served.slack.calls('chat.update')).toEqual([]);
  });

  it('does not tell the desk that a card was redrawn when Slack did not take it', async () => {
    const served = await serveSlack();
    const { message } = await posted(served);
    served.slack.fail('response_url', { status: 404, times: 1 });
    served.desk.answer = () => ({
      last: Promise.resolve({
        reply: card('Done'),
        redrawn: { posting: message, revision: 7, card: card('x') },
      }),
    });
    await served.user('U0BEN').presses("I'm coming");
    await eventually('the reply', () => served.user('U0BEN').sees().at(-1)?.text === 'Done');
    expect(served.desk.redrawn).toEqual([]);
  });

  it('opens a form, whether it is known at once or only after the save', async () => {
    const served = await serveSlack();
    await posted(served);
    const ben = served.user('U0BEN');
    served.desk.answer = () => ({ first: { form: form() }, last: Promise.resolve({}) });
    await ben.presses("I'm coming");
    expect(ben.form()?.title).toBe('Call for help');
    await ben.closesForm();
    served.desk.answer = () => ({ last: Promise.resolve({ form: form({ instance: 'instance-2' }) }) });
    await ben.presses("I'm coming");
    await eventually('the form', () => ben.form());
  });

  it('is acknowledged after two seconds with a word that it is not saved yet', async () => {
    const served = await serveSlack();
    await posted(served);
    const saved = later<{ reply: ReturnType<typeof card> }>();
    served.desk.answer = () => ({ last: saved.promise });
    const ben = served.user('U0BEN');
    const pressing = ben.presses("I'm coming");
    await eventually('the request', () => served.desk.requests.length === 1);
    served.clock.skip(2000);
    await pressing;
    await eventually('the word', () => ben.sees().at(-1)?.text.includes('not saved yet'));
    saved.resolve({ reply: card('Saved') });
    await eventually('the result', () => ben.sees().at(-1)?.text === 'Saved');
  });

  it('of a button in an ephemeral message has no message of ours, and is answered beside it', async () => {
    const { desk, user } = await serveSlack();
    desk.answer = ({ what }) => only(what.type === 'command' ? callCard : card('Pressed'));
    const maria = user('U0MARIA');
    await maria.types('/desk', '', { channel: 'C0CEN' });
    await maria.presses("I'm coming");
    await eventually('the answer', () => maria.sees('C0CEN').at(-1)?.text === 'Pressed');
    expect(desk.requests[1]?.what).toEqual({ type: 'pressed', button: 'help.claim', record: 'H-0001' });
    expect(desk.requests[1]?.place).toEqual({ id: 'C0CEN', private: false });
  });

  it('of a button that is not ours gets a sentence', async () => {
    const served = await serveSlack();
    const message = await posted(served);
    const ben = served.user('U0BEN');
    const foreign = [
      { type: 'button', action_id: 'approve', value: '{}' },
      { type: 'button', action_id: 'desk1.0.help.claim', value: '{"r":5}' },
      { type: 'button', action_id: 'desk1.0.help.claim', value: '{"r":"x","admin":true}' },
      { type: 'button', action_id: 'desk1.0.help.claim', value: null },
      { type: 'button', action_id: 'desk1.x.help.claim', value: '{}' },
      { type: 'static_select', action_id: 'desk1.0.help.claim' },
    ];
    for (const action of foreign) {
      await ben.sends({
        type: 'block_actions',
        user: { id: 'U0BEN', team_id: 'T0LIBRARY' },
        trigger_id: 't',
        channel: { id: ben.direct },
        container: { type: 'message', message_ts: message.message.split('/')[1] },
        actions: [action],
      });
    }
    await eventually('the sentences', () => ben.sees().length === 1 + foreign.length);
    expect(ben.sees().at(-1)?.text).toContain('no longer in use');
    expect(served.desk.requests).toEqual([]);
  });
});
