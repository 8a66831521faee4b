import { expect, it, onTestFinished } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';

/** Everybody is linked by e-mail, but Maria is listed with the id of Lee's account. */
async function startMixedUp(): Promise<TestDesk> {
  const desk = await startDesk({
    people: 'slack over http',
    prepare: (directory) =>
      rewriteStaff(directory, (staff) =>
        staff.map((one) => ({ ...one, slack: one.id === 'maria' ? 'U0LEE' : undefined })),
      ),
  });
  onTestFinished(() => desk.stop());
  const slack = desk.slack as SlackStandIn;
  await eventually('everybody is linked', () =>
    slack.calls('users.list').some(({ outcome }) => outcome === 'ok'),
  );
  return desk;
}

it('nobody speaks as a colleague whose line has their user id by mistake, and their role stays theirs', async () => {
  const desk = await startMixedUp();
  const lee = desk.person('lee');
  await eventually('Lee is a supervisor', async () =>
    (await lee.types('/desk today')).includes('Nothing is waiting'),
  );
  await desk.person('priya').types('/assist now teen area');
  await reads(desk.person('omar'), '[I’m coming]');
  await reads(desk.person('priya'), 'Maria Santos');
  expect(await desk.person('priya').sees()).toContain('Could not be reached: Maria Santos');
  expect(await lee.sees()).not.toContain('[I’m coming]');
});

it('once the line is right, both are who they are', async () => {
  const desk = await startMixedUp();
  await rewriteStaff(desk.directory, (staff) =>
    staff.map((one) => (one.id === 'maria' ? { ...one, slack: 'U0MARIA' } : one)),
  );
  const slack = desk.slack as SlackStandIn;
  const reach = { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
  const maria = slackUser(slack, reach, 'U0MARIA');
  await eventually('the corrected file is taken over', () => {
    desk.clock.skip(1000);
    return slack.calls('users.list').length > 1;
  });
  await desk.person('priya').types('/assist now teen area');
  await eventually('Maria is asked', () => maria.sees().some(({ buttons }) => buttons.length > 0));
  await maria.presses('I’m coming');
  await reads(desk.person('priya'), 'Maria Santos is coming');
});
