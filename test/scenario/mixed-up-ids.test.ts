import { describe, expect, it, onTestFinished } from 'vitest';
import { allRecorded } from '../support/desk/all-recorded.ts';
import type { Person } from '../support/desk/person.ts';
import { reads } from '../support/desk/reads.ts';
import { rewriteStaff } from '../support/desk/rewrite-staff.ts';
import { type PlaceOfPeople, startDesk, type TestDesk } from '../support/desk/start-desk.ts';
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

/** A changed staff.json is followed by a look at everybody in Slack. */
async function takenOver({ slack, clock }: TestDesk): Promise<void> {
  await eventually('the corrected file is taken over', () => {
    clock.skip(1000);
    return (slack as SlackStandIn).calls('users.list').length > 1;
  });
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
  await takenOver(desk);
  await desk.person('priya').types('/assist now teen area');
  await eventually('Maria is asked', () => maria.sees().some(({ buttons }) => buttons.length > 0));
  await maria.presses('I’m coming');
  await reads(desk.person('priya'), 'Maria Santos is coming');
});

describe('a user id that was the account of somebody who is not on the list, once it is corrected', () => {
  const list = (directory: string, id: string, slack: string) =>
    rewriteStaff(directory, (staff) =>
      staff.filter((one) => one.id !== 'robin').map((one) => (one.id === id ? { ...one, slack } : one)),
    );

  /** Maria is listed with the account of Robin, whom nobody has put on the list. */
  async function start(id = 'maria', alsoAt: readonly PlaceOfPeople[] = []): Promise<TestDesk> {
    const desk = await startDesk({
      people: 'slack over http',
      alsoAt,
      prepare: (directory) => list(directory, id, 'U0ROBIN'),
    });
    onTestFinished(() => desk.stop());
    return desk;
  }

  async function correct(desk: TestDesk, id = 'maria'): Promise<void> {
    await list(desk.directory, id, `U0${id.toUpperCase()}`);
    await takenOver(desk);
  }

  it('brings an open call to the right account, and nothing more of it to the other one', async () => {
    const desk = await start();
    const [priya, maria, robin] = ['priya', 'maria', 'robin'].map((id) => desk.person(id)) as [
      Person,
      Person,
      Person,
    ];
    await priya.types('/assist now teen area loud group');
    await reads(robin, 'loud group');
    await allRecorded(desk);
    await correct(desk);
    await reads(maria, '[I’m coming]');
    await priya.types('/assist he has a knife');
    await reads(maria, 'he has a knife');
    await reads(robin, 'is not shown here any more');
    expect(await robin.sees()).not.toContain('knife');
    expect(await robin.sees()).not.toContain('loud group');
    await maria.presses('I’m coming');
    await reads(priya, 'Maria Santos is coming');
  });

  it('asks that one, and others, where the other account had said that they are coming', async () => {
    const desk = await start();
    await desk.person('priya').types('/assist now teen area');
    await reads(desk.person('robin'), '[I’m coming]');
    await desk.person('robin').presses('I’m coming');
    await reads(desk.person('priya'), 'Maria Santos is coming to you');
    await allRecorded(desk);
    const rung = await desk.person('omar').rings();
    await correct(desk);
    await reads(desk.person('maria'), '[I’m coming]');
    await reads(
      desk.person('priya'),
      'That Maria Santos is coming to H-0001 was said at an account that is not theirs: do not count on it.',
    );
    expect(await reads(desk.person('priya'), 'H-0001')).toContain('Nobody has answered yet');
    await eventually('Omar is asked again', async () => (await desk.person('omar').rings()) > rung);
    await desk.person('maria').presses('I’m coming');
    await reads(desk.person('priya'), 'Maria Santos is coming to you');
  });

  it('leaves a claim that its person made since, and brings them a card', async () => {
    const desk = await start();
    await desk.person('priya').types('/assist now teen area');
    await reads(desk.person('robin'), '[I’m coming]');
    await desk.person('omar').presses('I’m coming');
    await allRecorded(desk);
    await correct(desk);
    await desk.person('maria').presses('I’m coming');
    await reads(desk.person('maria'), '[On scene]');
    await allRecorded(desk);
    await desk.restart();
    await desk.person('priya').types('/onshift');
    await allRecorded(desk);
    expect(await desk.person('priya').sees()).not.toContain('do not count on it');
  });

  it('brings it there also where the page is on beside Slack and shows it to everybody', async () => {
    const desk = await start('maria', ['page']);
    await desk.person('priya').types('/assist now teen area loud group');
    await reads(desk.person('robin'), 'loud group');
    await reads(desk.person('maria', 'page'), 'loud group');
    await allRecorded(desk);
    await correct(desk);
    await reads(desk.person('maria'), '[I’m coming]');
  });

  it('brings it there after a restart too, and once', async () => {
    const desk = await start();
    await desk.person('priya').types('/assist teen area');
    await reads(desk.person('robin'), 'H-0001');
    await allRecorded(desk);
    await desk.restart(() => list(desk.directory, 'maria', 'U0MARIA'));
    await reads(desk.person('maria'), '[I’m coming]');
    await allRecorded(desk);
    const rung = await desk.person('maria').rings();
    await desk.restart();
    await desk.person('priya').types('/onshift');
    await allRecorded(desk);
    expect(await desk.person('maria').rings()).toBe(rung);
  });

  it('brings an open question to the right account, and its answer to that one alone', async () => {
    const desk = await start('lee');
    const [lee, robin] = [desk.person('lee'), desk.person('robin')];
    await desk.person('priya').types('/escalate may we close the reading room');
    await reads(robin, 'close the reading room');
    await allRecorded(desk);
    await correct(desk, 'lee');
    await reads(lee, 'close the reading room');
    await lee.presses('Yes');
    await reads(desk.person('priya'), 'Lee Wong');
    await reads(robin, 'is not shown here any more');
    expect(await robin.sees()).not.toContain('close the reading room');
  });

  it('fills the Home there with what is that one’s own', async () => {
    const desk = await start();
    const robin = desk.person('robin');
    await robin.opensHome();
    await eventually('it is Maria’s Home', async () => (await robin.seesHome()).includes('until 21:00'));
    await list(desk.directory, 'maria', 'U0MARIA');
    await eventually('it is Maria’s no longer', async () => {
      desk.clock.skip(1000);
      return !(await robin.seesHome()).includes('until 21:00');
    });
  });
});

