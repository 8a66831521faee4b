import { describe, expect, it } from 'vitest';
import { own } from '../../../src/chat/text.ts';
import { modalDataToText } from '../../../src/platforms/slack/modal-data.ts';
import { eventually } from '../../support/eventually.ts';
import { type ServedSlack, serveSlack } from './serve-slack.ts';
import { card, form } from './tiny-desk.ts';

/** What a start keeps of whose token it has. */
async function keptBy(options: Parameters<typeof serveSlack>[0] = {}): Promise<string> {
  const { desk } = await serveSlack(options);
  return eventually('what is kept', () => desk.kept);
}

/** A start of which Slack does not say whose token it has. */
async function startUntold(options: Parameters<typeof serveSlack>[0]): Promise<ServedSlack> {
  const served = await serveSlack({ ...options, unstarted: true });
  served.slack.fail('auth.test', { status: 500 });
  await served.platform.start(served.desk);
  return served;
}

const claimCard = card('Call H-0001', {
  parts: [
    { type: 'buttons', buttons: [{ button: 'help.claim', label: own('I’m coming'), record: 'H-0001' }] },
  ],
});

const starting =
  'In an emergency: Dial 911. Deskbell is still starting here and nobody was asked. Please try again in a minute.';

describe('whose token it is', () => {
  it('is kept without the token', async () => {
    const kept = await keptBy();
    expect(kept).toContain('T0LIBRARY');
    expect(kept).not.toContain('xoxb');
    expect(kept).not.toContain('stand-in');
  });

  it('is taken from an earlier start until Slack answers, for people and for strangers', async () => {
    const { desk, user } = await startUntold({ kept: await keptBy() });
    await user('U0MARIA').types('/onshift');
    expect(desk.requests[0]?.actor).toMatchObject({ tenant: 'T0LIBRARY', standing: 'member' });
    await user('U0OTHER').types('/onshift');
    expect(desk.requests[1]?.actor).toMatchObject({ tenant: 'T0OTHER', standing: 'outsider' });
  });

  it('is corrected once Slack answers', async () => {
    const kept = await keptBy();
    const served = await startUntold({ kept, enterprise: 'E0CITY' });
    served.slack.heal();
    served.clock.skip(1000);
    await eventually('the new word is kept', () => served.desk.kept !== kept);
    expect(served.desk.kept).toContain('E0CITY');
    served.slack.addUser({ id: 'U0SISTER', name: 'Sue Sister', team: 'T0SISTER', enterprise: 'E0CITY' });
    await served.user('U0SISTER').types('/onshift');
    await eventually('the request', () => served.desk.requests.length > 0);
    expect(served.desk.requests[0]?.actor).toMatchObject({ tenant: 'T0LIBRARY', standing: 'member' });
  });

  it.each([
    ['another token’s, which may be another workspace’s', async () => keptBy({ botToken: 'xoxb-before' })],
    ['unreadable', async () => '{"token":1}'],
    ['no JSON', async () => 'kept'],
  ])('is not taken from an earlier start where what was kept is %s', async (_name, before) => {
    const { desk, user } = await startUntold({ kept: await before() });
    const maria = user('U0MARIA');
    await maria.types('/assist', 'now');
    expect(maria.sees().at(-1)?.lines).toEqual([starting]);
    expect(desk.requests).toEqual([]);
  });
});

describe.each(['http', 'socket'] as const)('the very first start by %s, before Slack has answered', (by) => {
  it('answers a command with what to dial there, and that nobody was asked', async () => {
    const { desk, slack, user, clock, platform } = await startUntold({ by });
    const maria = user('U0MARIA');
    await maria.types('/assist', 'emergency teen area');
    expect(maria.sees().at(-1)).toMatchObject({ lines: [starting], ephemeral: true });
    await maria.types('/assist', 'emergency', { channel: 'C0CEN' });
    expect(maria.sees('C0CEN').at(-1)?.lines.join()).toContain('In an emergency: Dial 9-911. Deskbell');
    expect(desk.requests).toEqual([]);
    slack.heal();
    clock.skip(1000);
    await eventually('the connection', () => platform.health().ready);
    await maria.types('/onshift');
    expect(desk.requests).toHaveLength(1);
  });

  it('answers a press by its address, and keeps a form open with what was typed', async () => {
    const { desk, platform, user } = await startUntold({ by });
    const maria = user('U0MARIA');
    await platform.post({ id: 'U0MARIA', private: true }, claimCard, { locale: 'en' });
    await maria.presses('I’m coming');
    await eventually('the answer', () => maria.sees().at(-1)?.lines[0] === starting);
    expect(
      await maria.sends({
        type: 'view_submission',
        user: { id: 'U0MARIA', team_id: 'T0LIBRARY' },
        view: {
          id: 'V1',
          callback_id: 'desk1.form',
          private_metadata: modalDataToText(form({ instance: 'one' })),
          blocks: [{ block_id: 'Xk0cF' }, { block_id: 'note@one' }],
        },
      }),
    ).toEqual({ response_action: 'errors', errors: { 'note@one': starting } });
    expect(desk.requests).toEqual([]);
  });

  it('answers everything else that waits for an answer, and nothing besides', async () => {
    const { desk, user } = await startUntold({ by });
    const maria = user('U0MARIA');
    await maria.usesShortcut('assist');
    await eventually('the answer', () => maria.sees().at(-1)?.lines[0] === starting);
    await maria.sends({ type: 'view_closed', user: { id: 'U0MARIA' } });
    expect(maria.sees()).toHaveLength(1);
    expect(desk.requests).toEqual([]);
  });
});
