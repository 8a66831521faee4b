import { afterEach, expect, it } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';

let desk: TestDesk;
afterEach(() => desk.stop());

it('People are reached also after another Slack app has taken the place of the first, whose direct messages are not ours', async () => {
  desk = await startDesk({ people: 'slack over http' });
  const { slack } = desk;
  if (slack === undefined) throw new Error('There is no Slack.');
  const told = (number: string) =>
    slack.messages(slack.directOf('U0MARIA')).some(({ text }) => text.includes(number));
  await desk.person('priya').types('assist now');
  await eventually('Maria is asked', () => told('H-0001'));
  await desk.person('priya').presses('Cancel');

  const before = slack.directOf('U0MARIA');
  slack.state.directs.delete('U0MARIA');
  await desk.restart();
  await desk.person('omar').types('assist now');
  await eventually('Maria is asked in the new direct message', () => told('H-0002'));
  expect(slack.directOf('U0MARIA')).not.toBe(before);

  const opened = slack.calls('conversations.open').length;
  await desk.person('omar').presses('Cancel');
  await desk.person('priya').types('assist now');
  await eventually('and again, without another detour', () => told('H-0003'));
  expect(slack.calls('conversations.open')).toHaveLength(opened);
});
