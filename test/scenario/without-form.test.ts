import { afterEach, describe, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

let desk: TestDesk;
afterEach(async () => {
  desk.slack?.heal();
  await desk.stop();
});

/** Types while Slack answers nothing; time goes on only as far as the desk waits for it. */
async function typesInSilence(person: string, words: string): Promise<string> {
  const { slack, clock } = desk;
  if (slack === undefined) throw new Error('There is no Slack.');
  slack.fail('*', { hang: true });
  const typing = desk.person(person).types(words);
  await eventually('Slack is asked for the form', () => slack.calls('views.open').length > 0);
  clock.skip(1800);
  return typing;
}

describe.each(['slack over http', 'slack by socket'] as const)('%s, which answers nothing', (people) => {
  it('bare /assist says what to dial and what to type, and its button opens the form later', async () => {
    desk = await startDesk({ people });
    const priya = desk.person('priya');
    const answer = await typesInSilence('priya', '/assist');
    expect(answer).toContain('In an emergency: Dial 9-911');
    expect(answer).toContain('type /desk assist now and go on in your own words');
    expect(answer).toContain('[Open the form]');
    expect(await priya.types('/assist now teen area')).toContain('H-0001 is saved and goes to');
    desk.slack?.heal();
    await priya.presses('Open the form');
    expect(priya.seesForm()).toContain('How soon');
  });

  it('/desk incident says how to keep a report without the form', async () => {
    desk = await startDesk({ people });
    const answer = await typesInSilence('priya', '/desk incident');
    expect(answer).toContain('type /desk incident log and go on in your own words');
    expect(answer).not.toContain('Dial');
  });

  it('words that must not stand in a button are kept as a draft, and that is said in the answer', async () => {
    desk = await startDesk({ people });
    expect(await typesInSilence('priya', '/incident man shouting')).toMatch(/draft/i);
  });
});

it('Teams, which opens no form for typed words, says what to type instead', async () => {
  desk = await startDesk({ people: 'teams' });
  const answer = await desk.person('priya').types('assist');
  expect(answer).toContain('type assist now and go on in your own words');
  expect(answer).toContain('Dial 9-911');
  expect(await desk.person('priya').types('escalate')).toContain('type escalate and go on in your own words');
});