describe('a user id that was nobody’s, once it is corrected', () => {
  const list = (directory: string, slack: string) =>
    rewriteStaff(directory, (staff) => staff.map((one) => (one.id === 'maria' ? { ...one, slack } : one)));

  async function begin(): Promise<TestDesk> {
    const desk = await startDesk({
      people: 'slack over http',
      prepare: (directory) => list(directory, 'U0MARIAH'),
    });
    onTestFinished(() => desk.stop());
    await desk.person('priya').types('/assist now teen area loud group');
    await reads(desk.person('priya'), 'Could not be reached: Maria Santos');
    await allRecorded(desk);
    return desk;
  }

  it('has its person asked for a call that is open, and its caller told of it', async () => {
    const desk = await begin();
    await list(desk.directory, 'U0MARIA');
    await reads(desk.person('maria'), '[I’m coming]');
    const card = await reads(desk.person('priya'), 'Asked again: Maria Santos');
    expect(card).not.toContain('Could not be reached');
    await desk.person('maria').presses('I’m coming');
    await reads(desk.person('priya'), 'Maria Santos is coming');
  });

  it('has them asked also where enough were coming meanwhile, once too few are', async () => {
    const desk = await begin();
    await desk.person('omar').presses('I’m coming');
    await reads(desk.person('priya'), 'Omar Haddad is coming');
    await list(desk.directory, 'U0MARIA');
    await takenOver(desk);
    await eventually(
      'she counts as somebody who can be reached',
      async () => !(await desk.person('priya').sees()).includes('Could not be reached'),
    );
    await desk.person('omar').presses('Can’t come');
    await reads(desk.person('maria'), '[I’m coming]');
  });

  it('has the fallback person asked whose call has no building yet', async () => {
    const dana = (directory: string, slack: string) =>
      rewriteStaff(directory, (staff) => staff.map((one) => (one.id === 'dana' ? { ...one, slack } : one)));
    const desk = await startDesk({
      people: 'slack over http',
      prepare: (directory) => dana(directory, 'U0DANAH'),
    });
    onTestFinished(() => desk.stop());
    await desk.person('robin').types('/assist now');
    desk.clock.skip(60_000);
    await reads(desk.person('robin'), 'Could not be reached: Dana Whitfield');
    await allRecorded(desk);
    await dana(desk.directory, 'U0DANA');
    await reads(desk.person('dana'), '[I’m coming]');
  });

  it('asks them once, also over a restart; who is as much out of reach as before is not tried again', async () => {
    const desk = await begin();
    const refused = () =>
      (desk.slack as SlackStandIn).calls('conversations.open').filter(({ outcome }) => outcome !== 'ok')
        .length;
    const before = refused();
    expect(before).toBeGreaterThan(0);
    await desk.restart();
    await desk.person('priya').types('/onshift');
    await allRecorded(desk);
    expect(refused()).toBe(before);
    await desk.restart(() => list(desk.directory, 'U0MARIA'));
    await reads(desk.person('maria'), '[I’m coming]');
    await allRecorded(desk);
    const rung = await desk.person('maria').rings();
    await desk.restart();
    await desk.person('priya').types('/onshift');
    await allRecorded(desk);
    expect(await desk.person('maria').rings()).toBe(rung);
  });
});
